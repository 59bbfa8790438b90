import type { ReactNode } from "react";
import { eventOf } from "@/lib/domain/order/balance";
import { type FigureName, figures } from "@/lib/domain/order/figures";
import type { Order } from "@/lib/domain/order/order";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { DAY, sayDay, sayInstant, sayTime } from "@/lib/domain/value/calendar";
import { type Currency, formatFigure } from "@/lib/domain/value/money";
import type { OrderView } from "../view";
import { figureLine } from "./figure-lines";

/** The order's money in figures that add up, each with what it is made of; what comes next stands under what is to come. */
export function MoneyFigures({ view }: { view: OrderView }) {
  const { order, now, zone } = view;
  const shown = figures(order, now);
  const hasUpcoming = shown.some(({ figure }) => figure === "to_come");
  return (
    <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 border-b border-line pb-5 sm:flex sm:flex-wrap sm:gap-x-8 sm:*:min-w-40 sm:*:flex-1">
      {shown.map(({ figure, label, sum }) => (
        <div key={figure}>
          <dt className="text-12 text-quiet">{label}</dt>
          <dd className={`text-24 font-semibold ${sum > 0 && alarming.includes(figure) ? "text-red" : ""}`}>
            <Sum value={sum} currency={order.currency} />
          </dd>
          {figure === "to_come" ? (
            <NextInLine view={view} />
          ) : (
            <dd className="min-h-4 text-12 text-quiet">{figureLine(figure, order, now, zone)}</dd>
          )}
        </div>
      ))}
      {hasUpcoming ? null : <NextAlone view={view} />}
    </dl>
  );
}

const alarming: readonly FigureName[] = ["outstanding", "charged_back", "beyond"];

/** The figure is what is read; its currency stands small before it. */
function Sum({ value, currency }: { value: number; currency: Currency }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className="text-15 font-normal text-quiet">{currency}</span> {formatFigure(value, currency)}
    </span>
  );
}

function NextInLine({ view }: { view: OrderView }) {
  const { order, now } = view;
  const next = nextPayment(order, now);
  return (
    <dd>
      <dl className="flex flex-wrap gap-x-1 text-12 text-quiet">
        <dt>Next payment</dt>
        <dd>{next ? <When view={view} {...next} /> : without(order)}</dd>
      </dl>
    </dd>
  );
}

/** Where nothing is planned beyond it, or no one knows what will be, the next payment is a figure of its own. */
function NextAlone({ view }: { view: OrderView }) {
  const { order, now } = view;
  const next = nextPayment(order, now);
  const amount = next && eventOf(order, next.event)?.amount;
  return (
    <div>
      <dt className="text-12 text-quiet">Next payment</dt>
      <dd>
        {next && amount ? (
          <span className="block text-24 font-semibold">
            <Sum value={amount} currency={order.currency} />
          </span>
        ) : null}
        <span className={`block text-quiet ${next ? "text-12" : "py-1.5 text-13"}`}>
          {next ? <When view={view} {...next} /> : without(order)}
        </span>
      </dd>
    </div>
  );
}

function without({ status }: Order): ReactNode {
  return status === "suspended" ? "Not while Suspended" : "–";
}

function When({ view: { now, zone }, at, isRetry }: { view: OrderView; at: number; isRetry: boolean }) {
  const days = Math.round((at - now) / DAY);
  const away = days < 1 ? "" : days === 1 ? "in 1 day, " : `in ${days} days, `;
  return (
    <time
      dateTime={new Date(at).toISOString()}
      title={`${sayInstant(at, "UTC")} UTC`}
      className="tabular-nums"
    >
      {away}
      {sayDay(at, zone)}, {sayTime(at, zone)}
      {isRetry ? " retry" : null}
    </time>
  );
}
