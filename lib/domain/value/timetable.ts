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

/** Default retry days after the first soft decline (decisions, "Retries"). */
export const USUAL_RETRY_DAYS: readonly number[] = [3, 7, 14];
/** The last retry day a merchant may choose: within the window. */
export const LAST_RETRY_DAY = 29;
/** From the first soft decline, in hours and not in calendar days: the schemes' period for counting retries. */
export const RETRY_WINDOW = 30 * DAY;
/** Its last days are pointed out to staff. */
export const RETRIES_END_SOON = 7 * DAY;
/** No automatic retry sooner than this after a manual one, which used the same card and balance. */
export const QUIET_AFTER_HAND = DAY;
/**
 * Waits after technical failures; after the last one it counts as a soft decline, and the merchant's retry days
 * follow.
 */
export const TECHNICAL_WAITS: readonly number[] = [15 * MINUTE, 2 * HOUR, 8 * HOUR];
/** After a request that never left: long enough for a gateway that restarts, short enough for nobody to notice. */
export const UNSENT_WAIT = 30 * SECOND;
/** Uses of a card are read this far back: the longest window of a scheme, and a day more for its boundary. */
export const CARD_USES_READ = 31 * DAY;
/** How far a retry is moved to meet a payday. */
export const PAYDAY_WITHIN_DAYS = 3;

/** The longest that an order is set aside: longer than the window of its retries, and not for good. */
export const SNOOZED_AT_MOST_DAYS = 90;
/** A customer who was sent a link is left alone for this long, before someone looks at the order again. */
export const LINK_GIVEN = 3 * DAY;
/** What was done to a row is shown in its place for this long, before the row leaves. Machine time. */
export const OUTCOME_SHOWN = 5 * SECOND;
/** A list that several people share is read again this often, by whoever looks at it. Machine time. */
export const DESK_FRESH = 20 * SECOND;

/** Staff are alerted to a second payment that staff send for the same within this: somebody pressed twice, or two did. */
export const TRIED_AGAIN_WITHIN = 10 * MINUTE;

/** Default reminder days after the link, for a customer who has not paid. */
export const USUAL_REMINDER_DAYS: readonly number[] = [2, 4, 6];
/** How long before a subscription's payment its customer is told (decisions, "A renewal notice"). */
export const RENEWAL_NOTICE_DAYS = 7;
/** A new price of a subscription is announced this long before the first payment of it: Visa's and Mastercard's rule. */
export const PRICE_NOTICE_DAYS = 7;
/** A forecast looks this far ahead: nine of ten failed payments that come in do so in ten days, most others in a month. */
export const FORECAST_DAYS = 28;
/** What failed longer ago than this is forecast to stay unpaid: no retry and no mail follows. */
export const AT_RISK_DAYS = 90;
/** Between the days from which a merchant's history is counted. */
export const COUNTED_EVERY_DAYS = 7;
/** A count of a merchant's history weighs half after this: rates move within a year. */
export const HISTORY_HALVES_DAYS = 182;
/** An authorisation may lapse at the customer's bank after this. */
export const OLD_HOLD_DAYS = 7;
/** No payment is scheduled further ahead. */
export const PLANNED_WITHIN = 3_653 * DAY;

/** One order of a merchant whose configuration the gateway refused is tried this often (decisions, "A wrong configuration"). */
export const PROBE_EVERY = HOUR;

/** A claim of an order or an attempt lapses after this. Longer than a gateway takes to answer. */
export const CLAIMED_FOR = MINUTE;

/** The age of an attempt at which "not found" is believed, so that it may be repeated. */
export const GIVEN_UP_AFTER = 15 * MINUTE;
/**
 * How long after it was stored an attempt may still be sent: a fifth of that age, so that it is at the gateway long
 * before anybody gives it up, even if the clocks of two machines differ by minutes.
 */
export const SENT_WITHIN = GIVEN_UP_AFTER / 5;
/** "Not found" is believed when it was answered twice this far apart. */
export const BETWEEN_NOT_FOUND = 5 * MINUTE;
/** The first query for a sent attempt: its sender has an answer, or none, by then. */
export const ASK_AFTER_SENT = MINUTE;
/** The first query for one whose request got no result, and the next ones while it is young. */
export const ASK_AFTER_SILENCE = 30 * SECOND;
/** However old it is, it is queried this often. */
export const ASK_AT_LEAST_EVERY = 10 * MINUTE;
/** Staff are alerted to a result that is unknown for this long. */
export const ALERT_AFTER = HOUR;
/** A given-up payment is first queried after this, because most late bookings come soon, ... */
export const WATCH_FIRST_AFTER = HOUR;
/** ... then this often, ... */
export const WATCH_EVERY = 12 * HOUR;
/** ... and for so long: by then the gateway's own settlement has closed. */
export const WATCHED_FOR = 7 * DAY;

/** The gateway lets a checkout live this long. */
export const CHECKOUT_LIVES = 30 * MINUTE;
/** A checkout is handed to every tab until it is this old: what is left is enough to type a card in. */
export const CHECKOUT_FRESH = 25 * MINUTE;
/** Its result is queried once nobody can pay in it any more. */
export const ASK_AFTER_CHECKOUT = CHECKOUT_LIVES + MINUTE;
/** How long the tab that opens it may take: longer than the gateway may. After that another tab closes it. */
export const CHECKOUT_OPENING = 35 * SECOND;
/** How often another tab checks whether it is open. */
export const CHECKOUT_POLL = 200;

/** How long an answer of the gateway is waited for. */
export const GATEWAY_ANSWERS_WITHIN = 30 * SECOND;
/** A connection that was idle for longer may be closed on the other side by now. */
export const GATEWAY_RESTS = 4 * SECOND;
/** While the gateway is unreachable, connecting is tried this often, ... */
export const REACH_EVERY = 2 * SECOND;
/** ... each time for so long. */
export const REACH_WITHIN = 5 * SECOND;
/** The gateway's report is answered by then, if only that it is to be sent again: the gateway waits thirty seconds. */
export const REPORT_ANSWERED_WITHIN = 20 * SECOND;

/** A connection to the database is waited for so long. */
export const CONNECTED_WITHIN = 10 * SECOND;
/** A transaction may be open this long: a process that hangs then loses its locks. */
export const TRANSACTION_LIVES = 20 * SECOND;
/** A statement of the owner, which no transaction limit applies to. */
export const STATEMENT_RUNS = 60 * SECOND;
/** A person waits this long for a locked order. */
export const PERSON_WAITS = 5 * SECOND;
/** The worker goes on with other orders: this one keeps its claim, and is due again when that has lapsed. */
export const WORKER_WAITS = SECOND;
/** A result waits longer than a transaction may be open, so whoever has locked the order has been ended. */
export const RESULT_WAITS = TRANSACTION_LIVES + 5 * SECOND;
/** A transaction that is open for longer counts as `held` in the health report. */
export const HELD_AFTER = 5 * SECOND;

/** A customer who paid sees a page after this at the latest, with or without a result, ... */
export const CUSTOMER_WAITS = 8 * SECOND;
/** ... which is checked this often. */
export const CUSTOMER_LOOKS_EVERY = 250;

/** A process leads the clock for this long: longer than a step takes between two renewals by a healthy process. */
export const CLOCK_LED_FOR = 15 * SECOND;
/** Business time is cached this long in a process that has no other use for the database, ... */
export const CLOCK_FRESH = 200;
/** ... which waits so long for it. */
export const CLOCK_WITHIN = SECOND;

/** A session ends after this. */
export const SIGNED_IN_FOR = 12 * HOUR;
/** When a person was last seen is recorded this often at most. */
export const SEEN_EVERY = 5 * MINUTE;
/** An invitation can be accepted for this long. */
export const INVITED_FOR = 7 * DAY;
/** A link to choose another password, or to confirm an address, works for this long. */
export const PERSON_LINK_LIVES = HOUR;
/** Links that are asked for are counted over this, for an account and for an address. */
export const PERSON_LINKS_COUNTED = HOUR;
/** Codes of an authenticator are counted over this: at ten an hour a guess takes years. */
export const CODES_COUNTED = HOUR;
/** Invitations of one merchant are counted over this. */
export const INVITATIONS_COUNTED = HOUR;
/** A device that was used to sign in is known for this long. */
export const DEVICE_KNOWN_FOR = 180 * DAY;
/** Sign-in attempts are counted over this, ... */
export const SIGN_INS_COUNTED = 15 * MINUTE;
/** ... those to open a payment link over this, ... */
export const LINKS_COUNTED = 10 * MINUTE;
/** ... and forgotten after this. */
export const TRIES_KEPT = DAY;
/** A piece of a file without an answer is sent again after this. */
export const PIECE_SENT_AGAIN = SECOND;
/** A file that nobody imports is forgotten after this, ... */
export const UPLOAD_KEPT_FOR = DAY;
/** ... and the rows with errors of one that was imported after this. */
export const IMPORT_ERRORS_KEPT_FOR = 30 * DAY;
/** How long a browser keeps preferences: time zone, columns, the last merchant. */
export const PREFERENCE_KEPT_FOR = 365 * DAY;
/** Alerts of one person are gathered for this long, so that a hundred at a time are one mail, ... */
export const ALERTS_GATHERED_FOR = 30 * SECOND;
/** ... an open page looks for new ones this often: both within the minute in which they are to be known. */
export const ALERTS_LOOKED_FOR_EVERY = 20 * SECOND;
/** The hour of the reader's day at which those who want one mail a day get it. */
export const DIGEST_HOUR = 8;

/** What should have moved and has not is late after this: longer than a worker that restarts, or a claim, takes. */
export const LATE_AFTER = 5 * MINUTE;
/** A payment whose result nobody knows stands still after this: staff are to know within ten minutes. */
export const RESULT_KNOWN_WITHIN = 8 * MINUTE;
/** Mail that nobody takes up, or that no server takes. */
export const MAIL_LATE_AFTER = 2 * MINUTE;
/** A gateway that owes an answer for this long is silent: longer than an answer is waited for. */
export const GATEWAY_SILENT_AFTER = GATEWAY_ANSWERS_WITHIN + 5 * SECOND;
/** Requests that could not be sent speak of the gateway of now for this long: some repeat in half a minute. */
export const UNSENT_SPEAKS_FOR = 2 * MINUTE;
/** A running worker says this often that it is there, ... */
export const WORKER_SAYS_EVERY = 5 * SECOND;
/** ... and is taken for dead after this. */
export const WORKER_SILENT_AFTER = MINUTE;
/** How often is looked for what stands still, ... */
export const SILENCE_WATCHED_EVERY = 10 * SECOND;
/** ... which must stand still for this long before anyone is alerted, but for what is to be known within a minute. */
export const STILL_SILENT_AFTER = MINUTE;
/** A failed link is looked back to for this long. */
export const FAILED_LINK_KEPT_FOR = 30 * DAY;
/** How far back an overdue payment is looked for that its order does not plan any more. */
export const LOST_DUE_WITHIN = 31 * DAY;
/** So long orders are checked for a bulk act before whoever waits is told how far it is. */
export const CHECKED_AT_ONCE_FOR = SECOND;
/** A bulk run that was looked at and not started is forgotten after this. */
export const UNSTARTED_RUN_KEPT_FOR = DAY;
/** How often the page of a running bulk act is drawn again. */
export const RUN_SHOWN_EVERY = SECOND;
