import { z } from "zod";
import type { Bank } from "./bank";
import { type Booking, companionTypes, type StoredRegistration } from "./booking";
import { newId } from "./new-id";
import { APPROVED, isApproved } from "./results";

/**
 * Records that a gateway keeps beside a payment, under the same reference: the customer's authentication (3D) and
 * the risk check (RI) before it, both of them content whatever becomes of the payment, and the gateway's own
 * reversal (RV) of one that was declined.
 */
export const Companions = z.object({ types: z.array(z.enum(companionTypes)).default([]) });

/** Books a payment with the records that stand beside it, and tells of all of them. */
export function bookWithCompanions(bank: Bank, booking: Booking, registration?: StoredRegistration): void {
  const wanted = bank.companions.filter((type) => type !== "RV" || !isApproved(booking.code));
  const before = wanted.filter((type) => type !== "RV").map((type) => beside(booking, type));
  const after = wanted.filter((type) => type === "RV").map((type) => beside(booking, type));
  for (const one of before) bank.books.book(one);
  bank.books.book(booking, registration);
  for (const one of after) bank.books.book(one);
  for (const one of [...before, booking, ...after]) bank.announce(one);
}

/** A record beside a payment: approved, with no card stored and no checkout paid by it. */
export function beside(booking: Booking, type: Booking["type"]): Booking {
  return {
    ...booking,
    transactionId: newId(),
    type,
    code: APPROVED,
    said: undefined,
    silent: undefined,
    written: undefined,
    adviceCode: undefined,
    acquirerResponse: undefined,
    visaCategory: undefined,
    registrationId: null,
    referencedId: type === "3D" || type === "RI" ? null : booking.transactionId,
    checkoutId: null,
    standing: null,
    initialTransactionId: null,
    linkId: null,
    lacksLink: undefined,
    eci: type === "3D" ? "05" : null,
  };
}
