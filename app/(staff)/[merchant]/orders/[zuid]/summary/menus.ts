import type { MenuItem } from "@/components/ui/action-menu";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { type Command, menuEntries, type StaffCommand } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { newOrderHref, orderHref } from "../../order-href";
import type { OrderView } from "../view";

/** What can be asked of an order, as the records of the commands offer it. */
export function actionItems(view: OrderView): MenuItem[] {
  const { merchant, zuid } = view.order;
  const copy = newOrderHref(merchant.code, { copy: `ZUID-${zuid}` });
  const collect = item(view, "Collect payment", "collect-payment", { kind: "request_link", how: "display" });
  return [collect, ...offered(view, "actions"), { label: "Copy order", href: copy, reason: null }];
}

/** Payments and cards of an order, and what is charged beside its plan. */
export function gearItems(view: OrderView): MenuItem[] {
  const { order } = view;
  const single = order.type === "single";
  return [
    ...offered(view, "gear"),
    { label: "Run forward", href: orderHref(order, { popup: "run-forward" }), reason: null },
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

function offered(view: OrderView, menu: "actions" | "gear"): MenuItem[] {
  const { order, now } = view;
  return menuEntries()
    .filter(({ entry }) => entry.in === menu && (!entry.types || entry.types.includes(order.type)))
    .map(({ kind, entry }) =>
      item(view, entry.item, entry.popUp, { kind, ...entry.as(now) } as StaffCommand),
    );
}

function item({ order, now, zone }: OrderView, label: string, popup: string, command: Command): MenuItem {
  const refusal = may(order, command, now);
  return { label, href: orderHref(order, { popup }), reason: refusal && explainRefusal(refusal, zone) };
}
