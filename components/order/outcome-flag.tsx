import { Flag } from "lucide-react";
import type { Attempt } from "@/lib/domain/order/order";
import { isLoss, outcomeName } from "./attempt-words";

/** What became of a transaction: red where money was lost, green where it came in. */
export function OutcomeFlag({ attempt }: { attempt: Pick<Attempt, "state" | "type"> }) {
  const colour = isLoss(attempt)
    ? "text-red"
    : attempt.state === "approved" || attempt.state === "duplicate"
      ? "text-green"
      : "text-quiet";
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Flag size={16} strokeWidth={1.5} aria-hidden className={`fill-current ${colour}`} />
      {outcomeName(attempt)}
    </span>
  );
}
