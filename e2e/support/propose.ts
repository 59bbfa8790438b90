import { toLocalInput } from "@/components/ui/local-time";
import type { Chance } from "@/demo/chance";
import { openAuthorisation, paymentAtGateway, refundable } from "@/lib/domain/order/balance";
import { type BillingEvent, isDeclined } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";
import { toDecimal } from "@/lib/domain/value/money";
import type { IsIts } from "./open-form";

/** Everything that an order's forms preview. */
export const acts = [
  ...(["reschedule", "merge", "skip", "retry", "execute"] as const),
  ...(["replace-card", "collect", "pause", "resume", "complete", "cancel"] as const),
  ...(["refund", "capture", "reverse", "submit-payment", "schedule-payment"] as const),
  ...(["send-link", "show-link"] as const),
] as const;

type Act = (typeof acts)[number];

/** A form to open on an order, and what is typed into it. */
export type Proposal = {
  act: Act;
  /** What the address says. */
  asked: Typed;
  typed: Typed;
  isIts?: IsIts;
};

type Typed = Record<string, string>;

/** Something that somebody might try on an order where it stands, now and then in vain; null where there is no form. */
export function propose(order: Order, now: Instant, zone: string, chance: Chance): Proposal | null {
  const wishes = chance.happens(0.05) ? acts : wishesOf(order, chance);
  if (wishes.length === 0) return null;
  const act = chance.oneOf(wishes);
  const on = toLocalInput(now + chance.between(1, 40) * DAY + chance.between(0, 23) * HOUR, zone);
  const sum = toDecimal(chance.between(1, 200) * 50, order.currency);
  const any = (events: readonly BillingEvent[]) =>
    chance.oneOf(events.length > 0 ? events : order.events)?.number ?? 0;
  const open = order.events.filter(isMovable);
  const two = [...new Set([any(open), any(open), any(open)])].slice(0, 2);
  switch (act) {
    case "reschedule":
      return onEvents(act, [any(open)], {
        on,
        ...(chance.happens(0.5) ? { sum } : {}),
        ...(order.type === "subscription" && chance.happens(0.5) ? { later: "1" } : {}),
      });
    case "merge":
      return onEvents(act, two, chance.oneOf<Typed>([{}, { on }, { on, sum }]));
    case "skip":
      return onEvents(act, chance.happens(0.7) ? two.slice(0, 1) : two);
    case "execute":
      return onEvents(act, [any(open.filter(({ status }) => status === "scheduled"))]);
    case "retry": {
      const declined = order.events.filter(({ status }) => status === "soft_declined");
      const some = declined.slice(0, chance.between(1, 3)).map(({ number }) => number);
      return onEvents(act, some.length > 0 ? some : [any(open)]);
    }
    case "pause":
      return inPopUp(act, chance.oneOf<Typed>([{}, { on }]));
    case "submit-payment":
      if (order.type !== "metered") return null;
      return { ...inPopUp(act, { sum }), typed: { sum, note: "Agreed by phone" } };
    case "schedule-payment":
      return order.type === "metered" ? inPopUp(act, { sum, on }) : null;
    case "refund": {
      const paid = order.attempts.find((attempt) => refundable(order, attempt) > 0) ?? order.attempts[0];
      return paid ? inPopUp(act, chance.oneOf<Typed>([{}, { sum }]), { id: String(paid.number) }) : null;
    }
    case "capture":
    case "reverse": {
      const held = openAuthorisation(order) ?? order.attempts[0];
      const typed = act === "capture" ? chance.oneOf<Typed>([{}, { sum }]) : {};
      return held ? inPopUp(act, typed, { id: String(held.number) }) : null;
    }
    case "replace-card": {
      const wallet = [...order.wallet].sort((a, b) => a.registeredAt - b.registeredAt);
      const others = wallet.filter(({ id }) => id !== order.cardId);
      const card = chance.oneOf(others.length > 0 ? others : wallet);
      if (!card) return null;
      return { act, asked: { popup: "cards" }, typed: {}, isIts: ({ cardId }) => cardId === card.id };
    }
    case "show-link":
      // What is shown already is asked for by no form.
      return order.status === "pending" ? null : inPopUp(act);
    default:
      return inPopUp(act);
  }
}

function onEvents(act: Act, events: number[], typed: Typed = {}): Proposal {
  return { act, asked: { popup: "payments", act, events: events.join(","), ...typed }, typed };
}

function inPopUp(act: Act, typed: Typed = {}, asked: Typed = {}): Proposal {
  return { act, asked: { popup: act, ...asked, ...typed }, typed };
}

/** What may well be possible; what ends an order comes seldom. */
function wishesOf(order: Order, chance: Chance): Act[] {
  if (["draft", "pending", "rejected"].includes(order.status))
    return chance.happens(0.1) ? ["cancel"] : ["send-link", "show-link"];
  const refunds = order.attempts.some((attempt) => refundable(order, attempt) > 0)
    ? (["refund"] as const)
    : [];
  if (order.type === "single") return openAuthorisation(order) ? ["capture", "reverse"] : [...refunds];
  if (["complete", "cancelled"].includes(order.status)) return [...refunds];
  if (chance.happens(0.02)) return ["complete"];
  if (paymentAtGateway(order)) return [];
  if (order.pendingCollection) return ["collect", "skip"];
  if (order.status === "paused") return ["resume"];
  if (order.type === "subscription" && order.status !== "suspended" && chance.happens(0.1)) return ["pause"];
  return [...refunds, "replace-card", ...onSchedule(order)];
}

function onSchedule(order: Order): Act[] {
  const open = order.events.filter(isMovable);
  const acts: Act[] = [];
  if (open.length > 0) acts.push("reschedule", "reschedule", "skip");
  if (open.length > 1) acts.push("merge");
  if (order.type === "metered") acts.push("schedule-payment", "schedule-payment");
  if (order.status === "suspended") return acts;
  if (order.type === "metered") acts.push("submit-payment");
  if (open.some(({ status }) => status === "scheduled")) acts.push("execute", "execute");
  if (open.some(({ status }) => status === "soft_declined")) acts.push("retry", "retry", "retry");
  return acts;
}

function isMovable(event: BillingEvent): boolean {
  return event.status === "scheduled" || isDeclined(event);
}
