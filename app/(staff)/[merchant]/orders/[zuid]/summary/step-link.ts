import { toLocalInput } from "@/components/ui/local-time";
import { attemptOf, eventOf, hasOpenReport } from "@/lib/domain/order/balance";
import { isDeclined, isOverdue } from "@/lib/domain/order/billing-event";
import type { Situation } from "@/lib/domain/preview/situation";
import type { SuggestedStep } from "@/lib/domain/preview/situation-steps";
import { type Command, commands } from "@/lib/domain/rules/command";
import { sayDay } from "@/lib/domain/value/calendar";
import { formatMoney, toDecimal } from "@/lib/domain/value/money";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";

/** Where in the page a step is taken, with all that it is about filled in; null where the role may not, or no page is. */
export function stepLink(view: StepView, step: SuggestedStep): StepLink | null {
  const { order } = view;
  if (step.act === "open") return popUpLink(view, step);
  const way = mayAsk(view, step.command) ? wayOf(step.command, view) : null;
  return way && { label: way.label, href: orderHref(order, way.asked) };
}

/** The best step first; of the others only what is accepted now and leads somewhere else. */
export function stepLinks(view: StepView, { best, others }: Situation): StepLink[] {
  const steps = [...(best ? [best] : []), ...others.flatMap(({ step, refusal }) => (refusal ? [] : [step]))];
  const links = steps.flatMap((step) => stepLink(view, step) ?? []);
  return links.filter(({ href }, i) => links.findIndex((other) => other.href === href) === i).slice(0, 2);
}

function popUpLink(
  { order, mayBill }: StepView,
  step: Extract<SuggestedStep, { act: "open" }>,
): StepLink | null {
  switch (step.popUp) {
    case "cards":
      return { label: "Enter a card", href: orderHref(order, { popup: "cards" }) };
    case "collect-payment":
      return mayBill
        ? { label: "Collect payment", href: orderHref(order, { popup: "collect-payment" }) }
        : null;
    case "transaction": {
      const attempt = attemptOf(order, step.attempt);
      return {
        label: attempt && hasOpenReport(attempt) ? "See the report" : "See the transaction",
        href: orderHref(order, { popup: "transaction", id: step.attempt }),
      };
    }
  }
}

export type StepLink = { label: string; href: string };
type StepView = Pick<OrderView, "order" | "now" | "zone" | "mayRefund" | "mayBill">;

/** Whether the person may give this command at all. */
export function mayAsk({ mayRefund, mayBill }: StepView, { kind }: Command): boolean {
  const rule = commands[kind];
  const permission = "staff" in rule ? (rule.staff?.permission ?? null) : null;
  if (permission === "refunds") return mayRefund;
  return permission === "billing" || kind === "open_checkout" ? mayBill : permission !== null;
}

type Way = { label: string; asked: Record<string, string | number> };

/** A button that leads to money being moved names the sum. */
function wayOf(command: Command, view: StepView): Way | null {
  const { order } = view;
  const money = (amount: number) => formatMoney(amount, order.currency);
  const sum = (amount: number) => toDecimal(amount, order.currency);
  switch (command.kind) {
    case "request_link":
      return command.how === "email"
        ? { label: "Send link by e-mail", asked: { popup: "send-link" } }
        : { label: "Show link", asked: { popup: "show-link" } };
    case "resume_order":
      return { label: "Resume", asked: { popup: "resume" } };
    case "complete_order":
      return { label: "Mark as complete", asked: { popup: "complete" } };
    case "collect_outstanding":
      return { label: `Collect ${money(command.shownSum)}`, asked: { popup: "collect" } };
    case "capture_payment":
      return { label: `Capture ${money(command.amount)}`, asked: { popup: "capture", id: command.attempt } };
    case "reverse_payment":
      return { label: "Reverse", asked: { popup: "reverse", id: command.attempt } };
    case "refund_payment":
      return {
        label: `Refund ${money(command.amount)}`,
        asked: { popup: "refund", id: command.attempt, sum: sum(command.amount) },
      };
    case "send_update_link":
      return { label: "Send update link", asked: { popup: "send-update-link" } };
    case "open_checkout":
      return { label: "Enter a card by phone", asked: { popup: "cards" } };
    case "charge_now":
      return {
        label: `Charge ${money(command.amount)} again`,
        asked: { popup: "submit-payment", sum: sum(command.amount) },
      };
    case "schedule_payment":
      return { label: "Schedule payment", asked: { popup: "schedule-payment" } };
    default:
      return wayOfEvents(command, view);
  }
}

function wayOfEvents(command: Command, view: StepView): Way | null {
  const { order, zone } = view;
  const money = (events: readonly number[]) =>
    formatMoney(
      events.reduce((total, event) => total + (eventOf(order, event)?.amount ?? 0), 0),
      order.currency,
    );
  switch (command.kind) {
    case "retry_events":
      return {
        label: `Retry ${money(command.events)}${whichOf(view, command.events)}`,
        asked: { popup: "payments", act: "retry", events: command.events.join(",") },
      };
    case "execute_event":
      return {
        label: `Collect ${money([command.event])}${whichOf(view, [command.event])} now`,
        asked: { popup: "payments", act: "execute", events: command.event },
      };
    case "reschedule_event":
      return {
        label: `Collect ${money([command.event])}${whichOf(view, [command.event])} on ${sayDay(command.scheduledAt, zone)}`,
        asked: {
          popup: "payments",
          act: "reschedule",
          events: command.event,
          on: toLocalInput(command.scheduledAt, zone),
        },
      };
    default:
      return null;
  }
}

/** Which payments a button is about, where more than these are outstanding. */
function whichOf({ order, now }: Pick<StepView, "order" | "now">, events: readonly number[]): string {
  const outstanding = order.events.filter((event) => isDeclined(event) || isOverdue(event, now));
  if (outstanding.length <= events.length) return "";
  const [only] = events.flatMap((event) => eventOf(order, event)?.spid ?? []);
  return events.length === 1 ? ` of SPID ${only}` : ` of ${events.length} payments`;
}
