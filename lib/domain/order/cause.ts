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
/** What caused an attempt. */
export type Cause = (typeof causes)[number];
