import { isShown, outcomeName, typeWords } from "@/components/order/attempt-words";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { PopUpLink } from "@/components/ui/opening";
import { Time } from "@/components/ui/time";
import { verdictOf } from "@/lib/domain/decline/decline";
import { shortReason } from "@/lib/domain/decline/explain-decline";
import { eventOf } from "@/lib/domain/order/balance";
import type { Attempt } from "@/lib/domain/order/order";
import { actorNameInSentence } from "@/lib/domain/order/refusal";
import { causeNames } from "@/lib/domain/words/names";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";

/** All attempts of one billing event, in order. */
export function Tries({ view: { order, zone }, attempt }: { view: View; attempt: Attempt }) {
  const spid = attempt.event === null ? null : eventOf(order, attempt.event)?.spid;
  const tries = order.attempts.filter((other) => other.event === attempt.event && isShown(other));
  return (
    <section aria-label={`All attempts of SPID ${spid}`}>
      <h3 className="mb-2 text-15 font-semibold">All attempts of SPID {spid}</h3>
      <FoldingTable
        label={`All attempts of SPID ${spid}`}
        columns={tryColumns}
        rows={tries.map((one, i) => ({
          key: one.number,
          isMarked: one.number === attempt.number,
          cells: {
            number: (
              <PopUpLink
                href={orderHref(order, { popup: "transaction", id: one.number })}
                replace
                aria-current={one.number === attempt.number ? "true" : undefined}
                className="text-accent underline"
              >
                {i + 1}
              </PopUpLink>
            ),
            at: <Time at={one.settledAt ?? one.startedAt} zone={zone} />,
            type: typeWords(one),
            cause: `${causeNames[one.cause]}, ${actorNameInSentence(one.actor)}`,
            outcome: outcomeName(one),
            reason: one.answer && one.state !== "approved" ? shortReason(verdictOf(one.answer)) : "",
          },
        }))}
      />
    </section>
  );
}

const tryColumns: readonly FoldingColumn[] = [
  { id: "number", header: "No.", phone: "max-sm:col-start-1 max-sm:row-start-1", tag: "No." },
  { id: "at", header: "Date/Time", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "type", header: "Type", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "cause", header: "Cause", phone: "max-sm:col-span-2 max-sm:row-start-3" },
  { id: "outcome", header: "Outcome", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  { id: "reason", header: "Reason", phone: "max-sm:col-span-2 max-sm:row-start-4" },
];
