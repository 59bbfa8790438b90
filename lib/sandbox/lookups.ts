import { MINUTE } from "@/lib/domain/value/timetable";
import { type Bank, misformed, type Reply, type RequestForm, refuse } from "./bank";
import { answerOf, plainAnswer } from "./booking";
import { APPROVED } from "./results";

const NOT_FOUND = "700.400.580";
const THROTTLED = "800.120.100";

/** Everything booked under a reference; a query always tells what was really booked. */
export async function query(bank: Bank, form: RequestForm): Promise<Reply> {
  const at = await bank.now();
  const entityId = form.get("entityId");
  const reference = form.get("merchantTransactionId");
  if (!entityId) return misformed("entityId", at);
  if (!reference) return misformed("merchantTransactionId", at);
  const found = bank.books.underReference(reference).filter((booking) => booking.entityId === entityId);
  if (found.length === 0) return refuse(NOT_FOUND, at, 404);
  const payments = found.map((booking) => answerOf(booking));
  return { status: 200, body: plainAnswer(APPROVED, at, { type: "detail", payments }) };
}

/** One booking by the gateway's id, without the limit on reads of a payment. */
export async function queryById(bank: Bank, transactionId: string, form: RequestForm): Promise<Reply> {
  const at = await bank.now();
  const entityId = form.get("entityId");
  if (!entityId) return misformed("entityId", at);
  const booking = bank.books.booking(transactionId);
  if (booking?.entityId !== entityId) return refuse(NOT_FOUND, at, 404);
  return { status: 200, body: answerOf(booking) };
}

/** Reads of one payment, which the gateway grants twice a minute. */
export function paymentReader(bank: Bank) {
  const reads = new Map<string, number[]>();

  return async function read(transactionId: string, form: RequestForm): Promise<Reply> {
    const at = await bank.now();
    const booking = bank.books.booking(transactionId);
    if (!booking || booking.entityId !== form.get("entityId")) return refuse(NOT_FOUND, at, 404);
    const machineNow = bank.machineNow();
    const recent = (reads.get(transactionId) ?? []).filter((time) => time > machineNow - MINUTE);
    if (recent.length >= 2) return refuse(THROTTLED, at, 429);
    reads.set(transactionId, [...recent, machineNow]);
    return { status: 200, body: answerOf(booking) };
  };
}

/** What is known of a stored card. */
export async function readRegistration(
  bank: Bank,
  registrationId: string,
  form: RequestForm,
): Promise<Reply> {
  const at = await bank.now();
  const entityId = form.get("entityId");
  if (!entityId) return misformed("entityId", at);
  const registration = bank.books.registration(registrationId, entityId);
  if (!registration) return refuse("100.150.200", at, 404);
  if (bank.books.isForgotten(registrationId)) return refuse("100.150.202", at, 404);
  const { card, initialTransactionId } = registration;
  const body = plainAnswer(APPROVED, at, {
    id: registrationId,
    paymentBrand: card.brand,
    card: {
      bin: card.bin,
      last4Digits: card.last4,
      holder: card.holder,
      expiryMonth: String(card.expiryMonth).padStart(2, "0"),
      expiryYear: String(card.expiryYear),
    },
    standingInstruction: { initialTransactionId },
  });
  return { status: 200, body };
}

/** The token stops working; what was paid with it stays in the books. */
export async function forgetRegistration(
  bank: Bank,
  registrationId: string,
  form: RequestForm,
): Promise<Reply> {
  const answered = await readRegistration(bank, registrationId, form);
  if (answered.status === 200) bank.books.forget(registrationId);
  return answered;
}
