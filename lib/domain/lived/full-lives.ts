import { RETRY_LIMIT } from "../order/retry";
import { type Command, ruleOf, staffKinds } from "../rules/command";
import { DAY } from "../value/calendar";
import {
  activated,
  cardEntered,
  cardUpdated,
  collected,
  entered,
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
} from "./histories";
import {
  act,
  answered,
  answeredAll,
  customer,
  forward,
  type History,
  refusalOf,
  settled,
  system,
  waited,
} from "./history";
import { sampleCards } from "./plain-order";

/** Histories that together contain every kind of log entry. */
export function fullLives(): History[] {
  return [
    given(),
    managed(),
    subscribed(),
    unpaid(),
    metered(),
    linkedByNetwork(),
    lost(),
    contradicted(),
    evidenced(),
    banned(),
    grown(),
    withdrawn(),
    expiring(),
    asked(),
    chosen(),
  ];
}

/** The first payment with a card that the customer has and staff choose. */
function chosen(): History {
  const { id: cardId } = sampleCards.second;
  const start = singleOrder({ wallet: [sampleCards.second] });
  const agreed = { how: "telephone", agreedAt: start.now } as const;
  return answered(act(start, { kind: "pay_with_saved_card", cardId, ...agreed }), "approved");
}

/** Staff ask everything that they can, each as its record has it for random lives: a new command is among them. */
function asked(): History {
  return staffKinds.reduce((history, kind) => {
    const sample = ruleOf(kind).sample.ask(history, { a: 1, b: 1, amount: 1_000 });
    const command = { ...sample, kind } as Command;
    return refusalOf(history, command) ? history : act(history, command);
  }, activated(meteredOrder()));
}

/** A link, its reminders, a cancelled order that is paid all the same, and its refund. */
function given(): History {
  const sent = act(singleOrder(), { kind: "request_link", how: "email" });
  const start = act(sent, { kind: "apply_terms" }, system);
  const reminded = act(forward(start, start.now + 5 * DAY), { kind: "send_reminder" });
  const declined = paidFirst(reminded, "soft");
  const open = act(declined, { kind: "open_checkout", purpose: "initial", via: "link" }, customer);
  const paid = entered(act(open, { kind: "cancel_order" }), "approved", sampleCards.visa);
  return answered(act(paid, { kind: "refund_payment", attempt: 2, amount: 4_000 }), "approved");
}

/** Declined, retried, rescheduled, merged, skipped and un-skipped, and collected with another card. */
function managed(): History {
  const failed = softDeclined(
    activated(instalmentOrder({ draft: { interval: { every: 2, unit: "WEEK" } } })),
    2,
  );
  const stopped = answeredAll(act(failed, { kind: "retry_events", events: [1, 2] }), "hard");
  const at = stopped.now + 20 * DAY;
  const moved = act(stopped, {
    kind: "reschedule_event",
    event: 2,
    scheduledAt: at,
    amount: 9_000,
    alsoLater: false,
  });
  const merged = act(moved, { kind: "merge_events", events: [2, 3], scheduledAt: null, amount: null });
  const skipped = act(merged, { kind: "skip_events", events: [4, 5] });
  const back = act(skipped, { kind: "unskip_events", events: [5] });
  const told = act(act(back, { kind: "send_update_link" }), { kind: "add_note", text: "Called" });
  return act(cardUpdated(told, "approved"), { kind: "complete_order" });
}

/** Never paid: its retries end, and it is paused for what it owes. */
function unpaid(): History {
  const merchant = { autoRetryDays: [1, 4], endAction: "pause" } as const;
  const failed = softDeclined(activated(subscriptionOrder({ merchant })));
  return forward(failed, failed.now + 5 * DAY, "soft");
}

/** It gets another price, is paused and resumed. */
function subscribed(): History {
  const start = act(activated(subscriptionOrder()), { kind: "change_price", price: 3_500 });
  const paused = act(softDeclined(start), { kind: "pause_order", resumeAt: Date.UTC(2026, 8, 10) });
  return forward(paused, Date.UTC(2026, 9, 2));
}

/** Charged now, scheduled, paid, charged back. */
function metered(): History {
  const start = answered(
    act(activated(meteredOrder()), { kind: "charge_now", amount: 700, note: "Hours" }),
    "approved",
  );
  const at = start.now + DAY;
  const paid = collected(act(start, { kind: "schedule_payment", amount: 5_000, scheduledAt: at, note: "" }));
  const answer = paid.order.attempts.at(-1)?.answer;
  if (!answer) throw new Error("it was paid");
  const back = {
    ...answer,
    type: "chargeback" as const,
    transactionId: "cb",
    referencedId: answer.transactionId,
  };
  return act(paid, { kind: "record_booking", answer: back });
}

/** A Mastercard that was registered without a payment: its first charge tells what its network calls it. */
function linkedByNetwork(): History {
  const start = activated(meteredOrder(), sampleCards.master);
  const link = { kind: "mastercard_transaction_link", value: "e7R9d3L2-Q9vS6pP1_WzEh" } as const;
  return answered(act(start, { kind: "charge_now", amount: 700, note: "" }), {
    ...{ as: "approved" as const, networkReferences: [link] },
  });
}

/** Never answered, repeated, and then found. */
function lost(): History {
  const start = activated(instalmentOrder());
  const silent = forward(start, Date.UTC(2026, 1, 1, 9), "silence");
  const repeated = forward(answered(silent, "not_found"), silent.now + DAY);
  return settled(repeated, 2, "approved");
}

/** Without an answer of the gateway, until two people say how it ended. */
function evidenced(): History {
  const charged = act(activated(meteredOrder()), { kind: "charge_now", amount: 700, note: "" });
  const start = waited(answered(charged, "silence"), charged.now + 2 * DAY);
  const found = { outcome: "charged", reference: "ARN 7", reason: "Seen on the account" } as const;
  const stated = act(start, { kind: "propose_outcome", attempt: 2, ...found });
  const other = { kind: "user", id: "other", name: "Mira" } as const;
  return act(stated, { kind: "confirm_outcome", attempt: 2 }, other);
}

/** Approved otherwise than it was asked for: asked again, closed, and another one booked as what it is. */
function contradicted(): History {
  const charged = (history: History) => act(history, { kind: "charge_now", amount: 700, note: "" });
  const other = { as: "approved", amount: 800, booking: 9 } as const;
  const wrong = answered(charged(activated(meteredOrder())), other);
  const asked = act(wrong, { kind: "ask_gateway", attempt: 2 });
  const closed = act(asked, {
    kind: "close_report",
    attempt: 2,
    report: 0,
    reason: "Given back by the bank",
  });
  return act(answered(charged(closed), other), { kind: "book_report", attempt: 3, report: 0 });
}

/** Not sent, because of a scheme's ban or limit, or because all retries are used. */
function banned(): History {
  const start = softDeclined(
    activated(instalmentOrder({ merchant: { autoRetryDays: [25] } }), sampleCards.master),
  );
  let worn = waited(start, start.now + 20 * DAY);
  for (let i = 0; i < RETRY_LIMIT; i++) worn = retried(waited(worn, worn.now + 3 * 3_600_000), 1, "soft");
  const dropped = forward(worn, start.now + 26 * DAY);
  let limited = waited(dropped, Date.UTC(2026, 2, 1, 8));
  for (let i = 0; i < 10; i++) limited = usedElsewhere(limited, sampleCards.master, { declined: true });
  const postponed = forward(limited, Date.UTC(2026, 2, 1, 10));
  const forbidden = usedElsewhere(postponed, sampleCards.master, {
    declined: true,
    merchantAdviceCode: "03",
  });
  return forward(forbidden, Date.UTC(2026, 2, 3));
}

/** A card entered while a payment runs, and one that would collect more than was shown. */
function grown(): History {
  const start = activated(instalmentOrder());
  const running = cardEntered(forward(start, Date.UTC(2026, 1, 1, 9), "silence"), 10_000);
  const before = overdue(hardDeclined(answered(running, "approved")));
  return cardEntered(before, 0, sampleCards.third);
}

function withdrawn(): History {
  const start = activated(subscriptionOrder());
  return forward(start, Date.UTC(2026, 1, 1, 9), "stop");
}

function expiring(): History {
  const soon = { ...sampleCards.visa, expiryMonth: 3, expiryYear: 2026 };
  const start = activated(linkedAgain(), soon);
  return forward(start, Date.UTC(2026, 3, 2));
}

function linkedAgain(): History {
  return linked(subscriptionOrder({ zuid: 1043 }));
}
