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
    `Ada Sand started a payment on ${noon}. The gateway is processing it. Wait for the result.`,
  ],
  evidence_too_early: [
    { from: at, timeZone },
    `The gateway may still answer. Evidence can be given from ${noon} on.`,
  ],
  evidence_without_card: [
    {},
    "The gateway did not report a card for this payment. Refund it at the gateway, then state that it was not charged.",
  ],
  evidence_known: [{}, "A payment of this order already has this reference. Check the reference."],
  no_evidence: [{}, "No one has stated yet how this payment ended."],
  evidence_by_same: [{}, "Another person must confirm this."],
  order_held: [
    {},
    "Someone is changing this order, or another order of this customer, right now. Nothing was changed. Try again in half a minute.",
  ],
  events_cannot_take_part: [
    {
      parts: [
        { event: 1, spid: 501, why: { code: "event_processing" } },
        { event: 2, spid: null, why: { code: "hard_declined", needs: "another_card" } },
      ],
    },
    "SPID 501: It is being collected now. New payment: It was hard-declined. It needs another card.",
  ],
  no_event_chosen: [{}, "Choose a payment first."],
  choose_more_to_merge: [{}, "Choose two or more payments to merge."],
  unknown_event: [{}, "This order has no such payment."],
  unknown_attempt: [{}, "This order has no such transaction."],
  event_not_open: [{}, "It is no longer open: it was collected, skipped, merged or cancelled."],
  event_processing: [{}, "It is being collected now."],
  not_skipped: [{}, "It was not skipped."],
  paid_since_skipped: [{}, "A payment of it was recorded after it was skipped. Refund that payment first."],
  price_is_same: [{}, "This is already the price."],
  nothing_changed: [{}, "Nothing was changed."],
  not_soft_declined: [{}, "Only soft-declined payments can be retried."],
  hard_declined: [{ needs: "another_card" }, "It was hard-declined. It needs another card."],
  not_scheduled: [{}, "Only a scheduled payment can be executed now. Retry a declined one instead."],
  date_not_ahead: [{}, "Choose a time in the future."],
  date_too_far: [{}, "Choose a time within the next ten years."],
  amount_not_positive: [{}, "The amount must be more than zero."],
  amount_too_large: [{}, "The amount is above the maximum for one payment."],
  not_next_cycle: [{}, "Only the next payment of a subscription can change the price of later payments."],
  no_card: [{}, "The order has no card to charge. Add a card, or send the customer a card update link."],
  unknown_card: [{}, "The customer has no such card."],
  card_not_usable: [{ state: "expired" }, "The card has expired."],
  card_is_current: [{}, "This is already the order's card."],
  card_banned: [
    { reason: "Visa forbids it", until: null, timeZone },
    "Visa forbids it. This card cannot be charged again.",
  ],
  no_phone_channel: [
    {},
    "This merchant does not take cards over the phone. Send the customer a link instead.",
  ],
  agreement_withdrawn: [
    {},
    "The customer withdrew the agreement to be charged, so no link can be sent. Ask them whether they want to continue. If they register a card themselves, that is a new agreement.",
  ],
  card_barred: [{}, "This payment was hard-declined with this card. Use another card."],
  scheme_limit: [
    { rule: "Mastercard: declines in 24 hours", used: 10, limit: 10, freesAt: at, timeZone },
    `The card scheme's limit is reached (Mastercard: declines in 24 hours: 10 of 10). The next attempt is possible on ${noon}.`,
  ],
  retry_limit: [
    { used: 15, limit: 15, endsAt: at, timeZone },
    `All 15 retries are used (15 of 15) until ${noon}, when the 30-day period ends. Reschedule the payment to that time or later.`,
  ],
  retry_window_over: [
    { endedAt: at, timeZone },
    `The 30-day retry period ended on ${noon}. Reschedule the payment instead.`,
  ],
  date_in_used_window: [
    { firstAllowed: at, timeZone },
    `All retries are used until ${noon}. Choose that time or later.`,
  ],
  advice_not_before: [{ until: at, timeZone }, `The card's bank asked us not to try again before ${noon}.`],
  sum_has_grown: [
    { shown: 10_000, now: 20_000, currency: "EUR" },
    "EUR 200.00 is now outstanding, more than the EUR 100.00 shown. Confirm the new amount.",
  ],
  nothing_pending: [{}, "There is no collection to confirm."],
  nothing_to_refund: [{}, "Nothing is left to refund on this transaction."],
  refund_too_large: [{ most: 100, currency: "EUR" }, "You can refund up to EUR 1.00."],
  no_open_authorisation: [{}, "There is no open pre-authorisation."],
  open_authorisation: [{}, "A pre-authorisation is open. Capture or reverse it first."],
  capture_too_large: [{ most: 100, currency: "EUR" }, "You can capture up to EUR 1.00."],
  consent_ahead: [{}, "The customer cannot have agreed at a time that is still ahead. Enter when they did."],
  resume_not_ahead: [{}, "Choose a day in the future to resume on."],
  nothing_due: [{}, "Nothing is due."],
  checkout_open: [{ attempt: 1 }, "A payment page for this is already open."],
  no_card_fields: [{ because: "silence" }, "The payment service is not responding. Try again in a minute."],
  already_settled: [{}, "The result of this payment is already recorded."],
  report_open: [
    {},
    "The gateway reported a payment that does not match our request. Record it, ask again or close the report first, so that nothing is charged twice.",
  ],
  report_settled: [{}, "This report is already recorded or closed."],
  report_not_bookable: [
    {},
    "This report cannot be recorded because it is not approved or not in the order's currency. Close it with a reason.",
  ],
  note_empty: [{}, "Enter some text first."],
  note_too_long: [{ most: 2_000 }, "A note can have at most 2000 characters."],
  card_number_in_text: [
    {},
    "This looks like a card number. Remove it: card numbers must not be stored here.",
  ],
  order_invalid: [{ field: "product", line: null, what: "Add a product." }, "Add a product."],
};

it.each(Object.entries(samples))("says %s in a sentence", (code, [facts, sentence]) => {
  expect(explainRefusal({ code, ...facts } as Refusal)).toBe(sentence);
});

it.each<[Refusal, string]>([
  [{ code: "card_not_usable", state: "forgotten" }, "The card was removed."],
  [
    { code: "payment_running", by: { kind: "system" }, since: at, unknown: true, timeZone },
    `The system started a payment on ${noon}. Its result is not known yet. Wait for the result.`,
  ],
  [
    { code: "card_banned", reason: "Mastercard forbids it", until: at, timeZone },
    `Mastercard forbids it. This card cannot be charged before ${noon}.`,
  ],
  [
    { code: "hard_declined", needs: "new_date" },
    "A hard-declined payment cannot be retried. Reschedule it to charge the order's current card.",
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
