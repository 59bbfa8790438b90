import { eventOf } from "@/lib/domain/order/balance";
import type { Order } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import type { Command } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { defaultMergeTime } from "@/lib/domain/rules/merge-events";
import type { Instant } from "@/lib/domain/value/calendar";
import { orderHref } from "../../../order-href";
import type { OrderView } from "../../view";
import { type EventAct, eventActs } from "./event-act-names";
import type { OfferedAct } from "./event-acts";

/** What can be done with some billing events, and why the rest cannot: asked of the rules anew at every tick. */
export function offeredActs(view: OrderView, chosen: number[]): OfferedAct[] {
  return (Object.keys(eventActs) as EventAct[]).map((act) => ({
    name: eventActs[act],
    href: hrefOf(view.order, act, chosen),
    reason: whyNot(view, act, chosen),
    takes: chosen.length,
    part: partOf(view, act, chosen),
  }));
}

function hrefOf(order: Order, act: EventAct, events: readonly number[]): string {
  return orderHref(order, { popup: "payments", act, events: events.join(",") });
}

/** Scheduled Payments with some of them ticked. */
export function tickedHref(order: Order, events: readonly number[]): string {
  return orderHref(order, { popup: "payments", events: events.join(",") });
}

/** The same act with those alone that can take part; null where all can, or none, or it is about one at a time. */
function partOf(view: OrderView, act: EventAct, chosen: number[]): OfferedAct["part"] {
  const { order, now } = view;
  const [event] = chosen;
  if (event === undefined || chosen.length < 2 || act === "reschedule" || act === "execute") return null;
  const refusal = may(order, plainCommand(view, act, event, chosen), now);
  if (refusal?.code !== "events_cannot_take_part") return null;
  const rest = chosen.filter((number) => !refusal.parts.some((part) => part.event === number));
  if (rest.length === 0 || whyNot(view, act, rest) !== null) return null;
  return { href: hrefOf(order, act, rest), words: `${eventActs[act]} ${rest.length} of ${chosen.length}` };
}

/** "3,4" -> [3, 4] */
export function eventsAsked(text: string | undefined): number[] {
  const numbers = (text ?? "").split(",").filter((part) => /^[1-9]\d{0,5}$/.test(part));
  return [...new Set(numbers.map(Number))];
}

/** The time that a form proposes: the earliest that nothing speaks against, from tomorrow on. */
export function usualTime(order: Order, numbers: readonly number[], now: Instant): Instant {
  const events = numbers.flatMap((number) => eventOf(order, number) ?? []);
  return defaultMergeTime(order, events, now);
}

/** Why an act cannot be done with what is selected; null when it can. */
function whyNot(view: OrderView, act: EventAct, events: number[]): string | null {
  const [event] = events;
  if (event === undefined) return explainRefusal({ code: "no_event_chosen" });
  if ((act === "reschedule" || act === "execute") && events.length > 1) return "Choose one payment.";
  const { order, now, zone } = view;
  const refusal = may(order, plainCommand(view, act, event, events), now);
  return refusal && explainRefusal(refusal, zone);
}

function plainCommand({ order, now }: OrderView, act: EventAct, event: number, events: number[]): Command {
  switch (act) {
    case "reschedule": {
      const scheduledAt = usualTime(order, [event], now);
      return { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false };
    }
    case "merge":
      return { kind: "merge_events", events, scheduledAt: usualTime(order, events, now), amount: null };
    case "skip":
      return { kind: "skip_events", events };
    case "unskip":
      return { kind: "unskip_events", events };
    case "retry":
      return { kind: "retry_events", events };
    case "execute":
      return { kind: "execute_event", event };
  }
}
