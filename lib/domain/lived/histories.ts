import type { AnsweredCard } from "../decline/gateway-answer";
import { cardUpdateSum, oldestFirst } from "../order/balance";
import { fingerprint } from "../order/card";
import type { Card, CardDetails, CardUse, MerchantTerms } from "../order/order";
import type { Command } from "../rules/command";
import { createOrder, type OrderDraft } from "../rules/create";
import { DAY, type Instant } from "../value/calendar";
import type { ResultByCode } from "./answer-by-code";
import {
  act,
  answered,
  answeredAll,
  customer,
  forward,
  type History,
  type Script,
  settled,
  staff,
  waited,
} from "./history";
import { plainDraft, plainLine, plainMerchant, sampleCards } from "./plain-order";

/** An instalment order: `parts` of `each`, after a deposit. A draft, as staff created it. */
export function instalmentOrder(
  told: HistoryOptions & { parts?: number; each?: number; total?: number; deposit?: number } = {},
): History {
  const { parts = 12, each = 10_000, deposit = 0 } = told;
  const total = told.total ?? parts * each + deposit;
  return created({
    ...told,
    draft: { type: "instalment", parts, deposit, lines: [plainLine(total)], ...told.draft },
  });
}

/** A subscription; `trial` and `setUpFee` concern its first payment. */
export function subscriptionOrder(
  told: HistoryOptions & { price?: number; trial?: number; setUpFee?: number } = {},
): History {
  const { price = 3_000, trial = 0, setUpFee = 0 } = told;
  const lines = [{ ...plainLine(price), initialDiscount: trial, initialFee: setUpFee }];
  return created({ ...told, draft: { type: "subscription", lines, ...told.draft } });
}

export function meteredOrder(told: HistoryOptions & { first?: number } = {}): History {
  const { first = 0 } = told;
  return created({ ...told, draft: { type: "metered", deposit: first, interval: null, ...told.draft } });
}

export function singleOrder(
  told: HistoryOptions & { amount?: number; preauthorise?: boolean } = {},
): History {
  const { amount = 10_000, preauthorise = false } = told;
  const initialKind = preauthorise ? "preauthorise" : "debit";
  return created({
    ...told,
    draft: { type: "single", initialKind, interval: null, lines: [plainLine(amount)], ...told.draft },
  });
}

/** Options of a history; each has a default. */
export type HistoryOptions = {
  at?: Instant;
  zuid?: number;
  merchant?: Partial<MerchantTerms>;
  /** Cards that the customer has registered before. */
  wallet?: readonly CardDetails[];
  draft?: Partial<OrderDraft>;
};

/** The customer's link was shown. */
export function linked(history: History): History {
  return act(history, { kind: "request_link", how: "display" });
}

/** Somebody opened the checkout and entered a card. */
export function paidFirst(
  history: History,
  word: ResultByCode = "approved",
  card: CardDetails = sampleCards.visa,
  via: "link" | "terminal" = "link",
): History {
  const actor = via === "link" ? customer : staff;
  const open: Command = { kind: "open_checkout", purpose: "initial", via };
  return entered(act(history, open, actor), word, card);
}

/** The first payment was approved: the order is live. */
export function activated(history: History, card: CardDetails = sampleCards.visa): History {
  return answeredAll(paidFirst(linked(history), "approved", card), "approved");
}

/** The next `count` scheduled events were collected on their dates. */
export function collected(history: History, count = 1): History {
  return repeated(history, count, "approved");
}

export function softDeclined(history: History, count = 1): History {
  return repeated(history, count, "soft");
}

export function hardDeclined(history: History): History {
  return repeated(history, 1, "hard");
}

/** The dates of the next `count` scheduled events passed and nothing was collected. */
export function overdue(history: History, count = 1): History {
  const coming = oldestFirst(history.order.events.filter((event) => event.status === "scheduled"));
  const last = coming[count - 1];
  if (!last) throw new Error(`no ${count} scheduled events`);
  const then = last.scheduledAt + DAY;
  return history.order.status === "suspended" ? forward(history, then) : waited(history, then);
}

/** The customer entered another card over the link, and what was outstanding was charged. */
export function cardUpdated(
  history: History,
  script: Script,
  card: CardDetails = sampleCards.second,
): History {
  const shownSum = cardUpdateSum(history.order, history.now);
  return answeredAll(cardEntered(history, shownSum, card), script);
}

/** The customer entered another card; a payment that follows stands at the gateway. */
export function cardEntered(
  history: History,
  shownSum: number,
  card: CardDetails = sampleCards.second,
): History {
  const open: Command = { kind: "open_checkout", purpose: "card_update", via: "link", shownSum };
  return entered(act(history, open, customer), "approved", card);
}

/** Staff retried an event and the bank answered. */
export function retried(history: History, event: number, word: ResultByCode): History {
  return answered(act(history, { kind: "retry_events", events: [event] }), word);
}

/** The newest checkout is answered. */
export function entered(history: History, word: ResultByCode, card: CardDetails): History {
  const attempt = history.order.attempts.findLast((candidate) => candidate.state === "prepared");
  if (!attempt) throw new Error("no checkout is open");
  const isEntered = word === "approved" ? { registrationId: card.id, as: "approved" as const } : null;
  const facts = isEntered && { ...isEntered, brand: card.brand, card: answeredCard(card) };
  return settled(history, attempt.number, facts ?? word, customer);
}

/** The customer's card was used by another order of the merchant. */
export function usedElsewhere(history: History, card: CardDetails, use: Partial<CardUse> = {}): History {
  const whole: CardUse = {
    card: fingerprint(card),
    at: history.now,
    declined: false,
    merchantAdviceCode: null,
    visaCategory: null,
    initiatedBy: "merchant",
    reattempt: false,
    ...use,
  };
  return {
    ...history,
    order: { ...history.order, cardUses: [...history.order.cardUses, whole] },
    elsewhere: [...history.elsewhere, whole],
  };
}

function created({ at = Date.UTC(2026, 0, 1, 9), zuid = 1042, ...told }: HistoryOptions): History {
  const merchant = { ...plainMerchant, ...told.merchant };
  const wallet: Card[] = (told.wallet ?? []).map((card) => ({
    ...card,
    state: "usable",
    preferred: false,
  }));
  const buyer = { wallet, cardUses: [] };
  const facts = { zuid, referenceKey: "k3y", merchant, buyer, createdBy: staff, now: at };
  const decision = createOrder(plainDraft(told.draft), facts);
  const [entry] = "entries" in decision ? decision.entries : [];
  if (!entry || "refusal" in decision) throw new Error("the draft was refused");
  return {
    order: decision.order,
    log: [{ seq: 1, at, actor: staff, entry }],
    now: at,
    messages: [],
    alerts: [],
    nextSpid: 501,
    elsewhere: [],
  };
}

/** Older declined events stay declined while time goes on to the next ones. */
function repeated(history: History, count: number, word: ResultByCode): History {
  let next = history;
  for (let i = 0; i < count; i++) {
    const [event] = oldestFirst(next.order.events.filter((candidate) => candidate.status === "scheduled"));
    if (!event) throw new Error("no event is scheduled");
    next = forward(next, Math.max(next.now, event.scheduledAt), (attempt) =>
      attempt.event === event.number ? word : "soft",
    );
  }
  return next;
}

function answeredCard({ bin, last4, holder, expiryMonth, expiryYear }: AnsweredCard): AnsweredCard {
  return { bin, last4, holder, expiryMonth, expiryYear };
}
