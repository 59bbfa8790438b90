import { setTimeout as wait } from "node:timers/promises";
import { advanceTo, readClock } from "@/lib/clock";
import type { Instant } from "@/lib/domain/value/calendar";
import { isAnyDue, nextDueAfter } from "@/lib/orders/claim";
import { refreshStandings } from "@/lib/orders/refresh-standings";
import { type Collecting, collectDue } from "./collect";

/**
 * Takes business time to where it was asked to go, through everything that falls due on the way, in
 * the order of its time: nothing is collected later than it would have been.
 */
export async function followClock(collecting: Collecting, leads: () => Promise<boolean>): Promise<void> {
  for (;;) {
    const { now, movingTo } = await readClock(collecting.payments.db);
    if (movingTo === null || collecting.signal?.aborted) return;
    // Whoever was frozen meanwhile leaves it to the one that took over.
    if (!(await leads())) return;
    await step(collecting, now, movingTo);
  }
}

/** The same for a caller that holds the clock itself: tests and the demo. */
export async function runUntil(collecting: Collecting, to: Instant): Promise<void> {
  for (;;) {
    const { now } = await readClock(collecting.payments.db);
    if (now >= to || collecting.signal?.aborted) break;
    await step(collecting, now, to);
  }
  await collectAll(collecting, to);
}

async function step(collecting: Collecting, now: Instant, to: Instant): Promise<void> {
  const { db } = collecting.payments;
  await collectAll(collecting, now);
  // Whoever is told to stop leaves things undone, and time where it is.
  if (collecting.signal?.aborted) return;
  await collecting.deliver?.(now);
  // What is still due by now waits for something else than time: an answer, or a stopped merchant.
  const next = await nextDueAfter(db, now);
  const arrives = next === null || next >= to;
  // Whoever moved the clock looks at lists as soon as it stands.
  if (arrives) await refreshStandings(db, to);
  await advanceTo(db, arrives ? to : next);
}

/** An order that somebody's transaction holds at that moment is passed over: it is asked for until it was there. */
async function collectAll(collecting: Collecting, now: Instant): Promise<void> {
  const { payments } = collecting;
  await collectDue(collecting, now);
  while (!collecting.signal?.aborted && (await isAnyDue(payments.db, now, payments.machineNow()))) {
    await wait(HELD_MS);
    await collectDue(collecting, now);
  }
}

/** A transaction that holds an order is over in no time. */
const HELD_MS = 20;
