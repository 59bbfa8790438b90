import { expect, it } from "vitest";
import { statusRefusals } from "../order/lifecycle";
import { actorName, explainRefusal, type Refusal } from "../order/refusal";

const timeZone = "Europe/Berlin";
const at = Date.UTC(2026, 2, 3, 8);

const noon = "3 Mar 2026, 09:00";
const ada = { kind: "user", id: "u", name: "Ada Sand" } as const;

/** One of each, so that a new refusal is not forgotten here. */
const samples: { [C in Refusal["code"]]: [Omit<Extract<Refusal, { code: C }>, "code">, string] } = {
  status: [{ reason: "isPaused" }, "The order is Paused. Resume it first."],
  payment_running: [
    { by: ada, since: at, unknown: false, timeZone },
    `Ada Sand started a payment at ${noon}; it is at the gateway. Wait for its result.`,
  ],
  order_held: [
    {},
    "The order, or another one of this customer, is being changed at this moment. Nothing was done: try again in half a minute.",
  ],
  events_cannot_take_part: [
    {
      parts: [
        { event: 1, spid: 501, why: { code: "event_processing" } },
        { event: 2, spid: null, why: { code: "hard_declined" } },
      ],
    },
    "SPID 501: It is being collected right now. New event: It was declined for good with this card; it needs another card.",
  ],
  no_event_chosen: [{}, "Choose a billing event first."],
  choose_more_to_merge: [{}, "Choose two or more billing events to merge."],
  unknown_event: [{}, "This order has no such billing event."],
  unknown_attempt: [{}, "This order has no such transaction."],
  event_not_open: [{}, "It is already collected or given up."],
  event_processing: [{}, "It is being collected right now."],
  not_soft_declined: [{}, "Only a soft-declined event is retried."],
  hard_declined: [{}, "It was declined for good with this card; it needs another card."],
  not_scheduled: [{}, "Only a scheduled event is executed now; a declined one is retried."],
  date_not_ahead: [{}, "Choose a time in the future."],
  date_too_far: [{}, "Choose a time within the next ten years."],
  amount_not_positive: [{}, "The amount has to be more than zero."],
  amount_too_large: [{}, "The amount is larger than one payment may be."],
  not_next_cycle: [{}, "Only the next payment of a subscription can change the price of later ones."],
  no_card: [{}, "The order has no card to charge. Add one, or send the customer an update link."],
  unknown_card: [{}, "The customer has no such card."],
  card_not_usable: [{ state: "expired" }, "The card has expired."],
  card_is_current: [{}, "It is the order's card already."],
  card_banned: [
    { reason: "Visa forbids it", until: null, timeZone },
    "Visa forbids it. This card must never be charged again.",
  ],
  no_phone_channel: [{}, "This merchant takes no cards over the phone. Send the customer a link instead."],
  agreement_withdrawn: [
    {},
    "The customer withdrew the agreement to be charged, so no link is sent. Clarify with them whether the order goes on; a card that they register themselves is a new agreement.",
  ],
  card_barred: [{}, "This payment was declined for good with this very card; it needs another card."],
  scheme_limit: [
    { rule: "Mastercard: declines in 24 hours", used: 10, limit: 10, freesAt: at, timeZone },
    `The card scheme's limit is used up (Mastercard: declines in 24 hours: 10 of 10); the next place is free on ${noon}.`,
  ],
  retry_limit: [
    { used: 15, limit: 15, endsAt: at, timeZone },
    `All 15 retries are used (15 of 15) until ${noon}, when its 30 days end. Reschedule it to that time or a later one.`,
  ],
  retry_window_over: [
    { endedAt: at, timeZone },
    `Its 30 days for retries ended on ${noon}. Reschedule it instead.`,
  ],
  date_in_used_window: [
    { firstAllowed: at, timeZone },
    `Its retries are used up until ${noon}; choose that time or a later one.`,
  ],
  advice_not_before: [{ until: at, timeZone }, `The card's bank asked us not to try before ${noon}.`],
  sum_has_grown: [
    { shown: 10_000, now: 20_000, currency: "EUR" },
    "EUR 200.00 is outstanding now, more than the EUR 100.00 shown. Confirm the new sum.",
  ],
  nothing_pending: [{}, "No collection waits to be confirmed."],
  nothing_to_refund: [{}, "Nothing of this transaction is left to refund."],
  refund_too_large: [{ most: 100, currency: "EUR" }, "At most EUR 1.00 can be refunded."],
  no_open_authorisation: [{}, "There is no open pre-authorisation."],
  open_authorisation: [{}, "A pre-authorisation is open. Capture or reverse it first."],
  capture_too_large: [{ most: 100, currency: "EUR" }, "At most EUR 1.00 can be captured."],
  resume_not_ahead: [{}, "Choose a day in the future to resume on."],
  nothing_due: [{}, "Nothing is due."],
  checkout_open: [{ attempt: 1 }, "A payment page for this is open already."],
  already_settled: [{}, "This payment's result is already booked."],
  report_open: [
    {},
    "The gateway reported a payment that does not fit what we asked. Book it, ask again or close it first, so that nothing is charged twice.",
  ],
  report_settled: [{}, "This report is booked or closed already."],
  report_not_bookable: [
    {},
    "This report cannot be booked on the order: it is not approved, or not in the order's currency. Close it with a reason.",
  ],
  note_empty: [{}, "Write something first."],
  note_too_long: [{ most: 2_000 }, "A note has at most 2000 characters."],
  card_number_in_text: [
    {},
    "This reads like a card number, and card numbers are not written down. Take it out.",
  ],
  order_invalid: [{ what: "Add a product." }, "Add a product."],
};

it.each(Object.entries(samples))("says %s in a sentence", (code, [facts, sentence]) => {
  expect(explainRefusal({ code, ...facts } as Refusal)).toBe(sentence);
});

it.each<[Refusal, string]>([
  [{ code: "card_not_usable", state: "forgotten" }, "The card was forgotten."],
  [
    { code: "payment_running", by: { kind: "system" }, since: at, unknown: true, timeZone },
    `The system started a payment at ${noon}; its result is not known yet. Wait for it.`,
  ],
  [
    { code: "card_banned", reason: "Mastercard forbids it", until: at, timeZone },
    `Mastercard forbids it. This card must not be charged before ${noon}.`,
  ],
])("says the other half of it too", (refusal, sentence) => {
  expect(explainRefusal(refusal)).toBe(sentence);
});

it.each(Object.entries(statusRefusals))("has a sentence for a status that refuses: %s", (_, sentence) => {
  expect(sentence).toMatch(/^[A-Z][^.]*\.( [A-Z][^.]*\.)?$/);
});

it("says who did something", () => {
  expect([
    actorName({ kind: "user", id: "u", name: "Ada Sand" }),
    actorName({ kind: "customer" }),
    actorName({ kind: "system" }),
    actorName({ kind: "api", name: "Shop" }),
  ]).toEqual(["Ada Sand", "The customer", "The system", "Shop (API)"]);
});

it("says times in the reader's zone, in every part, and else in the merchant's", () => {
  const until = Date.UTC(2026, 6, 1, 8);
  const why = { code: "advice_not_before", until, timeZone: "UTC" } as const;
  const refusal = { code: "events_cannot_take_part", parts: [{ event: 1, spid: 7, why }] } as const;
  expect(explainRefusal({ ...refusal, parts: [...refusal.parts] })).toContain("1 Jul 2026, 08:00");
  expect(explainRefusal({ ...refusal, parts: [...refusal.parts] }, "Europe/Berlin")).toContain(
    "1 Jul 2026, 10:00",
  );
});
