export const causes = [
  "link",
  "terminal",
  "saved_card",
  "schedule",
  "automatic_retry",
  "technical_retry",
  "retry",
  "execute_now",
  "card_update",
  "charge_now",
  "staff",
  "registration",
  "gateway",
] as const;
/** What made an attempt happen. */
export type Cause = (typeof causes)[number];
