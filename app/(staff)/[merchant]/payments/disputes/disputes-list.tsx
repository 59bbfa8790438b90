import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { attemptOf, disputedAmount, disputeLeft } from "@/lib/domain/order/balance";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { situationOf } from "@/lib/domain/preview/situation";
import { brandName } from "@/lib/domain/value/brand-name";
import type { Instant } from "@/lib/domain/value/calendar";
import { statusNames } from "@/lib/domain/words/names";
import { sayInShort } from "@/lib/domain/words/situation-words";
import { readOrders } from "@/lib/orders/read";
import { type DisputeRow, listDisputes } from "@/lib/payment-lists/disputes";
import { CustomerCell } from "../customer-cell";
import { PageSteps } from "../page-steps";
import { paymentsHref } from "../payments-href";
import { TransactionLink } from "../transaction-link";

/** What banks took back, newest first. */
export async function DisputesList({ staff, cursor }: { staff: Admitted; cursor: string | null }) {
  const db = database();
  const now = await businessNow(db);
  const { code } = staff.merchant;
  const zone = staff.user.timeZone;
  const page = await listDisputes(db, staff.merchantId, { cursor });
  const zuids = [...new Set(page.rows.map(({ zuid }) => zuid))];
  const orders = await readOrders(db, staff.merchantId, zuids, now);
  if (page.rows.length === 0)
    return (
      <p className="py-8 text-13 text-quiet">
        No bank has taken a payment back. A chargeback stands here as soon as the gateway reports it.
      </p>
    );
  const at = (place: string | null) =>
    place && paymentsHref(code, "disputes", new URLSearchParams({ cursor: place }));
  return (
    <>
      <p className="mb-2 text-13 text-quiet">
        The gateway does not report until when a dispute must be answered. Ask the acquirer for the deadline.
      </p>
      <FoldingTable
        label="Disputes"
        columns={columns}
        rows={page.rows.flatMap((row) => {
          const order = orders.get(row.zuid);
          const attempt = order && attemptOf(order, row.number);
          return order && attempt ? [lineOf(row, { order, attempt, now, merchant: code, zone })] : [];
        })}
      />
      <PageSteps
        says={`Times in ${zone}`}
        earlier={{ name: "Newer", href: at(page.newer) }}
        later={{ name: "Older", href: at(page.older) }}
      />
    </>
  );
}

type Line = { order: Order; attempt: Attempt; now: Instant; merchant: string; zone: string };

function lineOf(row: DisputeRow, { order, attempt, now, merchant, zone }: Line) {
  const { answer } = attempt;
  const brand =
    answer?.brand ?? (attempt.refersTo ? attemptOf(order, attempt.refersTo)?.answer?.brand : null);
  const left = disputedAmount(order) === 0 ? 0 : disputeLeft(order, attempt);
  return {
    key: `${row.zuid}-${row.number}`,
    cells: {
      state: <State left={left} of={attempt.amount} />,
      at: <Time at={row.at} zone={zone} />,
      order: <CustomerCell order={order} customer={row.customer} merchant={merchant} />,
      type: <TransactionLink order={order} attempt={attempt} />,
      scheme: brand ? brandName(brand) : null,
      amount: <Amount value={attempt.amount} currency={order.currency} />,
      status: statusNames[order.status],
      next: left > 0 ? sayInShort(situationOf(order, now), { order, now, zone }) : "Nothing to do",
    },
  };
}

function State({ left, of }: { left: number; of: number }) {
  if (left === 0) return <span className="text-green">Returned</span>;
  return <span className="text-red">{left < of ? "Returned in part" : "Taken back"}</span>;
}

const columns: readonly FoldingColumn[] = [
  { id: "state", header: "State", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "at", header: "Booked", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "order", header: "Order", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "type", header: "Type", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  { id: "scheme", header: "Scheme", phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right" },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
  { id: "status", header: "Order status", phone: "max-sm:hidden" },
  { id: "next", header: "What to do", phone: "max-sm:col-span-2 max-sm:row-start-4" },
];
