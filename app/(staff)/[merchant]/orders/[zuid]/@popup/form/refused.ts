import type { Refused } from "@/components/ui/command-form";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";

/** What a form shows of a refusal: beside the field that it is about, or for the whole form. */
export function refusedAs(seen: { refusal: Refusal } | object | null, zone: string): Refused | null {
  if (!seen || !("refusal" in seen)) return null;
  return { field: fieldOf(seen.refusal), says: explainRefusal(seen.refusal, zone) };
}

/** The form's field that a refusal is about; null when it is about the order, its payments or its card. */
export function fieldOf({ code }: Refusal): "sum" | "on" | "text" | null {
  switch (code) {
    case "amount_not_positive":
    case "amount_too_large":
    case "refund_too_large":
    case "capture_too_large":
      return "sum";
    case "date_not_ahead":
    case "date_too_far":
    case "date_in_used_window":
    case "resume_not_ahead":
      return "on";
    case "note_empty":
    case "note_too_long":
    case "card_number_in_text":
      return "text";
    default:
      return null;
  }
}
