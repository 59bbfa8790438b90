import Link from "next/link";
import { outcomeName } from "@/components/order/attempt-words";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { CommandForm } from "@/components/ui/command-form";
import { Time } from "@/components/ui/time";
import type { Admitted } from "@/lib/auth/admission";
import { isPermitted } from "@/lib/auth/permissions";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { attemptOf } from "@/lib/domain/order/balance";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { actorName } from "@/lib/domain/order/refusal";
import type { Instant } from "@/lib/domain/value/calendar";
import { causeNames } from "@/lib/domain/words/names";
import { readOrders } from "@/lib/orders/read";
import { listUnknown, type UnknownRow } from "@/lib/payment-lists/unknown";
import { carriedBy } from "../../orders/order-href";
import { CustomerCell } from "../customer-cell";
import { sayHowLong } from "../how-long";
import { PageSteps } from "../page-steps";
import { paymentsHref } from "../payments-href";
import { TransactionLink } from "../transaction-link";
import { actOnUnknown } from "./actions";

/** Payments without a result, those that have waited longest first. */
export async function UnknownList({ staff, cursor }: { staff: Admitted; cursor: string | null }) {
  const db = database();
  const now = await businessNow(db);
  const { code } = staff.merchant;
  const zone = staff.user.timeZone;
  const page = await listUnknown(db, staff.merchantId, { cursor });
  const zuids = page.rows.map(({ zuid }) => zuid);
  const orders = await readOrders(db, staff.merchantId, zuids, now);
  if (page.rows.length === 0)
    return (
      <p className="py-8 text-13 text-quiet">
        Every payment has a result. One that the gateway does not answer stands here until it does.
      </p>
    );
  const at = (place: string | null) =>
    place && paymentsHref(code, "unknown", new URLSearchParams({ cursor: place }));
  const mayAsk = isPermitted(staff.role, "refunds");
  return (
    <>
      <p className="mb-2 text-13 text-quiet">
        The gateway is asked about each of them automatically, and none is sent again until its result is
        known.
      </p>
      <FoldingTable
        label="Unknown outcomes"
        columns={columns}
        rows={page.rows.flatMap((row) => {
          const order = orders.get(row.zuid);
          const attempt = order && attemptOf(order, row.number);
          return order && attempt ? [lineOf(row, { order, attempt, now, merchant: code, zone, mayAsk })] : [];
        })}
      />
      <PageSteps
        says={`Times in ${zone}`}
        earlier={{ name: "Previous", href: at(page.newer) }}
        later={{ name: "Next", href: at(page.older) }}
      />
    </>
  );
}

type Line = {
  order: Order;
  attempt: Attempt;
  now: Instant;
  merchant: string;
  zone: string;
  mayAsk: boolean;
};

function lineOf(row: UnknownRow, { order, attempt, now, merchant, zone, mayAsk }: Line) {
  return {
    key: `${row.zuid}-${row.number}`,
    cells: {
      order: <CustomerCell order={order} customer={row.customer} merchant={merchant} />,
      type: <TransactionLink order={order} attempt={attempt} />,
      amount: <Amount value={attempt.amount} currency={order.currency} />,
      age: (
        <>
          <span className="block">{sayHowLong(row.at, now)}</span>
          <span className="block text-12 text-quiet">
            <Time at={row.at} zone={zone} />
          </span>
        </>
      ),
      word: (
        <>
          <span className="block">{row.lastWord ?? outcomeName(attempt)}</span>
          {row.askedAt === null ? null : (
            <span className="block text-12 text-quiet">
              asked <Time at={row.askedAt} zone={zone} />
            </span>
          )}
        </>
      ),
      cause: (
        <>
          <span className="block whitespace-nowrap first-letter:uppercase">{causeNames[attempt.cause]}</span>
          <span className="block text-12 text-quiet">{actorName(attempt.actor)}</span>
        </>
      ),
      act: mayAsk ? (
        <span className="flex items-center gap-2">
          <CommandForm
            action={actOnUnknown}
            carries={{ ...carriedBy(order), kind: "ask_gateway", attempt: attempt.number }}
            act="Ask again"
            kind="plain"
            working="Asking"
          >
            {null}
          </CommandForm>
          <Link
            href={paymentsHref(merchant, `unknown/${row.zuid}/${row.number}`)}
            prefetch={false}
            className={buttonClass.quiet}
          >
            {attempt.evidence ? "Confirm evidence" : "Close by evidence"}
          </Link>
        </span>
      ) : null,
    },
  };
}

const columns: readonly FoldingColumn[] = [
  { id: "order", header: "Order", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "type", header: "Type", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
  { id: "age", header: "Unknown for", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "word", header: "The gateway's last word", phone: "max-sm:col-span-2 max-sm:row-start-3" },
  { id: "cause", header: "Cause, by", phone: "max-sm:hidden" },
  { id: "act", header: <span className="sr-only">Act</span>, phone: "max-sm:col-span-2 max-sm:row-start-4" },
];
