import { type GatewayAnswer, isFollowUp } from "@/lib/domain/decline/gateway-answer";
import type { Instant } from "@/lib/domain/value/calendar";
import type { GatewayReport } from "@/lib/gateway/port";
import { raiseAlert } from "@/lib/orders/alerts";
import { type AttemptRecord, attemptByReference, attemptByTransaction } from "@/lib/orders/attempt-record";
import { forgetCard } from "@/lib/orders/forget-card";
import { merchantOfAccount } from "@/lib/orders/merchant-at-gateway";
import type { Payments } from "./context";
import { type Booked, bookFollowUpAnswer, settleFromAnswers, storeReport } from "./settle-from-answers";

/**
 * Handles a decrypted webhook. It belongs to the merchant of the account that it names; when it names none, or an
 * unknown one, to that of the address it was sent to, where it is stored for staff.
 */
export async function receiveWebhook(
  payments: Payments,
  { report, sentTo }: { report: GatewayReport & { merchantId: number | null }; sentTo: string },
  now: Instant,
): Promise<{ merchantId: number; done: Booked | "kept" } | "nobodys"> {
  const { account, merchantId: named } = report;
  const merchantId = named ?? (await merchantOfAccount(payments.db, sentTo));
  if (merchantId === null) return "nobodys";
  const isOfNobody = account !== null && named === null;
  if (report.deregistered && !isOfNobody) {
    const isOurs = await forgetCard(payments.db, merchantId, report.deregistered, now);
    return { merchantId, done: isOurs ? "booked" : "kept" };
  }
  if (!report.answer) return { merchantId, done: "kept" };
  if (isOfNobody) {
    await storeReport(payments, merchantId, report.answer, now);
    return { merchantId, done: "kept" };
  }
  return { merchantId, done: await receiveReport(payments, merchantId, report.answer, now) };
}

/**
 * Somebody sent what is to be a report, and it cannot be read: whoever has another key, or the gateway with one of ours
 * that is wrong. The merchant of the account hears of it once a day.
 */
export async function noteUnreadable({ db }: Payments, sentTo: string, now: Instant): Promise<void> {
  const merchantId = await merchantOfAccount(db, sentTo);
  if (merchantId === null) return;
  const text = `Reports of the gateway for the account ${sentTo} cannot be read. Compare the webhook key with the gateway's. Results are asked for meanwhile, only later.`;
  const dedupe = `reports-failing-${sentTo}-${new Date(now).toISOString().slice(0, 10)}`;
  await raiseAlert(db, merchantId, { kind: "reports_failing", text, dedupe }, now);
}

/**
 * Handles a report of the gateway. Reports arrive more than once and in any order; one that matches no attempt is
 * stored and staff are alerted.
 */
export async function receiveReport(
  payments: Payments,
  merchantId: number,
  answer: GatewayAnswer,
  now: Instant,
): Promise<Booked | "kept"> {
  const record = await recordOf(payments, merchantId, answer);
  if (record) return settleFromAnswers(payments, record, [answer], now);
  const followed = isFollowUp(answer.type)
    ? await bookFollowUpAnswer(payments, merchantId, answer, now)
    : null;
  if (followed) return followed;
  await storeReport(payments, merchantId, answer, now);
  return "kept";
}

/** The attempt a report is matched with: by our reference, or by the gateway's id where it names none. */
async function recordOf(
  { db }: Payments,
  merchantId: number,
  { reference, transactionId, referencedId, type }: GatewayAnswer,
): Promise<AttemptRecord | null> {
  const named = reference ? await attemptByReference(db, merchantId, reference) : null;
  // A report of the attempt's own type is its result; any other belongs to the transaction that it names.
  if (named && (!isFollowUp(type) || named.attempt.type === type || referencedId === null)) return named;
  if (reference || isFollowUp(type)) return null;
  return transactionId ? attemptByTransaction(db, merchantId, transactionId) : null;
}
