import { EventStatusName } from "@/components/order/event-status-icon";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { RetryBar } from "@/components/order/retry-bar";
import { scheduleBars } from "@/components/order/schedule-bars";
import { SchedulePicture } from "@/components/order/schedule-picture";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { PopUpLink } from "@/components/ui/opening";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { oldestFirst } from "@/lib/domain/order/balance";
import { type BillingEvent, isOverdue } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { holdWords } from "../words/hold-words";

/** Every billing event of the order: as a picture, and one by one. */
export function Schedule({ view }: { view: OrderView }) {
  const { order, now, zone } = view;
  const picture = scheduleBars(order, now, zone);
  return (
    <Section
      title="Schedule"
      action={
        order.type === "single" ? null : (
          <PopUpLink href={orderHref(order, { popup: "payments" })} className={buttonClass.plain}>
            Manage payments
          </PopUpLink>
        )
      }
    >
      {picture.bars.length > 0 ? <SchedulePicture picture={picture} currency={order.currency} /> : null}
      {order.events.length === 0 ? (
        <p className="text-13 text-quiet">
          {order.type === "single"
            ? "A single order has no scheduled payments."
            : "Nothing is scheduled yet."}
        </p>
      ) : (
        <FoldingTable
          label="Schedule"
          columns={columns}
          rows={oldestFirst(order.events).map((event) => ({
            key: event.number,
            cells: {
              number: <span className="text-quiet">{event.number}</span>,
              spid: event.spid,
              scheduled: <Time at={event.scheduledAt} zone={zone} />,
              amount: <Amount value={event.amount} currency={order.currency} />,
              status: <Status view={view} event={event} />,
              executed: event.executedAt === null ? null : <Time at={event.executedAt} zone={zone} />,
              retries: <RetryBar order={order} event={event} now={now} zone={zone} />,
            },
          }))}
        />
      )}
    </Section>
  );
}

const columns: readonly FoldingColumn[] = [
  { id: "number", header: "No.", phone: "max-sm:hidden" },
  {
    id: "spid",
    header: "SPID",
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
    tag: "SPID",
  },
  { id: "scheduled", header: "Scheduled", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
  { id: "status", header: "Status", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "executed", header: "Executed", phone: "max-sm:col-span-2", tag: "Executed" },
  { id: "retries", header: "Retries", phone: "max-sm:col-span-2" },
];

function Status({ view: { order, now, zone }, event }: { view: OrderView; event: BillingEvent }) {
  const beside = besideStatus(order, event, now, zone);
  return (
    <>
      <EventStatusName status={event.status} overdue={isOverdue(event, now)} />
      {beside ? <span className="block text-12 text-quiet">{beside}</span> : null}
    </>
  );
}

function besideStatus(order: Order, event: BillingEvent, now: number, zone: string): string | null {
  if (event.mergedInto !== null)
    return `into SPID ${order.events.find((other) => other.number === event.mergedInto)?.spid}`;
  return holdWords(event, now, zone);
}
