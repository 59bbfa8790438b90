import { type Instant, sayInstant } from "../value/calendar";
import { type Currency, formatMoney } from "../value/money";
import { type StatusRefusal, statusRefusals } from "./lifecycle";
import type { Actor } from "./order";

/** Why a command was refused. Every refusal is one of these; `explainRefusal` puts it into a sentence. */
export type Refusal =
  | { code: "status"; reason: StatusRefusal }
  | { code: "payment_running"; by: Actor; since: Instant; unknown: boolean; timeZone: string }
  | { code: "order_held" }
  | { code: "events_cannot_take_part"; parts: { event: number; spid: number | null; why: Refusal }[] }
  | { code: "no_event_chosen" }
  | { code: "choose_more_to_merge" }
  | { code: "unknown_event" }
  | { code: "unknown_attempt" }
  | { code: "event_not_open" }
  | { code: "event_processing" }
  | { code: "not_skipped" }
  | { code: "paid_since_skipped" }
  | { code: "price_is_same" }
  | { code: "nothing_changed" }
  | { code: "not_soft_declined" }
  /** `new_date`: the order's card may be charged for it once it is rescheduled. */
  | { code: "hard_declined"; needs: "another_card" | "new_date" }
  | { code: "not_scheduled" }
  | { code: "date_not_ahead" }
  | { code: "date_too_far" }
  | { code: "amount_not_positive" }
  | { code: "amount_too_large" }
  | { code: "not_next_cycle" }
  | { code: "no_card" }
  | { code: "unknown_card" }
  | { code: "card_not_usable"; state: "forgotten" | "removed" | "expired" }
  | { code: "card_is_current" }
  | { code: "card_banned"; reason: string; until: Instant | null; timeZone: string }
  | { code: "card_barred" }
  | { code: "agreement_withdrawn" }
  | { code: "no_phone_channel" }
  | { code: "scheme_limit"; rule: string; used: number; limit: number; freesAt: Instant; timeZone: string }
  | { code: "retry_limit"; used: number; limit: number; endsAt: Instant; timeZone: string }
  | { code: "retry_window_over"; endedAt: Instant; timeZone: string }
  | { code: "date_in_used_window"; firstAllowed: Instant; timeZone: string }
  | { code: "advice_not_before"; until: Instant; timeZone: string }
  | { code: "sum_has_grown"; shown: number; now: number; currency: Currency }
  | { code: "nothing_pending" }
  | { code: "nothing_to_refund" }
  | { code: "refund_too_large"; most: number; currency: Currency }
  | { code: "no_open_authorisation" }
  | { code: "open_authorisation" }
  | { code: "capture_too_large"; most: number; currency: Currency }
  | { code: "resume_not_ahead" }
  | { code: "consent_ahead" }
  | { code: "nothing_due" }
  | { code: "checkout_open"; attempt: number }
  | { code: "no_card_fields"; because: "silence" | "taken" | "refusal" }
  | { code: "already_settled" }
  | { code: "report_open" }
  | { code: "report_settled" }
  | { code: "report_not_bookable" }
  | { code: "evidence_too_early"; from: Instant; timeZone: string }
  | { code: "evidence_without_card" }
  | { code: "evidence_known" }
  | { code: "no_evidence" }
  | { code: "evidence_by_same" }
  | { code: "note_empty" }
  | { code: "note_too_long"; most: number }
  | { code: "card_number_in_text" }
  /** `line`: which of its products, from 0; null for what is not about one. */
  | { code: "order_invalid"; field: DraftField; line: number | null; what: string };

/** What is chosen for a new order. */
export type DraftField =
  | "customer"
  | "invoiceId"
  | "currency"
  | "product"
  | "quantity"
  | "price"
  | "discount"
  | "fee"
  | "deposit"
  | "parts"
  | "interval"
  | "start"
  | "memo"
  | "tags";

/**
 * One sentence a person understands, saying what stands in the way and, where it can, what to do. Times are those of
 * the reader's zone, or else the merchant's.
 */
export function explainRefusal(refusal: Refusal, zone?: string): string {
  switch (refusal.code) {
    case "status":
      return statusRefusals[refusal.reason];
    case "payment_running":
      return refusal.unknown
        ? `${actorName(refusal.by)} started a payment on ${sayInstant(refusal.since, zone ?? refusal.timeZone)}. Its result is not known yet. Wait for the result.`
        : `${actorName(refusal.by)} started a payment on ${sayInstant(refusal.since, zone ?? refusal.timeZone)}. The gateway is processing it. Wait for the result.`;
    case "order_held":
      return "Someone is changing this order, or another order of this customer, right now. Nothing was changed. Try again in half a minute.";
    case "events_cannot_take_part":
      return refusal.parts
        .map(
          (part) =>
            `${part.spid === null ? "New payment" : `SPID ${part.spid}`}: ${explainRefusal(part.why, zone)}`,
        )
        .join(" ");
    case "no_event_chosen":
      return "Choose a payment first.";
    case "choose_more_to_merge":
      return "Choose two or more payments to merge.";
    case "unknown_event":
      return "This order has no such payment.";
    case "unknown_attempt":
      return "This order has no such transaction.";
    case "event_not_open":
      return "It is no longer open: it was collected, skipped, merged or cancelled.";
    case "event_processing":
      return "It is being collected now.";
    case "not_skipped":
      return "It was not skipped.";
    case "paid_since_skipped":
      return "A payment of it was recorded after it was skipped. Refund that payment first.";
    case "price_is_same":
      return "This is already the price.";
    case "nothing_changed":
      return "Nothing was changed.";
    case "not_soft_declined":
      return "Only soft-declined payments can be retried.";
    case "hard_declined":
      return refusal.needs === "new_date"
        ? "A hard-declined payment cannot be retried. Reschedule it to charge the order's current card."
        : "It was hard-declined. It needs another card.";
    case "not_scheduled":
      return "Only a scheduled payment can be executed now. Retry a declined one instead.";
    case "date_not_ahead":
      return "Choose a time in the future.";
    case "date_too_far":
      return "Choose a time within the next ten years.";
    case "amount_not_positive":
      return "The amount must be more than zero.";
    case "amount_too_large":
      return "The amount is above the maximum for one payment.";
    case "not_next_cycle":
      return "Only the next payment of a subscription can change the price of later payments.";
    case "no_card":
      return "The order has no card to charge. Add a card, or send the customer a card update link.";
    case "unknown_card":
      return "The customer has no such card.";
    case "card_not_usable":
      return refusal.state === "expired" ? "The card has expired." : "The card was removed.";
    case "card_is_current":
      return "This is already the order's card.";
    case "card_banned":
      return `${refusal.reason}. ${
        refusal.until === null
          ? "This card cannot be charged again."
          : `This card cannot be charged before ${sayInstant(refusal.until, zone ?? refusal.timeZone)}.`
      }`;
    case "card_barred":
      return "This payment was hard-declined with this card. Use another card.";
    case "no_phone_channel":
      return "This merchant does not take cards over the phone. Send the customer a link instead.";
    case "agreement_withdrawn":
      return "The customer withdrew the agreement to be charged, so no link can be sent. Ask them whether they want to continue. If they register a card themselves, that is a new agreement.";
    case "scheme_limit":
      return `The card scheme's limit is reached (${refusal.rule}: ${refusal.used} of ${refusal.limit}). The next attempt is possible on ${sayInstant(refusal.freesAt, zone ?? refusal.timeZone)}.`;
    case "retry_limit":
      return `All ${refusal.limit} retries are used (${refusal.used} of ${refusal.limit}) until ${sayInstant(refusal.endsAt, zone ?? refusal.timeZone)}, when the 30-day period ends. Reschedule the payment to that time or later.`;
    case "retry_window_over":
      return `The 30-day retry period ended on ${sayInstant(refusal.endedAt, zone ?? refusal.timeZone)}. Reschedule the payment instead.`;
    case "date_in_used_window":
      return `All retries are used until ${sayInstant(refusal.firstAllowed, zone ?? refusal.timeZone)}. Choose that time or later.`;
    case "advice_not_before":
      return `The card's bank asked us not to try again before ${sayInstant(refusal.until, zone ?? refusal.timeZone)}.`;
    case "sum_has_grown":
      return `${formatMoney(refusal.now, refusal.currency)} is now outstanding, more than the ${formatMoney(refusal.shown, refusal.currency)} shown. Confirm the new amount.`;
    case "nothing_pending":
      return "There is no collection to confirm.";
    case "nothing_to_refund":
      return "Nothing is left to refund on this transaction.";
    case "refund_too_large":
      return `You can refund up to ${formatMoney(refusal.most, refusal.currency)}.`;
    case "no_open_authorisation":
      return "There is no open pre-authorisation.";
    case "open_authorisation":
      return "A pre-authorisation is open. Capture or reverse it first.";
    case "capture_too_large":
      return `You can capture up to ${formatMoney(refusal.most, refusal.currency)}.`;
    case "consent_ahead":
      return "The customer cannot have agreed at a time that is still ahead. Enter when they did.";
    case "resume_not_ahead":
      return "Choose a day in the future to resume on.";
    case "nothing_due":
      return "Nothing is due.";
    case "checkout_open":
      return "A payment page for this is already open.";
    case "no_card_fields":
      return cardFieldsRefusals[refusal.because];
    case "already_settled":
      return "The result of this payment is already recorded.";
    case "report_open":
      return "The gateway reported a payment that does not match our request. Record it, ask again or close the report first, so that nothing is charged twice.";
    case "report_settled":
      return "This report is already recorded or closed.";
    case "report_not_bookable":
      return "This report cannot be recorded because it is not approved or not in the order's currency. Close it with a reason.";
    case "evidence_too_early":
      return `The gateway may still answer. Evidence can be given from ${sayInstant(refusal.from, zone ?? refusal.timeZone)} on.`;
    case "evidence_without_card":
      return "The gateway did not report a card for this payment. Refund it at the gateway, then state that it was not charged.";
    case "evidence_known":
      return "A payment of this order already has this reference. Check the reference.";
    case "no_evidence":
      return "No one has stated yet how this payment ended.";
    case "evidence_by_same":
      return "Another person must confirm this.";
    case "note_empty":
      return "Enter some text first.";
    case "note_too_long":
      return `A note can have at most ${refusal.most} characters.`;
    case "card_number_in_text":
      return "This looks like a card number. Remove it: card numbers must not be stored here.";
    case "order_invalid":
      return refusal.what;
  }
}

/** The actor's name within a sentence: "by the system". */
export function actorNameInSentence(actor: Actor): string {
  return actorName(actor).replace(/^The /, "the ");
}

/** The actor's name at the start of a sentence. */
export function actorName(actor: Actor): string {
  switch (actor.kind) {
    case "user":
      return actor.name;
    case "customer":
      return "The customer";
    case "system":
      return "The system";
    case "api":
      return `${actor.name} (API)`;
  }
}

/** Why the gateway's card fields are not shown: it did not answer, another tab is at it, or it refused. */
const cardFieldsRefusals = {
  silence: "The payment service is not responding. Try again in a minute.",
  taken: "The payment page could not be opened. Try again in a minute.",
  refusal: "The payment service did not open a payment page. The merchant has been notified.",
} as const;
