import { DAY, HOUR } from "./calendar";

/*
 * Every wait of the product, with its reason. Milliseconds, unless the name says otherwise. Business times are
 * about an order; machine times, in the second half of this file, are about queries, locks and sending. The windows
 * of the card schemes are with their rules, because a scheme may change them on a date.
 */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** A card is shown as expiring soon for this long. At least one monthly payment falls into it. */
export const EXPIRES_SOON_DAYS = 45;

/** Days after the first soft decline on which it is tried again, of a merchant who has not chosen others (decisions, "Retries"). */
export const USUAL_RETRY_DAYS: readonly number[] = [3, 7, 14];
/** The last day that a merchant may choose: within the window. */
export const LAST_RETRY_DAY = 29;
/** From the first soft decline, in hours and not in calendar days: as long as the schemes count retries. */
export const RETRY_WINDOW = 30 * DAY;
/** No automatic retry sooner than this after one by hand, which was tried with the same card and balance. */
export const QUIET_AFTER_HAND = DAY;
/** After technical failures; after the last one it counts as a soft decline, and the merchant's days follow. */
export const TECHNICAL_WAITS: readonly number[] = [15 * MINUTE, 2 * HOUR, 8 * HOUR];
/** After a request that never left: long enough for a gateway that restarts, short enough for nobody to notice. */
export const UNSENT_WAIT = 30 * SECOND;
/** What a card was charged is read this far back: the longest window of a scheme, and a day more for its edge. */
export const CARD_USES_READ = 31 * DAY;
/** How far a retry is moved to meet a payday. */
export const PAYDAY_WITHIN_DAYS = 3;

/** Days after its link on which a customer who has not paid is reminded, of a merchant who has not chosen others. */
export const USUAL_REMINDER_DAYS: readonly number[] = [2, 4, 6];
/** How long before a subscription's payment its customer is told (decisions, "A renewal notice"). */
export const RENEWAL_NOTICE_DAYS = 7;
/** A hold may lapse at the customer's bank after it. */
export const OLD_HOLD_DAYS = 7;
/** No payment is planned further ahead. */
export const PLANNED_WITHIN = 3_653 * DAY;

/** One order of a merchant whose configuration the gateway refused is tried this often (decisions, "A wrong configuration"). */
export const PROBE_EVERY = HOUR;

/** Who claimed an order or an attempt and does not finish it loses it. Longer than a gateway takes to answer. */
export const CLAIMED_FOR = MINUTE;

/** How old an attempt is before "not found" is believed of it and it may be repeated. */
export const GIVEN_UP_AFTER = 15 * MINUTE;
/**
 * How long after it was written down an attempt may still be sent: a fifth of that, so that whatever is sent is there
 * long before anybody gives it up, also when the clocks of two machines are minutes apart.
 */
export const SENT_WITHIN = GIVEN_UP_AFTER / 5;
/** "Not found" is believed when it was said twice this far apart. */
export const BETWEEN_NOT_FOUND = 5 * MINUTE;
/** The gateway is first asked about a sent attempt: who sent it has had its answer, or none, by then. */
export const ASK_AFTER_SENT = MINUTE;
/** About one whose request came back without a result, and again while it is young. */
export const ASK_AFTER_SILENCE = 30 * SECOND;
/** However old it grows, it is asked about this often. */
export const ASK_AT_LEAST_EVERY = 10 * MINUTE;
/** Somebody is told of a result that is not known for so long. */
export const ALERT_AFTER = HOUR;
/** A payment that was given up is asked about this soon, as one that is booked late mostly is booked soon, ... */
export const WATCH_FIRST_AFTER = HOUR;
/** ... then this often, ... */
export const WATCH_EVERY = 12 * HOUR;
/** ... and for so long: by then the gateway's own settlement has closed. */
export const WATCHED_FOR = 7 * DAY;

/** The gateway lets a checkout live this long. */
export const CHECKOUT_LIVES = 30 * MINUTE;
/** A checkout is handed to every tab until it is this old: what is left is enough to type a card in. */
export const CHECKOUT_FRESH = 25 * MINUTE;
/** What became of it is asked once nobody can pay in it any more. */
export const ASK_AFTER_CHECKOUT = CHECKOUT_LIVES + MINUTE;
/** How long the tab that opens it may take: longer than the gateway may. After that another one clears it away. */
export const CHECKOUT_OPENING = 35 * SECOND;
/** How often another tab looks whether it is open. */
export const CHECKOUT_POLL = 200;

/** How long an answer of the gateway is waited for. */
export const GATEWAY_ANSWERS_WITHIN = 30 * SECOND;
/** A connection that rested longer may be closed on the other side by now. */
export const GATEWAY_RESTS = 4 * SECOND;
/** While the gateway is away, whether a connection to it stands is tried this often, ... */
export const REACH_EVERY = 2 * SECOND;
/** ... each time for so long. */
export const REACH_WITHIN = 5 * SECOND;
/** The gateway is told that its report arrived, done or not: it gives up after thirty seconds and sends it again. */
export const REPORT_ANSWERED_WITHIN = 20 * SECOND;

/** A connection to the database is waited for so long. */
export const CONNECTED_WITHIN = 10 * SECOND;
/** A transaction may live this long: a process that stands still holds its rows no longer. */
export const TRANSACTION_LIVES = 20 * SECOND;
/** A statement of the owner's, which no transaction bounds. */
export const STATEMENT_RUNS = 60 * SECOND;
/** A person waits this long for an order that somebody else holds. */
export const PERSON_WAITS = 5 * SECOND;
/** Who collects has others to go on with: the order keeps its claim, and comes again when that has ended. */
export const WORKER_WAITS = SECOND;
/** A result is worth waiting for: longer than a transaction may live, so whoever holds the order has been ended. */
export const RESULT_WAITS = TRANSACTION_LIVES + 5 * SECOND;
/** A transaction that is open for longer counts as held in what the health of the system says. */
export const HELD_AFTER = 5 * SECOND;

/** A customer who paid sees a page after this at the latest, with or without the result, ... */
export const CUSTOMER_WAITS = 8 * SECOND;
/** ... which is looked for this often. */
export const CUSTOMER_LOOKS_EVERY = 250;

/** Who leads the clock leads for so long: longer than a step takes between two askings of a process that is well. */
export const CLOCK_LED_FOR = 15 * SECOND;
/** Business time that was asked for counts for so long in a process that has no other use for the database, ... */
export const CLOCK_FRESH = 200;
/** ... which waits so long for it. */
export const CLOCK_WITHIN = SECOND;

/** Whoever signed in is asked to do it again after it. */
export const SIGNED_IN_FOR = 12 * HOUR;
/** A device that somebody signed in from is known for so long. */
export const DEVICE_KNOWN_FOR = 180 * DAY;
/** Tries to sign in are counted over it, ... */
export const SIGN_INS_COUNTED = 15 * MINUTE;
/** ... those to open a payment link over this, ... */
export const LINKS_COUNTED = 10 * MINUTE;
/** ... and forgotten after this. */
export const TRIES_KEPT = DAY;
/** A browser keeps so long what its user prefers: zone, columns, the last merchant. */
export const PREFERENCE_KEPT_FOR = 365 * DAY;
