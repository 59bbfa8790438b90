import { type Currency, parseDecimal } from "@/lib/domain/value/money";
import {
  type Bank,
  misformed,
  moneyIn,
  newLinkId,
  newSchemeId,
  type Reply,
  type RequestForm,
  replyWith,
  standingInstructionIn,
  wrongIn,
} from "./bank";
import type { Booking, StandingInstruction } from "./booking";
import { bookWithCompanions } from "./companions";
import { newId } from "./new-id";
import { APPROVED, isApproved } from "./results";
import { type SandboxResult, sandboxResult } from "./sandbox-result";

/** A payment with a stored card. Everything after the clock is read happens in one go, so charges cannot interleave. */
export async function charge(bank: Bank, registrationId: string, form: RequestForm): Promise<Reply> {
  const at = await bank.now();
  const entityId = form.get("entityId") ?? "";
  const type = form.get("paymentType");
  const money = moneyIn(form);
  const wrong = wrongIn(form);
  if (wrong) return misformed(wrong, at);
  if (type !== "DB" && type !== "PA") return misformed("paymentType", at);
  if ("wrong" in money) return misformed(money.wrong, at);

  const { books } = bank;
  const reference = form.get("merchantTransactionId");
  const standing = standingInstructionIn(form) as StandingInstruction | null;
  const registration = books.registration(registrationId, entityId);
  const isGone = books.isForgotten(registrationId);

  function outcome(): SandboxResult {
    if (!registration) return { code: "100.150.200" };
    if (isGone) return { code: "100.150.202" };
    const arranged = bank.arranged.take({ operation: "charge", registrationId, reference });
    if (arranged) return arranged;
    const count = books.count(registrationId);
    const own = sandboxResult({
      card: registration.card,
      ...(money as Exclude<typeof money, { wrong: string }>),
      at,
      purpose: "charge",
      ...count,
      isRepeated: standing?.mode === "REPEATED",
    });
    const isPlain = own.code === APPROVED && !own.said && !own.silent;
    return (isPlain && bank.arranged.mixed(reference)) || own;
  }

  const decided = outcome();
  const linkId = books.linkOf(registrationId);
  const lacksLink =
    linkId !== null &&
    standing?.mode === "REPEATED" &&
    form.get("standingInstruction.transactionLinkId") !== linkId;
  const isInitial = standing?.mode === "INITIAL" && isApproved(decided.code);
  const booking: Booking = {
    transactionId: newId(),
    entityId,
    reference,
    type,
    ...money,
    ...decided,
    ...bookedAs(decided, money.currency),
    card: registration?.card ?? null,
    registrationId: registration ? registrationId : null,
    referencedId: null,
    checkoutId: null,
    standing,
    initialTransactionId: isInitial ? newSchemeId() : form.get("standingInstruction.initialTransactionId"),
    linkId: registration ? (linkId ?? newLinkId(registration.card)) : null,
    ...(registration && lacksLink ? { lacksLink } : {}),
    eci: null,
    at,
  };
  bookWithCompanions(bank, booking);
  return replyWith(booking);
}

/** What is told to be another amount of the same currency is booked as that. */
function bookedAs({ written }: SandboxResult, currency: Currency): { amount?: number } {
  const amount = written?.amount && !written.currency ? parseDecimal(written.amount, currency) : null;
  return amount === null ? {} : { amount };
}
