import type { ReactNode } from "react";
import { StatusName } from "@/components/order/status-icon";
import { ActionMenu, type MenuItem } from "@/components/ui/action-menu";
import { type FigureName, figures } from "@/lib/domain/order/figures";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { nextPayment } from "@/lib/domain/preview/next-automatic-step";
import { type Command, menuEntries, type StaffCommand } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { sayDay, sayInstant, sayTime } from "@/lib/domain/value/calendar";
import { type Currency, formatFigure } from "@/lib/domain/value/money";
import { typeNames } from "@/lib/domain/words/names";
import { newOrderHref, orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { SituationCard } from "./situation-card";

/** Which order this is, how it stands, what must be done, how much it is about, and what can be done. */
export function SummaryHeader({ view }: { view: OrderView }) {
  const { order, customer, now, zone } = view;
  const { currency } = order;
  const next = nextPayment(order, now);
  return (
    <header>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <h1 className="text-24 font-semibold">ZUID-{order.zuid}</h1>
        <StatusName status={order.status} />
        <span className="order-last basis-full truncate text-15 text-quiet sm:order-none sm:basis-auto">
          {typeNames[order.type]} · {customer.name}
        </span>
        <span className="ml-auto flex gap-2">
          <ActionMenu label="Actions" icon="actions" items={actionItems(view)} />
          <ActionMenu label="Gear options" icon="gear" items={gearItems(view)} />
        </span>
      </div>
      <SituationCard view={view} />
      <dl className="mt-6 grid grid-cols-2 gap-x-6 gap-y-4 sm:flex sm:flex-wrap sm:gap-x-14">
        {figures(order, now).map(({ figure, label, sum }) => (
          <Figure key={figure} name={label} isAlarming={sum > 0 && alarming.includes(figure)}>
            <Sum value={sum} currency={currency} />
          </Figure>
        ))}
        <Figure name="Next payment">
          {next ? (
            <time
              dateTime={new Date(next.at).toISOString()}
              title={`${sayInstant(next.at, "UTC")} UTC`}
              className="flex flex-wrap items-baseline gap-x-1.5 tabular-nums"
            >
              <span className="whitespace-nowrap">{sayDay(next.at, zone)}</span>
              <span className="text-13 font-normal whitespace-nowrap text-quiet">
                {sayTime(next.at, zone)}
                {next.isRetry ? " retry" : null}
              </span>
            </time>
          ) : (
            <span className="text-13 font-normal text-quiet">
              {order.status === "suspended" ? "Not while Suspended" : "–"}
            </span>
          )}
        </Figure>
      </dl>
    </header>
  );
}

const alarming: readonly FigureName[] = ["outstanding", "charged_back", "beyond"];

function Figure({ name, isAlarming = false, children }: FigureProps) {
  return (
    <div>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className={`text-24 font-medium ${isAlarming ? "text-red" : ""}`}>{children}</dd>
    </div>
  );
}

type FigureProps = { name: string; isAlarming?: boolean; children: ReactNode };

/** The figure is what is read; its currency stands small before it. */
function Sum({ value, currency }: { value: number; currency: Currency }) {
  return (
    <span className="whitespace-nowrap tabular-nums">
      <span className="text-13 font-normal text-quiet">{currency}</span> {formatFigure(value, currency)}
    </span>
  );
}

/** What can be asked of an order, as the records of the commands offer it. */
function offered(view: OrderView, menu: "actions" | "gear"): MenuItem[] {
  const { order, now } = view;
  return menuEntries()
    .filter(({ entry }) => entry.in === menu && (!entry.types || entry.types.includes(order.type)))
    .map(({ kind, entry }) =>
      item(view, entry.item, entry.popUp, { kind, ...entry.as(now) } as StaffCommand),
    );
}

function actionItems(view: OrderView): MenuItem[] {
  const { merchant, zuid } = view.order;
  const copy = newOrderHref(merchant.code, { copy: `ZUID-${zuid}` });
  const collect = item(view, "Collect payment", "collect-payment", { kind: "request_link", how: "display" });
  return [collect, ...offered(view, "actions"), { label: "Copy order", href: copy, reason: null }];
}

function gearItems(view: OrderView): MenuItem[] {
  const { order } = view;
  const single = order.type === "single";
  return [
    ...offered(view, "gear"),
    {
      label: "Payments",
      href: orderHref(order, { popup: "payments" }),
      reason: single ? explainRefusal({ code: "status", reason: "noSchedule" }) : null,
    },
    {
      label: "Cards",
      href: orderHref(order, { popup: "cards" }),
      reason: single ? explainRefusal({ code: "status", reason: "notRecurring" }) : null,
    },
  ];
}

function item({ order, now, zone }: OrderView, label: string, popup: string, command: Command): MenuItem {
  const refusal = may(order, command, now);
  return { label, href: orderHref(order, { popup }), reason: refusal && explainRefusal(refusal, zone) };
}
