/** Told when alerts were seen or acknowledged on this page, so that the bell counts them again. */
export const alertNews = new EventTarget();
export const ALERTS_CHANGED = "changed";
