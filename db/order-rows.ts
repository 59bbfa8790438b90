import { visaCategoryOf } from "@/lib/domain/decline/decline";
import { disputedAmount, eventOf, netPaid, sumOf } from "@/lib/domain/order/balance";
import type { BillingEvent } from "@/lib/domain/order/billing-event";
import { isDeclined } from "@/lib/domain/order/billing-event";
import { cardOfAttempt, fingerprint } from "@/lib/domain/order/card";
import { shownAmount } from "@/lib/domain/order/figures";
import type {
  Attempt,
  Card,
  CardDetails,
  CardUse,
  MerchantTerms,
  Order,
  OrderLine,
} from "@/lib/domain/order/order";
import type { Recovery } from "@/lib/domain/preview/recovery";
import { dueAt, nextAttempt } from "@/lib/domain/rules/due";
import { recallAnswer } from "@/lib/gateway/opp/recall";
import type { attempts } from "./schema/attempts";
import type { cards } from "./schema/customers";
import { type collectingStops, type merchants, type TermsRow, usualTerms } from "./schema/merchants";
import type { billingEvents, orderLines, orders } from "./schema/orders";
import type { recoveries } from "./schema/recoveries";

/** Converts between rows and the order they store, without loss. */
export function toOrder(rows: OrderRows): Order {
  const {
    merchantId: _merchant,
    createdByUser: _user,
    shownAmount: _shown,
    netPaid: _net,
    declinedAmount: _declined,
    disputedAmount: _disputed,
    earliestScheduledAt: _next,
    nextAttemptAt: _attempt,
    nextAttemptIsRetry: _retry,
    cause: _cause,
    causeSince: _since,
    whoActs: _acts,
    needsPerson: _needs,
    declineReason: _reason,
    retriesUsed: _used,
    retriesLeft: _left,
    retriesEndAt: _ends,
    outstanding: _outstanding,
    atStake: _stake,
    cardExpiresMonth: _expires,
    standsUntil: _stands,
    ownerId: _owner,
    snoozedUntil: _snoozed,
    careVersion: _care,
    dueAt: _due,
    claimedUntil: _claim,
    ...order
  } = rows.order;
  return {
    ...order,
    merchant: toTerms(rows),
    wallet: rows.cards.map(toCard),
    cardUses: rows.uses.map(toCardUse),
    lines: rows.lines.map(toLine),
    events: rows.events.map(toEvent),
    attempts: rows.attempts.map(toAttempt),
  };
}

export type OrderRows = MerchantRows & {
  order: typeof orders.$inferSelect;
  lines: (typeof orderLines.$inferSelect)[];
  events: (typeof billingEvents.$inferSelect)[];
  attempts: AttemptRow[];
  cards: (typeof cards.$inferSelect)[];
  uses: UseRow[];
};

export type AttemptRow = typeof attempts.$inferSelect;

/** The columns of an attempt that the card schemes' limits count. */
export type UseRow = Pick<
  AttemptRow,
  | "cardFingerprint"
  | "startedAt"
  | "state"
  | "merchantAdviceCode"
  | "visaCategory"
  | "recurrence"
  | "reattempt"
>;

/** The order's own row. Lines, events and attempts have rows of their own; the wallet belongs to the customer. */
export function orderRow(merchantId: number, order: Order): typeof orders.$inferInsert {
  const {
    merchant: _merchant,
    wallet: _wallet,
    cardUses: _uses,
    lines: _lines,
    events,
    attempts: _attempts,
    ...own
  } = order;
  const scheduled = events.filter((event) => event.status === "scheduled").map((event) => event.scheduledAt);
  const next = nextAttempt(order);
  return {
    ...own,
    merchantId,
    createdByUser: order.createdBy.kind === "user" ? order.createdBy.id : null,
    shownAmount: shownAmount(order),
    netPaid: netPaid(order),
    declinedAmount: sumOf(events.filter(isDeclined)),
    disputedAmount: disputedAmount(order),
    earliestScheduledAt: scheduled.length > 0 ? Math.min(...scheduled) : null,
    nextAttemptAt: next?.at ?? null,
    nextAttemptIsRetry: next?.isRetry ?? false,
    dueAt: dueAt(order),
    claimedUntil: null,
  };
}

export function lineRow(merchantId: number, zuid: number, line: OrderLine, index: number) {
  return { ...line, merchantId, zuid, number: index + 1 };
}

export function recoveryRow(
  merchantId: number,
  { zuid, currency }: Order,
  recovery: Recovery,
): typeof recoveries.$inferInsert {
  return { ...recovery, merchantId, zuid, currency };
}

export function eventRow(
  merchantId: number,
  zuid: number,
  event: BillingEvent,
): typeof billingEvents.$inferInsert {
  const { decline, spid, ...own } = event;
  if (spid === null) throw new Error(`event ${event.number} of order ${zuid} has no SPID`);
  return {
    ...own,
    spid,
    merchantId,
    zuid,
    declineAttempt: decline?.attempt ?? null,
    declineCode: decline?.code ?? null,
    declineOutcome: decline?.outcome ?? null,
    declineReason: decline?.reason ?? null,
    declineSchemeBan: decline?.schemeBan ?? null,
  };
}

export function attemptRow(merchantId: number, order: Order, attempt: Attempt): typeof attempts.$inferInsert {
  const { answer } = attempt;
  const card = cardOfAttempt(order, attempt);
  const brand = card?.brand ?? answer?.brand ?? null;
  return {
    ...attempt,
    merchantId,
    zuid: order.zuid,
    currency: order.currency,
    customerId: order.customerId,
    transactionId: answer?.transactionId ?? null,
    code: answer?.code ?? null,
    cardFingerprint: card ? fingerprint(card) : null,
    brand,
    last4: card?.last4 ?? null,
    visaCategory: answer && visaCategoryOf(answer, brand),
    merchantAdviceCode: answer?.merchantAdviceCode ?? null,
    recovers:
      attempt.purpose === "event" &&
      attempt.state === "approved" &&
      eventOf(order, attempt.event)?.status === "recovered",
  };
}

export function cardRow(
  merchantId: number,
  customerId: string,
  card: CardDetails,
): typeof cards.$inferInsert {
  const networkReferences = [...card.networkReferences];
  return { ...card, networkReferences, merchantId, customerId, fingerprint: fingerprint(card) };
}

/** The merchant's data that an order is read with. */
export type MerchantRows = {
  merchant: typeof merchants.$inferSelect;
  /** Null: the defaults. */
  terms: TermsRow | null;
  /** Null while its payments are collected. */
  stop: typeof collectingStops.$inferSelect | null;
};

export function toTerms({ merchant, terms, stop }: MerchantRows): MerchantTerms {
  const {
    autoRetry,
    autoRetryDays,
    timedForPaydays,
    endAction,
    defaultInitialAmount,
    reminderDays,
    channels,
    currencies,
  } = terms ?? usualTerms;
  return {
    code: merchant.code,
    name: merchant.name,
    timeZone: merchant.timeZone,
    mode: merchant.mode,
    autoRetry,
    autoRetryDays,
    timedForPaydays,
    endAction,
    channels,
    currencies,
    defaultInitialAmount,
    reminderDays,
    accounts: { ECOM: merchant.accountEcom, MOTO: merchant.accountMoto },
    isStopped: stop !== null,
  };
}

export function toCard(row: typeof cards.$inferSelect): Card {
  const { merchantId: _merchant, customerId: _customer, fingerprint: _print, ...card } = row;
  return card;
}

export function toCardUse(use: UseRow): CardUse {
  return {
    card: use.cardFingerprint ?? "",
    at: use.startedAt,
    declined: use.state === "declined",
    merchantAdviceCode: use.merchantAdviceCode,
    visaCategory: use.visaCategory as CardUse["visaCategory"],
    initiatedBy: use.recurrence === "initial" ? "customer" : "merchant",
    reattempt: use.reattempt,
  };
}

function toLine(row: typeof orderLines.$inferSelect): OrderLine {
  const { merchantId: _merchant, zuid: _zuid, number: _number, ...line } = row;
  return line;
}

function toEvent(row: typeof billingEvents.$inferSelect): BillingEvent {
  return {
    number: row.number,
    spid: row.spid,
    cycle: row.cycle,
    scheduledAt: row.scheduledAt,
    amount: row.amount,
    status: row.status,
    executedAt: row.executedAt,
    attempts: row.attempts,
    wasDeclined: row.wasDeclined,
    wasSkipped: row.wasSkipped,
    decline:
      row.declineOutcome === null
        ? null
        : {
            attempt: row.declineAttempt,
            code: row.declineCode ?? "",
            outcome: row.declineOutcome,
            reason: row.declineReason ?? "",
            schemeBan: row.declineSchemeBan ?? false,
          },
    cardFacts: row.cardFacts,
    plannedRetries: row.plannedRetries,
    wait: row.wait,
    technicalFailures: row.technicalFailures,
    held: row.held,
    mergedInto: row.mergedInto,
  };
}

export function toAttempt(row: AttemptRow): Attempt {
  return {
    number: row.number,
    reference: row.reference,
    purpose: row.purpose,
    type: row.type,
    cause: row.cause,
    actor: row.actor,
    channel: row.channel,
    account: row.account,
    recurrence: row.recurrence,
    event: row.event,
    eventWas: row.eventWas,
    reattempt: row.reattempt,
    amount: row.amount,
    cardId: row.cardId,
    refersTo: row.refersTo,
    shownSum: row.shownSum,
    note: row.note,
    state: row.state,
    startedAt: row.startedAt,
    settledAt: row.settledAt,
    outcome: row.outcome,
    answer: row.answer && recallAnswer(row.answer, row.outcome),
    ...(row.evidence ? { evidence: row.evidence } : {}),
    ...(row.reports
      ? { reports: row.reports.map((report) => ({ ...report, answer: recallAnswer(report.answer, null) })) }
      : {}),
  };
}
