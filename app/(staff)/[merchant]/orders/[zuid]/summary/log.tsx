import { Time } from "@/components/ui/time";
import { actorName } from "@/lib/domain/order/refusal";
import { describeEntry as inWords } from "@/lib/domain/words/describe-entry";
import type { OrderView } from "../view";

/** Everything that happened to the order, newest first. */
export function Log({ view: { order, log, zone } }: { view: OrderView }) {
  return (
    <section aria-label="Order Log">
      <ol className="divide-y divide-line border-y border-line text-13">
        {log.toReversed().map(({ seq, at, actor, entry }) => (
          <li key={seq} className="grid grid-cols-[auto_1fr] gap-x-4 py-2 sm:grid-cols-[9.5rem_8rem_1fr]">
            <Time at={at} zone={zone} />
            <span className="truncate text-quiet">{actorName(actor)}</span>
            <span className="col-span-2 min-w-0 break-words sm:col-span-1">
              {inWords(entry, order, zone)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
