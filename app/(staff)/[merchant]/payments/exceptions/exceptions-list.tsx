import { EventStatusName } from "@/components/order/event-status-icon";
import type { FoldingColumn } from "@/components/order/folding-table";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { autoRetryOf } from "@/lib/domain/order/auto-retry";
import { eventOf } from "@/lib/domain/order/balance";
import type { BillingEvent } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { retriesOf } from "@/lib/domain/order/retry";
import { nextTryIfAllowed } from "@/lib/domain/preview/next-try";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { statusNames, typeNames } from "@/lib/domain/words/names";
import { readOrders } from "@/lib/orders/read";
import { type ExceptionRow, listExceptions } from "@/lib/payment-lists/exceptions";
import {
  type ExceptionsFilter,
  exceptionsParams,
  isExceptionsNarrowed,
} from "@/lib/payment-lists/exceptions-filter";
import { wholeList } from "../../orders/basket/basket-href";
import { CustomerCell } from "../customer-cell";
import { PageSteps } from "../page-steps";
import { exceptionsHref } from "../payments-href";
import { SelectableTable } from "../selectable-table";

/** The declined payments that an address asks for, each with the words of its order as it stands now. */
export async function ExceptionsList({ staff, filter }: { staff: Admitted; filter: ExceptionsFilter }) {
  const db = database();
  const now = await businessNow(db);
  const { code, timeZone } = staff.merchant;
  const zone = staff.user.timeZone;
  const scope = { merchantId: staff.merchantId, userId: staff.user.id, timeZone };
  const page = await listExceptions(db, scope, filter, now);
  const zuids = [...new Set(page.rows.map(({ zuid }) => zuid))];
  const orders = await readOrders(db, staff.merchantId, zuids, now);
  if (page.rows.length === 0)
    return (
      <p className="py-8 text-13 text-quiet">
        {isExceptionsNarrowed(filter)
          ? "No declined payment matches. Change the filters."
          : "No payment is declined. A payment stands here from its decline until it is collected, skipped or cancelled."}
      </p>
    );
  return (
    <>
      <SelectableTable
        // Another page begins with nothing selected.
        key={JSON.stringify(filter)}
        label="Declined payments"
        merchant={code}
        acts={acts}
        columns={columns}
        all={
          page.newer || page.older
            ? wholeList("exceptions", exceptionsParams({ ...filter, cursor: null }))
            : null
        }
        rows={page.rows.flatMap((row) => {
          const order = orders.get(row.zuid);
          const event = order && eventOf(order, row.number);
          return order && event ? [lineOf(row, { order, event, now, merchant: code, zone })] : [];
        })}
      />
      <PageSteps
        says={`Times in ${zone}`}
        earlier={{
          name: "Previous",
          href: page.newer && exceptionsHref(code, { ...filter, cursor: page.newer }),
        }}
        later={{ name: "Next", href: page.older && exceptionsHref(code, { ...filter, cursor: page.older }) }}
      />
    </>
  );
}

type Line = { order: Order; event: BillingEvent; now: Instant; merchant: string; zone: string };

function lineOf(row: ExceptionRow, { order, event, now, merchant, zone }: Line) {
  const retries = retriesOf(order, event);
  const next = nextTryIfAllowed(order, event.number, now);
  return {
    key: `${row.zuid}-${row.number}`,
    zuid: row.zuid,
    name: `ZUID-${row.zuid}, SPID ${event.spid}`,
    cells: {
      status: <EventStatusName status={event.status} overdue={false} />,
      order: <CustomerCell order={order} customer={row.customer} merchant={merchant} />,
      reason: <span className="block min-w-40 first-letter:uppercase">{event.decline?.reason}</span>,
      amount: <Amount value={event.amount} currency={order.currency} />,
      executed: <Time at={event.executedAt} zone={zone} />,
      spid: event.spid,
      of: (
        <>
          <span className="block">{statusNames[order.status]}</span>
          <span className="block text-12 text-quiet">{typeNames[order.type]}</span>
        </>
      ),
      retries: retries && `${retries.used} of ${retries.limit}`,
      auto: autoRetryNames[autoRetryOf(order)],
      next: next === null ? null : <Time at={next} zone={zone} />,
      left: retries && daysLeft(retries.endsAt, now),
    },
  };
}

function daysLeft(endsAt: Instant, now: Instant): string {
  return now >= endsAt ? "ended" : String(Math.ceil((endsAt - now) / DAY));
}

const autoRetryNames = { on: "On", off: "Off", stopped: "Stopped", used_up: "Used up" } as const;

const acts = [
  { act: "retry_events", name: "Retry" },
  { act: "send_update_link", name: "Send card update link" },
  { act: "skip_events", name: "Skip" },
  { act: "cancel_order", name: "Cancel" },
  { act: "complete_order", name: "Mark as complete" },
] as const;

const columns: readonly FoldingColumn[] = [
  { id: "status", header: "Status", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "order", header: "Order", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "reason", header: "Reason", phone: "max-sm:col-span-2 max-sm:row-start-3" },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
  {
    id: "executed",
    header: "Executed on",
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
  },
  { id: "spid", header: "SPID", phone: "max-sm:hidden" },
  { id: "of", header: "Order status, type", phone: "max-sm:hidden" },
  { id: "retries", header: "Retries", phone: "max-sm:col-start-1 max-sm:row-start-4", tag: "Retries" },
  { id: "auto", header: "Auto-retry", phone: "max-sm:hidden" },
  {
    id: "next",
    header: "Next retry",
    phone: "max-sm:col-span-2 max-sm:row-start-5",
    tag: "Next retry",
  },
  {
    id: "left",
    header: "Days left",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-4 max-sm:text-right",
    tag: "Days left",
  },
];
