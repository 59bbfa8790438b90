import type { Booking, StoredCheckout, StoredRegistration } from "./booking";
import { openJournal } from "./journal";
import { isApproved } from "./results";

/** What can happen to the books. Order matters and nothing is ever taken back. */
type Entry =
  | { did: "opened"; checkout: StoredCheckout }
  | { did: "registered"; registration: StoredRegistration }
  | { did: "booked"; booking: Booking }
  | { did: "resolved"; transactionId: string; code: string }
  | { did: "read" | "expired"; checkoutId: string }
  | { did: "forgot"; registrationId: string }
  | { did: "told"; transactionId: string; code: string };

export type Books = ReturnType<typeof openBooks>;

/** The gateway's books: in memory for answering, in a journal for surviving. */
export function openBooks(dir: string | null) {
  const bookings = new Map<string, Booking>();
  const byReference = new Map<string, Booking[]>();
  const byReferenced = new Map<string, Booking[]>();
  const checkouts = new Map<string, StoredCheckout>();
  const paidBy = new Map<string, Booking>();
  const closed = new Set<string>();
  const registrations = new Map<string, StoredRegistration>();
  const forgotten = new Set<string>();
  const charged = new Map<string, { charges: number; repeated: number }>();
  const links = new Map<string, string>();
  const untold = new Map<string, Booking>();

  function apply(entry: Entry): void {
    switch (entry.did) {
      case "opened":
        checkouts.set(entry.checkout.checkoutId, entry.checkout);
        return;
      case "registered":
        registrations.set(entry.registration.registrationId, entry.registration);
        return;
      case "booked":
        enter(entry.booking);
        return;
      case "resolved": {
        const booking = bookings.get(entry.transactionId);
        if (!booking) return;
        booking.code = entry.code;
        booking.written = undefined;
        link(booking);
        untold.set(booking.transactionId, booking);
        return;
      }
      case "read":
      case "expired":
        closed.add(entry.checkoutId);
        return;
      case "forgot":
        forgotten.add(entry.registrationId);
        return;
      case "told":
        // A booking resolved meanwhile has another code, and that news is still to be told.
        if (untold.get(entry.transactionId)?.code === entry.code) untold.delete(entry.transactionId);
    }
  }

  function enter(booking: Booking): void {
    bookings.set(booking.transactionId, booking);
    if (booking.reference !== null) push(byReference, booking.reference, booking);
    if (booking.referencedId !== null) push(byReferenced, booking.referencedId, booking);
    if (booking.checkoutId !== null) paidBy.set(booking.checkoutId, booking);
    untold.set(booking.transactionId, booking);
    link(booking);
    if (booking.registrationId !== null && booking.checkoutId === null && booking.referencedId === null) {
      const before = count(booking.registrationId);
      charged.set(booking.registrationId, {
        charges: before.charges + 1,
        repeated: before.repeated + (booking.standing?.mode === "REPEATED" ? 1 : 0),
      });
    }
  }

  /** A stored card's first approved payment is the one that later charges name. */
  function link({ registrationId, linkId, code }: Booking): void {
    if (registrationId !== null && linkId && isApproved(code) && !links.has(registrationId))
      links.set(registrationId, linkId);
  }

  const count = (registrationId: string) => charged.get(registrationId) ?? { charges: 0, repeated: 0 };

  const journal = openJournal<Entry>(dir, apply);
  const write = (...entries: Entry[]) => {
    journal.append(entries);
    entries.forEach(apply);
  };

  return {
    open: (checkout: StoredCheckout) => write({ did: "opened", checkout }),
    /** Written together: a torn write may leave a token nobody knows, never a payment without its token. */
    book: (booking: Booking, registration?: StoredRegistration) =>
      registration
        ? write({ did: "registered", registration }, { did: "booked", booking })
        : write({ did: "booked", booking }),
    resolve: (transactionId: string, code: string) => write({ did: "resolved", transactionId, code }),
    closeCheckout: (checkoutId: string, did: "read" | "expired") => write({ did, checkoutId }),
    forget: (registrationId: string) => write({ did: "forgot", registrationId }),
    told: (transactionId: string, code: string) => write({ did: "told", transactionId, code }),

    checkout: (checkoutId: string) => checkouts.get(checkoutId),
    isClosed: (checkoutId: string) => closed.has(checkoutId),
    paymentOf: (checkoutId: string) => paidBy.get(checkoutId),
    booking: (transactionId: string) => bookings.get(transactionId),
    underReference: (reference: string) => byReference.get(reference) ?? [],
    /** Approved bookings that lean on this one. */
    after: (transactionId: string) =>
      (byReferenced.get(transactionId) ?? []).filter((later) => isApproved(later.code)),
    /** A stored card belongs to the entity that it was stored for: to any other it does not exist. */
    registration: (registrationId: string, entityId: string) => {
      const found = registrations.get(registrationId);
      return found?.entityId === entityId ? found : undefined;
    },
    /** What Mastercard calls the card's first payment. */
    linkOf: (registrationId: string) => links.get(registrationId) ?? null,
    isForgotten: (registrationId: string) => forgotten.has(registrationId),
    count,
    untold: () => untold.values(),
    ledger: () => bookings.values(),
    close: () => journal.close(),
  };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
