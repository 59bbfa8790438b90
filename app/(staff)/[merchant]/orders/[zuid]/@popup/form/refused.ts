import type { Refused } from "@/components/ui/command-form";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import type { Result } from "@/lib/domain/order/result";
import { fieldOf } from "@/lib/form";

/** What a form shows of a refusal: beside the field that it is about, or for the whole form. */
export function refusedAs(seen: Result<unknown> | null, zone: string): Refused | null {
  return seen?.is === "refused" ? noteOf(seen.why, zone) : null;
}

/** The same of a refusal that is known without a preview. */
export function noteOf(why: Refusal, zone: string): Refused {
  return { field: fieldOf(why), says: explainRefusal(why, zone) };
}
