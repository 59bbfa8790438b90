import type { Refused } from "@/components/ui/command-form";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import { fieldOf } from "@/lib/form";

/** What a form shows of a refusal: beside the field that it is about, or for the whole form. */
export function refusedAs(seen: { refusal: Refusal } | object | null, zone: string): Refused | null {
  if (!seen || !("refusal" in seen)) return null;
  return { field: fieldOf(seen.refusal), says: explainRefusal(seen.refusal, zone) };
}
