import { isDeclined } from "@/lib/domain/order/billing-event";
import type { Command } from "@/lib/domain/rules/command";
import { DAY } from "@/lib/domain/value/calendar";
import { cardOf } from "@/lib/sandbox/shopper";
import type { Chance } from "./chance";
import { goodCards } from "./good-cards";
import type { DemoLife, Fate } from "./life";
import { giveUp } from "./single-lives";

/** An order that is collected over time: its card behaves by a temper, and staff look after it now and then. */
export async function leadRecurring(
  life: DemoLife,
  chance: Chance,
  byPhone: boolean,
  daysAgo: number,
): Promise<void> {
  if (chance.happens(0.05)) return giveUp(life, chance, daysAgo);
  if (daysAgo < 6 && chance.happens(0.5)) {
    if (!byPhone) await life.link();
    return;
  }
  if (!byPhone) await life.link();
  const activeDaysAgo = daysAgo - (byPhone ? 0 : chance.between(0, 4));
  if (!byPhone) await life.until(life.at(activeDaysAgo, chance.between(19, 21), chance.between(0, 59)));
  await life.pay(chance.oneOf(goodCards), byPhone ? "terminal" : "link");
  await life.arrange(...temper(chance));
  for (let day = activeDaysAgo - chance.between(5, 12); day > 0; day -= chance.between(14, 35)) {
    await life.until(life.at(day, chance.between(10, 17), chance.between(0, 59)));
    if (!(await lookAfter(life, chance))) return;
  }
}

/** What a card is told, charge after charge. Most are never declined. */
function temper(chance: Chance): [Fate, number][] {
  if (chance.happens(0.4)) return [];
  const row: [Fate, number][] = [["approved", chance.between(1, 3)]];
  if (chance.happens(0.8))
    row.push(
      [chance.oneOf(["noFunds", "noFunds", "generic", "overLimit", "needsCustomer"]), chance.between(1, 4)],
      ["approved", chance.between(1, 3)],
    );
  const last = chance.oneOf<Fate | null>([
    null,
    null,
    "lost",
    "doNotTryAgain",
    "pickUp",
    "withdrawn",
    "noFunds",
  ]);
  if (last) row.push([last, last === "noFunds" ? 9 : 1]);
  return row;
}

/** What an agent does on seeing the order; false when there is nothing left to look after. */
async function lookAfter(life: DemoLife, chance: Chance): Promise<boolean> {
  const order = await life.order();
  const declined = order.events.filter(isDeclined);
  const next = order.events.find(
    (event) => event.status === "scheduled" && event.scheduledAt > life.now + DAY,
  );
  switch (order.status) {
    case "suspended":
      if (chance.happens(0.45))
        await life.updateCard(cardFor(chance), chance.happens(0.8) ? "link" : "terminal");
      else if (chance.happens(0.5)) await life.act({ kind: "send_update_link" });
      return true;
    case "failed":
      await followUpDecline(life, chance, declined[0]?.number, next?.number);
      return true;
    case "paused":
      if (chance.happens(0.6)) await life.act({ kind: "resume_order" });
      return true;
    case "review":
      if (chance.happens(0.4)) await life.act({ kind: "complete_order" });
      return true;
    case "active":
      if (order.type === "metered") await bill(life, chance);
      else if (order.type === "subscription" && chance.happens(0.05))
        await life.act({ kind: "pause_order", resumeAt: chance.happens(0.5) ? life.now + 40 * DAY : null });
      else if (order.type === "subscription" && chance.happens(0.04))
        await life.act({ kind: "complete_order" });
      else if (next && chance.happens(0.05)) await move(life, next.number, chance);
      else if (next && chance.happens(0.03)) await life.act({ kind: "skip_events", events: [next.number] });
      return true;
    default:
      return false;
  }
}

async function followUpDecline(
  life: DemoLife,
  chance: Chance,
  declined: number | undefined,
  next: number | undefined,
): Promise<void> {
  if (declined === undefined) return;
  if (chance.happens(0.25)) await life.updateCard(cardFor(chance));
  else if (chance.happens(0.3)) await tryToRetry(life, declined);
  else if (next !== undefined && chance.happens(0.2))
    await life.act({ kind: "merge_events", events: [declined, next], scheduledAt: null, amount: null });
  else if (chance.happens(0.2)) await move(life, declined, chance);
  else if (chance.happens(0.1)) await life.act({ kind: "skip_events", events: [declined] });
  else await life.act({ kind: "add_note", text: "Reached the voice mailbox; will call again." });
}

/** Staff ask first whether a button is offered. */
async function tryToRetry(life: DemoLife, event: number): Promise<void> {
  const command: Command = { kind: "retry_events", events: [event] };
  if (await life.may(command)) await life.act(command);
}

async function move(life: DemoLife, event: number, chance: Chance): Promise<void> {
  const scheduledAt = life.nextCollecting(chance.between(4, 12));
  const command = { kind: "reschedule_event", event, scheduledAt, amount: null, alsoLater: false } as const;
  if (await life.may(command)) await life.act(command);
}

async function bill(life: DemoLife, chance: Chance): Promise<void> {
  const order = await life.order();
  const amount = (order.lines[0]?.price ?? 1_000) * chance.between(1, 3);
  const note = chance.oneOf(["As agreed by phone", "Usage of the last weeks", "Two sessions", "One session"]);
  const now = { kind: "charge_now", amount, note } as const;
  if (chance.happens(0.3) && (await life.may(now))) await life.act(now);
  else await life.act({ kind: "schedule_payment", amount, note, scheduledAt: life.nextCollecting(2) });
}

/** Another card, for a card that failed: a good one nearly always. */
function cardFor(chance: Chance) {
  return chance.happens(0.85)
    ? { ...chance.oneOf(goodCards), expiryYear: String(chance.between(2030, 2036)) }
    : cardOf("4000000000000341");
}
