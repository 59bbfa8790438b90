import { readFileSync, writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { answerByCode } from "../lived/answer-by-code";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  overdue,
  paidFirst,
  retried,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, answeredAll, forward, type History, settled, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { RETRY_LIMIT } from "../order/retry";
import { DAY, HOUR } from "../value/calendar";
import { type Situation, situationOf } from "./situation";
import type { SuggestedStep } from "./situation-steps";

const byHand = { merchant: { autoRetry: false } };
const other = { code: "000.000.000", amount: 9_900, booking: 7 };
const soon = { ...sampleCards.visa, expiryMonth: 3, expiryYear: 2026 };
const live = () => activated(instalmentOrder(byHand));
const reschedule = (history: History, event: number, scheduledAt: number, amount: number | null = null) =>
  act(history, { kind: "reschedule_event", event, scheduledAt, amount, alsoLater: false });
const charge = (history: History) => act(history, { kind: "charge_now", amount: 700, note: "" });
const booked = (history: History, type: "chargeback" | "rapid_dispute", amount: number) => {
  const about = history.order.attempts[0];
  if (!about) throw new Error("it was paid");
  const answer = answerByCode(history.order, about, {
    ...{ code: "000.100.200", type, amount, reference: null, booking: 500 },
    referencedId: about.answer?.transactionId ?? null,
  });
  return act(history, { kind: "record_booking", answer });
};
const forgotten = (history: History): History => ({
  ...history,
  order: {
    ...history.order,
    wallet: history.order.wallet.map((card) => ({ ...card, state: "forgotten" as const })),
  },
});
const stopped = (history: History): History => ({
  ...history,
  order: { ...history.order, merchant: { ...history.order.merchant, isStopped: true } },
});
const limited = (history: History, count: number) =>
  Array.from({ length: count }).reduce<History>(
    (next) => usedElsewhere(next, sampleCards.master, { declined: true }),
    history,
  );
const due = (history: History, word: Parameters<typeof forward>[2]) =>
  forward(history, eventIn(history, 1).scheduledAt, word);
const later = (history: History) => waited(history, history.now + HOUR);

const stories: Record<string, () => History> = {
  report_open: () => answered(charge(activated(meteredOrder())), other),
  "report_open of a payment with a result": () =>
    settled(activated(singleOrder()), 1, { code: "800.100.155" }),
  result_unknown: () => due(live(), "silence"),
  at_gateway: () => act(later(live()), { kind: "execute_event", event: 1 }),
  sum_to_confirm: () => cardEntered(overdue(hardDeclined(live())), 0),
  merchant_stopped: () => stopped(live()),
  paid_twice: () => settled(later(activated(singleOrder())), 1, { code: "000.000.000", booking: 2 }),
  paid_after_cancel: () => {
    const open = act(linked(singleOrder()), { kind: "open_checkout", purpose: "initial", via: "link" });
    return settled(later(act(open, { kind: "cancel_order" })), 1, "approved");
  },
  held_after_cancel: () => {
    const order = singleOrder({ preauthorise: true });
    const open = act(linked(order), { kind: "open_checkout", purpose: "initial", via: "link" });
    const late = settled(later(act(open, { kind: "cancel_order" })), 1, "approved");
    return answeredAll(late, "soft");
  },
  collected_too_much: () => {
    const dear = reschedule(
      activated(instalmentOrder({ ...byHand, parts: 2 })),
      1,
      Date.UTC(2026, 1, 1, 9),
      25_000,
    );
    return later(due(dear, "approved"));
  },
  collected_too_little: () => {
    const cheap = reschedule(
      activated(instalmentOrder({ ...byHand, parts: 1 })),
      1,
      Date.UTC(2026, 1, 1, 9),
      4_000,
    );
    return later(due(cheap, "approved"));
  },
  paused: () => later(act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null })),
  "paused until a day": () =>
    later(act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: Date.UTC(2026, 0, 20) })),
  agreement_withdrawn: () => later(due(live(), "stop")),
  card_waits: () => {
    const down = cardUpdated(later(hardDeclined(live())), "technical");
    return waited(down, down.now + 60_000);
  },
  card_expired: () => forward(activated(instalmentOrder(byHand), soon), Date.UTC(2026, 3, 2), "approved"),
  "card_expired by its bank's word": () => later(hardDeclined(live())),
  card_deleted: () => forgotten(live()),
  no_card: () =>
    settled(
      act(linked(instalmentOrder(byHand)), { kind: "open_checkout", purpose: "initial", via: "link" }),
      1,
      { code: "000.000.000" },
    ),
  declined_for_good: () => later(due(live(), { code: "800.100.171" })),
  suspended_after_retries: () => {
    const merchant = { autoRetryDays: [1], endAction: "suspend" } as const;
    const failed = softDeclined(activated(instalmentOrder({ merchant })));
    return forward(failed, failed.now + 2 * DAY, "soft");
  },
  paused_after_retries: () => {
    const merchant = { autoRetryDays: [1], endAction: "pause" } as const;
    const failed = softDeclined(activated(subscriptionOrder({ merchant })));
    return forward(failed, failed.now + 2 * DAY, "soft");
  },
  card_banned: () => usedElsewhere(live(), sampleCards.visa, { declined: true, visaCategory: 1 }),
  request_held: () => later(due(live(), "request")),
  customer_must_confirm: () => later(due(live(), "customer")),
  not_retried: () => later(retried(softDeclined(live()), 1, "soft")),
  charge_declined: () => later(answered(charge(activated(meteredOrder())), "soft")),
  retries_used_up: () => {
    let worn = softDeclined(live());
    for (let i = 0; i < RETRY_LIMIT; i++) worn = retried(waited(worn, worn.now + HOUR), 1, "soft");
    return worn;
  },
  retried_later: () => later(softDeclined(activated(instalmentOrder()))),
  waits: () => {
    const start = activated(instalmentOrder(byHand), sampleCards.master);
    return forward(
      limited(waited(start, eventIn(start, 1).scheduledAt - HOUR), 10),
      eventIn(start, 1).scheduledAt,
    );
  },
  overdue: () => overdue(live()),
  hold_is_old: () => {
    const held = activated(singleOrder({ preauthorise: true }));
    return waited(held, held.now + 7 * DAY + 1);
  },
  held_on_card: () => {
    const held = activated(singleOrder({ preauthorise: true }));
    return waited(held, held.now + 7 * DAY);
  },
  disputed: () => later(booked(activated(singleOrder()), "chargeback", 4_000)),
  "disputed for good": () => later(booked(activated(singleOrder()), "rapid_dispute", 4_000)),
  rejected: () => later(paidFirst(linked(singleOrder()), "hard", undefined, "terminal")),
  not_paid_yet: () => later(act(singleOrder(), { kind: "request_link", how: "email" })),
  "not_paid_yet, over the API": () => later(singleOrder({ draft: { origin: "API" } })),
  draft: () => later(singleOrder()),
  next_payment: () => later(collected(live())),
  nothing_scheduled: () => activated(meteredOrder()),
  captured_in_part: () =>
    later(
      answered(
        act(activated(singleOrder({ preauthorise: true })), {
          kind: "capture_payment",
          attempt: 1,
          amount: 6_000,
        }),
        "approved",
      ),
    ),
  cancelled: () => later(act(later(singleOrder()), { kind: "cancel_order" })),
  complete: () => later(due(activated(instalmentOrder({ parts: 1 })), "approved")),
  "complete by hand": () => later(act(live(), { kind: "complete_order" })),
};

/** A value as somebody reads it: dates as such, and nothing of what is not there. */
function written(value: unknown): string {
  if (typeof value === "number")
    return value > 1e12 ? new Date(value).toISOString().slice(0, 16) : `${value}`;
  if (typeof value !== "object" || value === null) return `${value}`;
  return Object.entries(value)
    .filter(([, part]) => part !== null && part !== "")
    .map(([key, part]) =>
      typeof part === "object" ? `${key} (${written(part)})` : `${key} ${written(part)}`,
    )
    .join(", ");
}

function stepsOf({ best, others }: Situation): string {
  const asked = (step: SuggestedStep) => (step.act === "command" ? step.command : step);
  const next = others.map(({ step, refusal }) => {
    const name = step.act === "command" ? step.command.kind : step.popUp;
    return refusal ? `${name} (${refusal.code})` : name;
  });
  return [best ? written(asked(best)) : "nothing", ...next].join("; ");
}

function summed({ sums }: Situation): string {
  return written(Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0)));
}

function printed(name: string): string {
  const story = stories[name];
  if (!story) throw new Error(`no story ${name}`);
  const { order, now, log } = story();
  const found = situationOf(order, now, log);
  const who = found.isWrong ? found.whoActs : `${found.whoActs}, nothing is wrong`;
  const lines = [name, written(found.cause), `${who}: ${stepsOf(found)}`, summed(found)];
  return lines.filter((line) => line !== "").join("\n  ");
}

const golden = new URL("situation.golden.txt", import.meta.url);
const names = Object.keys(stories);

it("every story has its situation in the table, and the table no other", () => {
  if (process.env.WRITE_GOLDEN === "situation") writeFileSync(golden, `${names.map(printed).join("\n\n")}\n`);
  expect(table().map((entry) => entry.split("\n")[0])).toEqual(names);
});

it.each(names)("%s: its cause, since when, who can do what about it, and the sums", (name) => {
  expect(printed(name)).toBe(table().find((entry) => entry.startsWith(`${name}\n`)));
});

function table(): string[] {
  return readFileSync(golden, "utf8").trimEnd().split("\n\n");
}
