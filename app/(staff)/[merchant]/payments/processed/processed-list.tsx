import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { OutcomeFlag } from "@/components/order/outcome-flag";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { codedReason } from "@/lib/domain/decline/explain-decline";
import { attemptOf, eventOf } from "@/lib/domain/order/balance";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { actorName } from "@/lib/domain/order/refusal";
import { tryOf } from "@/lib/domain/order/retry";
import { causeNames } from "@/lib/domain/words/names";
import { readOrders } from "@/lib/orders/read";
import { listProcessed, type ProcessedRow } from "@/lib/payment-lists/processed";
import { isProcessedNarrowed, type ProcessedFilter } from "@/lib/payment-lists/processed-filter";
import { CustomerCell } from "../customer-cell";
import { PageSteps } from "../page-steps";
import { processedHref } from "../payments-href";
import { TransactionLink } from "../transaction-link";

/** The transactions that an address asks for, each with the words of its order as it stands now. */
export async function ProcessedList({ staff, filter }: { staff: Admitted; filter: ProcessedFilter }) {
  const db = database();
  const now = await businessNow(db);
  const { code } = staff.merchant;
  const zone = staff.user.timeZone;
  const page = await listProcessed(db, staff.merchantId, filter);
  const zuids = [...new Set(page.rows.map(({ zuid }) => zuid))];
  const orders = await readOrders(db, staff.merchantId, zuids, now);
  if (page.rows.length === 0)
    return (
      <p className="py-8 text-13 text-quiet">
        {isProcessedNarrowed(filter)
          ? "No transaction matches. Change the filters."
          : "There are no transactions yet. Each payment stands here as soon as it is sent to the gateway."}
      </p>
    );
  return (
    <>
      <FoldingTable
        label="Transactions"
        columns={columns}
        rows={page.rows.flatMap((row) => {
          const order = orders.get(row.zuid);
          const attempt = order && attemptOf(order, row.number);
          return order && attempt ? [lineOf(row, { order, attempt, merchant: code, zone })] : [];
        })}
      />
      <PageSteps
        says={`Times in ${zone}`}
        earlier={{
          name: "Newer",
          href: page.newer && processedHref(code, { ...filter, cursor: page.newer }),
        }}
        later={{ name: "Older", href: page.older && processedHref(code, { ...filter, cursor: page.older }) }}
      />
    </>
  );
}

type Line = { order: Order; attempt: Attempt; merchant: string; zone: string };

function lineOf(row: ProcessedRow, { order, attempt, merchant, zone }: Line) {
  const event = eventOf(order, attempt.event);
  const of = tryOf(order, attempt);
  return {
    key: `${row.zuid}-${row.number}`,
    cells: {
      result: <OutcomeFlag attempt={attempt} />,
      at: <Time at={row.at} zone={zone} />,
      order: <CustomerCell order={order} customer={row.customer} merchant={merchant} />,
      type: <TransactionLink order={order} attempt={attempt} />,
      recurrence: attempt.recurrence === "initial" ? "Initial" : "Repeated",
      spid: event?.spid ?? null,
      attempt: of && `${of.place} of ${of.count}`,
      left: of?.retries ? of.retries.limit - of.retries.used : null,
      cause: (
        <>
          <span className="block whitespace-nowrap first-letter:uppercase">{causeNames[attempt.cause]}</span>
          <span className="block text-12 text-quiet">{actorName(attempt.actor)}</span>
        </>
      ),
      reason: reasonOf(attempt),
      amount: <Amount value={attempt.amount} currency={order.currency} />,
    },
  };
}

function reasonOf({ answer, state, note }: Attempt): string | null {
  if (!answer) return note || null;
  return state === "approved" ? null : codedReason(answer);
}

const columns: readonly FoldingColumn[] = [
  { id: "result", header: "Result", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "at", header: "Date/Time", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "order", header: "Order", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "type", header: "Type", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  { id: "recurrence", header: "Initial or repeated", phone: "max-sm:hidden" },
  { id: "spid", header: "SPID", phone: "max-sm:hidden" },
  {
    id: "attempt",
    header: "Attempt",
    phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right",
    tag: "attempt",
  },
  { id: "left", header: "Retries left", end: true, phone: "max-sm:hidden" },
  { id: "cause", header: "Cause, by", phone: "max-sm:col-span-2 max-sm:row-start-5" },
  { id: "reason", header: "Reason", phone: "max-sm:col-span-2 max-sm:row-start-4" },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
];
