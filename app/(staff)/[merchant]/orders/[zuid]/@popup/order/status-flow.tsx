import { StatusFlowPicture } from "@/components/order/status-flow-picture";
import { StatusName } from "@/components/order/status-icon";
import { Time } from "@/components/ui/time";
import { actorName } from "@/lib/domain/order/refusal";
import { type Move, type StatusFlow, statusFlow, triggerNames } from "@/lib/domain/preview/status-flow";
import { statusNames } from "@/lib/domain/words/names";
import type { View } from "../../view";

/** Where the order stands in its own machine, how it came there, and what can happen next. */
export function Flow({ view: { order, log, zone } }: { view: View }) {
  const flow = statusFlow(order, log);
  return (
    <div className="gap-x-8 gap-y-6 max-sm:space-y-6 sm:grid sm:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
      <StatusFlowPicture flow={flow} label={labelOf(flow)} />
      <div className="min-w-0 space-y-4 text-13">
        <div>
          <h3 className="mb-1 text-12 font-medium text-quiet">What can happen next</h3>
          {flow.next.length > 0 ? (
            <ul aria-label="What can happen next" className="space-y-1.5">
              {byTrigger(flow.next).map(({ statuses, name }) => (
                <li key={name}>
                  <span className="font-medium">{orList(statuses.map((to) => statusNames[to]))}</span>
                  <span className="text-quiet"> if {name}</span>
                </li>
              ))}
            </ul>
          ) : (
            <p>{statusNames[flow.now]} is final.</p>
          )}
        </div>
        <div>
          <h3 className="mb-1 text-12 font-medium text-quiet">How it got here</h3>
          {flow.past.length > 0 ? (
            <ol aria-label="How it got here" className="space-y-1.5">
              {flow.past.slice(-SHOWN).map((step) => (
                <li key={`${step.at} ${step.to}`} className="flex flex-wrap items-center gap-x-3">
                  <StatusName status={step.to} />
                  <span className="text-quiet">
                    <Time at={step.at} zone={zone} />, {actorName(step.actor)}
                  </span>
                </li>
              ))}
            </ol>
          ) : (
            <p>It was created as {statusNames[flow.first]} and has not changed since.</p>
          )}
        </div>
      </div>
    </div>
  );
}

const SHOWN = 6;

/** The same event may end in several statuses, and a status be reached by several events: told by event. */
function byTrigger(moves: readonly Move[]): { name: string; statuses: Move["to"][] }[] {
  const found = new Map<string, Move["to"][]>();
  for (const { to, triggers } of moves)
    for (const trigger of triggers) {
      const name = triggerNames[trigger] ?? trigger;
      found.set(name, [...(found.get(name) ?? []), to]);
    }
  return [...found].map(([name, statuses]) => ({ name, statuses }));
}

/** "Active, Review or Complete" */
function orList(names: readonly string[]): string {
  return [names.slice(0, -1).join(", "), names.at(-1)].filter(Boolean).join(" or ");
}

function labelOf({ past, first, now, next }: StatusFlow): string {
  const way = [first, ...past.map(({ to }) => to)].map((status) => statusNames[status]).join(", ");
  const ends = [...new Set(next.map(({ to }) => statusNames[to]))].join(", ");
  return `The order is ${statusNames[now]}. It was ${way}. ${ends ? `It can become ${ends}.` : "This is final."}`;
}
