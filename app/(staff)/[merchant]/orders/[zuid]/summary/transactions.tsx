import { isShown, typeWords } from "@/components/order/attempt-words";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { OutcomeFlag } from "@/components/order/outcome-flag";
import { PopUpLink } from "@/components/ui/opening";
import { Time } from "@/components/ui/time";
import { codedReason } from "@/lib/domain/decline/explain-decline";
import { eventOf, referredId } from "@/lib/domain/order/balance";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { tryOf } from "@/lib/domain/order/retry";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { causeNames } from "@/lib/domain/words/names";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { FollowUps } from "./follow-ups";
import { followUpsOf } from "./follow-ups-of";

/** Everything that was asked of the gateway for this order, newest first. */
export function Transactions({ view }: { view: OrderView }) {
  const { order, zone } = view;
  const shown = order.attempts.filter(isShown).toReversed();
  if (shown.length === 0) return <p className="text-13 text-quiet">No payments yet.</p>;
  return (
    <FoldingTable
      label="Related Transactions"
      columns={columnsOf(order.currency)}
      rows={shown.map((attempt) => ({
        key: attempt.number,
        cells: {
          status: <OutcomeFlag attempt={attempt} />,
          at: <Time at={attempt.settledAt ?? attempt.startedAt} zone={zone} />,
          spid: attempt.event === null ? null : <Spid order={order} attempt={attempt} />,
          type: typeWords(attempt),
          id: (
            <PopUpLink
              href={orderHref(order, { popup: "transaction", id: attempt.number })}
              title={attempt.answer?.transactionId ?? undefined}
              className="inline-block max-w-20 truncate align-middle font-mono text-12 text-accent underline max-sm:max-w-full"
            >
              {attempt.answer?.transactionId ?? "Details"}
            </PopUpLink>
          ),
          reference: <Referred id={referredId(order, attempt)} />,
          amount: <span className="tabular-nums">{figureOf(attempt.amount, order.currency)}</span>,
          currency: order.currency,
          cause: causeNames[attempt.cause],
          result: <span className="block sm:min-w-28">{resultWords(attempt)}</span>,
          acts: <FollowUps links={followUpsOf(view, attempt)} />,
        },
      }))}
    />
  );
}

const columnsOf = (currency: Currency): readonly FoldingColumn[] => [
  { id: "status", header: "Status", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "at", header: "Date/Time", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  {
    id: "spid",
    header: "SPID",
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
    tag: "SPID",
  },
  { id: "type", header: "Type", phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right" },
  {
    id: "id",
    header: <span className="block w-20 whitespace-normal">TRANSACTION UNIQUE ID</span>,
    phone: "max-sm:col-start-1 max-sm:row-start-4",
  },
  { id: "reference", header: "Reference ID", phone: "max-sm:hidden" },
  {
    id: "amount",
    header: "Amount",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-1",
    tag: currency,
  },
  { id: "currency", header: "Currency", phone: "max-sm:hidden" },
  { id: "cause", header: "Cause", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  { id: "result", header: "Result", phone: "max-sm:col-span-2 max-sm:row-start-5" },
  {
    id: "acts",
    header: <span className="sr-only">Refund, capture, reverse</span>,
    phone: "max-sm:col-start-2 max-sm:row-start-4",
  },
];

/** The TRANSACTION UNIQUE ID of what a refund, a capture, a reversal or a chargeback is about. */
function Referred({ id }: { id: string | null }) {
  if (id === null) return null;
  return (
    <span title={id} className="inline-block max-w-20 truncate align-middle font-mono text-12">
      {id}
    </span>
  );
}

/** "501, try 3", and with the newest of them how many of the event's retries are used. */
function Spid({ order, attempt }: { order: Order; attempt: Attempt }) {
  const event = attempt.event === null ? null : eventOf(order, attempt.event);
  const of = tryOf(order, attempt);
  return (
    <>
      <span className="whitespace-nowrap">
        {of && of.count > 1 ? `${event?.spid}, attempt ${of.place}` : event?.spid}
      </span>
      {of?.retries ? (
        <span className="block text-12 whitespace-nowrap text-quiet">
          {of.retries.used} of {of.retries.limit} retries
        </span>
      ) : null}
    </>
  );
}

/** The currency has a column of its own here. */
function figureOf(amount: number, currency: Currency): string {
  return formatMoney(amount, currency).slice(currency.length + 1);
}

function resultWords(attempt: Attempt): string {
  if (!attempt.answer || attempt.state === "approved") return attempt.answer?.code ?? "";
  return codedReason(attempt.answer);
}
