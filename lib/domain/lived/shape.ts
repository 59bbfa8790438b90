import { eventOf } from "../order/balance";
import { type EventStatus, isOverdue, type RetryWindow } from "../order/billing-event";
import type { History } from "./history";

/**
 * A history's schedule, one letter for each event: **C**ollected, **R**ecovered, **S**oft and **H**ard declined,
 * **O**verdue, **F**uture, **P**rocessing, **M**erged, s**K**ipped, **Z** paused, **X** cancelled.
 */
export function shapeOf({ order, now }: History): string {
  return order.events.map((event) => (isOverdue(event, now) ? "O" : letters[event.status])).join("");
}

/** One event of a history that must have it. */
export function eventIn({ order }: History, number: number) {
  const event = eventOf(order, number);
  if (!event) throw new Error(`no event ${number}`);
  return event;
}

const letters: Readonly<Record<EventStatus, string>> = {
  scheduled: "F",
  processing: "P",
  completed: "C",
  recovered: "R",
  soft_declined: "S",
  hard_declined: "H",
  skipped: "K",
  merged: "M",
  paused: "Z",
  cancelled: "X",
};

/** The retry window of an event with the card that it was declined with last. */
export function windowIn(history: History, number: number): RetryWindow | null {
  return eventIn(history, number).cardFacts.at(-1)?.window ?? null;
}
