import { StatusName } from "@/components/order/status-icon";
import { PopUpLink } from "@/components/ui/opening";
import type { OrderStatus } from "@/lib/domain/order/order";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { FactGroup, factLink } from "./fact-group";

/** The way to the order's status; what can happen next opens as a picture. */
export function StatusPath({ view: { order, log } }: { view: OrderView }) {
  const path = log.flatMap(({ entry }): OrderStatus[] => {
    if (entry.kind === "order_created") return [entry.order.status];
    return entry.kind === "status_changed" ? [entry.to] : [];
  });
  const shown = path.slice(-MOST_STEPS);
  return (
    <FactGroup
      title="Status"
      action={
        <PopUpLink href={orderHref(order, { popup: "status-flow" })} className={factLink}>
          What can happen
        </PopUpLink>
      }
    >
      <ol aria-label="Statuses so far" className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {shown.map((status, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a status may come again, and its place is its name
          <li key={i} className="inline-flex items-center gap-2">
            {i > 0 || path.length > shown.length ? (
              <span aria-hidden className="text-quiet">
                →
              </span>
            ) : null}
            <StatusName status={status} />
          </li>
        ))}
      </ol>
    </FactGroup>
  );
}

const MOST_STEPS = 5;
