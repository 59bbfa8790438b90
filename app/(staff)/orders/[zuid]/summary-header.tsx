import type { ReactNode } from "react";
import { StatusName } from "@/components/order/status-icon";
import { ActionMenu, type MenuItem } from "@/components/ui/action-menu";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import { DAY } from "@/lib/domain/calendar";
import type { Command } from "@/lib/domain/command";
import { may } from "@/lib/domain/decide";
import { typeNames } from "@/lib/domain/describe";
import { explain } from "@/lib/domain/refusal";
import { netPaid, nextPayment, outstandingAmount, totalToBePaid } from "@/lib/domain/standing";
import { orderHref, type View } from "./view";

/** Which order this is, how it stands, how much it is about, and what can be done. */
export function SummaryHeader({ view }: { view: View }) {
  const { order, customer, now, zone } = view;
  const { currency } = order;
  return (
    <header className="mb-6">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-24 font-semibold">ZUID-{order.zuid}</h1>
        <StatusName status={order.status} />
        <span className="text-15 text-quiet">
          {typeNames[order.type]} · {customer.name}
        </span>
        <span className="ml-auto flex gap-2">
          <ActionMenu label="Actions" icon="actions" items={actionItems(view)} />
          <ActionMenu label="Gear options" icon="gear" items={gearItems(view)} />
        </span>
      </div>
      <dl className="mt-4 flex flex-wrap gap-x-10 gap-y-3">
        <Figure name="Total to be paid">
          <Amount value={totalToBePaid(order)} currency={currency} />
        </Figure>
        <Figure name="Net paid">
          <Amount value={netPaid(order)} currency={currency} />
        </Figure>
        <Figure name="Outstanding">
          <Amount value={outstandingAmount(order, now)} currency={currency} />
        </Figure>
        <Figure name="Next payment">
          <Time at={nextPayment(order, now)?.scheduledAt ?? null} zone={zone} />
        </Figure>
      </dl>
    </header>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className="text-18 font-medium">{children}</dd>
    </div>
  );
}

function actionItems(view: View): MenuItem[] {
  const isSubscription = view.order.type === "subscription";
  return [
    item(view, "Send link by e-mail", "send-link", { kind: "request_link", how: "email" }),
    item(view, "Show link", "show-link", { kind: "request_link", how: "display" }),
    ...(isSubscription ? [item(view, "Pause", "pause", { kind: "pause_order", resumeAt: null })] : []),
    ...(isSubscription ? [item(view, "Resume", "resume", { kind: "resume_order" })] : []),
    item(view, "Cancel", "cancel", { kind: "cancel_order" }),
    item(view, "Mark as complete", "complete", { kind: "complete_order" }),
  ];
}

function gearItems(view: View): MenuItem[] {
  const { order, now } = view;
  const single = order.type === "single";
  return [
    ...(order.type === "metered"
      ? [
          item(view, "Submit payment", "submit-payment", { kind: "charge_now", amount: 1, note: "" }),
          item(view, "Schedule payment", "schedule-payment", {
            kind: "schedule_payment",
            amount: 1,
            scheduledAt: now + DAY,
            note: "",
          }),
        ]
      : []),
    {
      label: "Payments",
      href: orderHref(order.zuid, { popup: "payments" }),
      reason: single ? explain({ code: "status", reason: "noSchedule" }) : null,
    },
    {
      label: "Cards",
      href: orderHref(order.zuid, { popup: "cards" }),
      reason: single ? explain({ code: "status", reason: "notRecurring" }) : null,
    },
  ];
}

function item({ order, now }: View, label: string, popup: string, command: Command): MenuItem {
  const refusal = may(order, command, now);
  return { label, href: orderHref(order.zuid, { popup }), reason: refusal && explain(refusal) };
}
