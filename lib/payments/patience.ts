const MINUTE = 60_000;

/** How old an attempt is, by the machine's time, before "not found" is believed of it and it may be repeated. */
export const GIVEN_UP_AFTER = 15 * MINUTE;

/**
 * How long after it was written down an attempt may still be sent: a fifth of that, so that whatever is sent is there
 * long before anybody gives it up, also when the clocks of two machines are minutes apart.
 */
export const SENT_WITHIN = GIVEN_UP_AFTER / 5;
