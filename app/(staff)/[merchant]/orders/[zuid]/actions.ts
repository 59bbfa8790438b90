"use server";
import { z } from "zod";
import { type Outcome, staffAction } from "@/lib/action";
import { actorOf, reachesOrder } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import type { ActOutcome } from "@/lib/domain/outcome-words";
import { many, wholeNumber } from "@/lib/form";
import { sendAgain } from "@/lib/mail/send-again";
import { orderAction } from "@/lib/order-action";
import { openCheckout } from "@/lib/payments/checkout";
import { payments } from "@/lib/payments/payments";
import { askAgain } from "@/lib/payments/reconcile";

const number = wholeNumber(1, 1_000_000);
const events = many(number);
const amount = wholeNumber(0, 99_999_999_999);
const instant = wholeNumber(0, 32_503_680_000_000);
const note = z.string().max(2_000, "A note has at most 2000 characters.").default("");

export const reschedule = orderAction(
  "billing",
  { event: number, scheduledAt: instant, amount, alsoLater: wholeNumber(0, 1) },
  ({ event, scheduledAt, amount, alsoLater }) => ({
    kind: "reschedule_event",
    event,
    scheduledAt,
    amount,
    alsoLater: alsoLater === 1,
  }),
);

export const merge = orderAction(
  "billing",
  { events, scheduledAt: instant, amount },
  ({ events, scheduledAt, amount }) => ({ kind: "merge_events", events, scheduledAt, amount }),
);

export const skip = orderAction("billing", { events }, ({ events }) => ({ kind: "skip_events", events }));

export const retry = orderAction("billing", { events }, ({ events }) => ({ kind: "retry_events", events }));

export const executeNow = orderAction("billing", { event: number }, ({ event }) => ({
  kind: "execute_event",
  event,
}));

export const replaceCard = orderAction(
  "billing",
  { cardId: z.string().min(1).max(100), shownSum: amount },
  ({ cardId, shownSum }) => ({ kind: "replace_card", cardId, shownSum }),
);

export const collectOutstanding = orderAction("billing", { shownSum: amount }, ({ shownSum }) => ({
  kind: "collect_outstanding",
  shownSum,
}));

export const sendUpdateLink = orderAction("billing", {}, () => ({ kind: "send_update_link" }));

export const requestLink = orderAction("billing", { how: z.enum(["email", "display"]) }, ({ how }) => ({
  kind: "request_link",
  how,
}));

export const pause = orderAction("orders", { resumeAt: instant.optional() }, ({ resumeAt }) => ({
  kind: "pause_order",
  resumeAt: resumeAt ?? null,
}));

export const resume = orderAction("orders", {}, () => ({ kind: "resume_order" }));

export const cancel = orderAction("orders", {}, () => ({ kind: "cancel_order" }));

export const complete = orderAction("orders", {}, () => ({ kind: "complete_order" }));

export const chargeNow = orderAction("billing", { amount, note }, ({ amount, note }) => ({
  kind: "charge_now",
  amount,
  note,
}));

export const schedulePayment = orderAction(
  "billing",
  { amount, scheduledAt: instant, note },
  ({ amount, scheduledAt, note }) => ({ kind: "schedule_payment", amount, scheduledAt, note }),
);

export const refund = orderAction("refunds", { attempt: number, amount }, ({ attempt, amount }) => ({
  kind: "refund_payment",
  attempt,
  amount,
}));

export const capture = orderAction("refunds", { attempt: number, amount }, ({ attempt, amount }) => ({
  kind: "capture_payment",
  attempt,
  amount,
}));

export const reverse = orderAction("refunds", { attempt: number }, ({ attempt }) => ({
  kind: "reverse_payment",
  attempt,
}));

const report = { attempt: number, report: wholeNumber(0, 1_000) };

export const bookReport = orderAction("refunds", report, (asked) => ({ kind: "book_report", ...asked }));

export const closeReport = orderAction(
  "refunds",
  { ...report, reason: note },
  ({ attempt, report, reason }) => ({ kind: "close_report", attempt, report, reason }),
);

export const askGateway = orderAction(
  "refunds",
  { attempt: number },
  ({ attempt }) => ({ kind: "ask_gateway", attempt }),
  ({ attempt }, id, now) => askAgain(payments(), id, attempt, now),
);

export const addNote = orderAction("orders", { text: note }, ({ text }) => ({ kind: "add_note", text }));

/** Opens the gateway's card fields for a card that the customer tells over the phone. */
export const openTerminal = staffAction(
  "billing",
  z.object({ zuid: wholeNumber(1, 2_000_000_000), shownSum: amount }),
  async (staff, { zuid, shownSum }): Promise<Outcome<CardFields>> => {
    const db = database();
    if (!(await reachesOrder(db, staff, zuid))) return { notFound: true };
    const opened = await openCheckout(
      payments(),
      { merchantId: staff.merchantId, zuid },
      { purpose: "card_update", via: "terminal", shownSum },
      actorOf(staff),
      await businessNow(db),
    );
    if ("unavailable" in opened) return { refused: opened.unavailable };
    if ("refusal" in opened || "notFound" in opened) return opened;
    return { value: { checkoutId: opened.checkoutId, integrity: opened.integrity } };
  },
);

/** A mail that the mail server refused goes out once more. */
export const sendMessageAgain = staffAction(
  "billing",
  z.object({ zuid: wholeNumber(1, 2_000_000_000), message: z.uuid() }),
  async (staff, { zuid, message }): Promise<Outcome<ActOutcome>> => {
    const db = database();
    if (!(await reachesOrder(db, staff, zuid))) return { notFound: true };
    const its = { merchantId: staff.merchantId, zuid, id: message };
    const refused = await sendAgain(db, its, await businessNow(db), Date.now());
    return refused ? { refused } : { value: { text: "The message is on its way again.", tone: "done" } };
  },
);

/** What the page needs to load the gateway's card fields. */
type CardFields = { checkoutId: string; integrity: string | null };
