/**
 * Orders of the first merchant that show one thing each. They are the first to be created, so their numbers are
 * the same in every installation, and nothing about them falls due within a day of it.
 */
export const demoCases = [
  {
    key: "failed_with_retries",
    zuid: 1001,
    title: "Failed, with past and planned automatic retries",
    look: "One payment and two automatic retries had insufficient funds. A third retry is planned.",
  },
  {
    key: "failed_with_overdue",
    zuid: 1002,
    title: "Failed, several payments declined and overdue",
    look: "Three soft-declined payments and two overdue payments whose requests were not accepted by the gateway.",
  },
  {
    key: "suspended_expired_card",
    zuid: 1003,
    title: "Suspended by an expired Visa",
    look: "Result code 100.100.303 in Transaction Details.",
  },
  {
    key: "suspended_advice_03",
    zuid: 1004,
    title: "Suspended by Mastercard's advice code 03",
    look: "The result code looks like a soft decline, but the advice code says do not try again.",
  },
  {
    key: "suspended_to_active",
    zuid: 1005,
    title: "Suspended; a new card makes it Active",
    look: "Two soft-declined, one hard-declined and two overdue payments are collected as one.",
  },
  {
    key: "suspended_to_complete",
    zuid: 1006,
    title: "Suspended; a new card makes it Complete",
    look: "Only the last payment is missing.",
  },
  {
    key: "suspended_to_review",
    zuid: 1007,
    title: "Suspended; a new card makes it Review",
    look: "One payment was increased, so the last one exceeds the order's value.",
  },
  {
    key: "active_with_declines",
    zuid: 1008,
    title: "Active with old declined payments",
    look: "Later payments were approved; two old ones are still soft-declined.",
  },
  {
    key: "retries_used_up",
    zuid: 1009,
    title: "Retry limit used up",
    look: "15 of 15 retries. Another retry is refused, with the date when the retry period ends.",
  },
  {
    key: "paused",
    zuid: 1010,
    title: "Paused subscription",
    look: "Resumes automatically. Nothing is billed until then.",
  },
  {
    key: "metered_with_declines",
    zuid: 1011,
    title: "Metered, with a planned and a direct charge declined",
    look: "A new card collects the planned payment only.",
  },
  {
    key: "pending_link",
    zuid: 1012,
    title: "Pending, the payment link was sent",
    look: "Pay it with a test card on the customer's page.",
  },
  {
    key: "open_authorisation",
    zuid: 1013,
    title: "An open pre-authorisation",
    look: "Capture it in full or in part, or reverse it.",
  },
  {
    key: "failed_then_approved",
    zuid: 1014,
    title: "Failed subscription; the next retry is approved",
    look: "Retry the declined payment. It is Recovered, and the order is Active.",
  },
  {
    key: "rejected",
    zuid: 1015,
    title: "Rejected phone payment",
    look: "The card had insufficient funds. Send a link or try another card.",
  },
  { key: "draft", zuid: 1016, title: "Draft", look: "No payment has been requested yet." },
  { key: "cancelled", zuid: 1017, title: "Cancelled", look: "Cancelled before anything was paid." },
  {
    key: "complete",
    zuid: 1018,
    title: "Complete, partly refunded",
    look: "Paid in full. A part was refunded.",
  },
  {
    key: "failed_then_hard",
    zuid: 1019,
    title: "Failed; the next retry is hard-declined",
    look: "Retry the declined payment. Advice code 03 suspends the order.",
  },
  {
    key: "review",
    zuid: 1020,
    title: "Review: too much was collected",
    look: "A payment was increased later. Refund the difference, or mark the order as complete.",
  },
  {
    key: "disputed",
    zuid: 1021,
    title: "A chargeback",
    look: "The customer's bank took the payment back. The list finds it by the filter Disputed.",
  },
] as const;

export type CaseKey = (typeof demoCases)[number]["key"];

/** "ZUID-1003", for whoever wants to open a case by its name. */
export function demoZuid(key: CaseKey): number {
  const found = demoCases.find((one) => one.key === key);
  if (!found) throw new Error(`the demo has no case ${key}`);
  return found.zuid;
}
