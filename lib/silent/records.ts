import type { OrderStall, PaymentStall } from "@/lib/domain/preview/stall";
import type { AlertKind } from "@/lib/domain/words/alert-kinds";

/** Every cause for which something stands still that should have moved. */
export type StallKind =
  | OrderStall
  | PaymentStall
  | "worker_silent"
  | "clock_stuck"
  | "gateway_silent"
  | "mail_stuck"
  | "link_failed"
  | "reports_failing"
  | "import_stuck"
  | "bulk_stuck";

type StallRecord = {
  /** What has happened. */
  cause: string;
  /** What to do about it. */
  todo: string;
  alert: AlertKind;
  /** Known within the minute: it is not first seen standing still for one. */
  isUrgent?: true;
  /** Where it can be done, if that is not the order's page. */
  page?: { path: string; name: string };
};

const stalled = "stalled";
const tellOperator = "Ask the operator of Tenor to look at the worker and its log.";

export const stallRecords: Readonly<Record<StallKind, StallRecord>> = {
  worker_silent: {
    cause: "No worker is running. Nothing is collected, retried or mailed.",
    todo: "Ask the operator of Tenor to start the worker. Everything that became due is then done.",
    alert: "worker_silent",
  },
  clock_stuck: {
    cause: "The clock was to be moved and stands still.",
    todo: tellOperator,
    alert: stalled,
  },
  gateway_silent: {
    cause: "The gateway does not answer. No result of a payment is known since then.",
    todo: "Look at the gateway's status page, or call the gateway. Nothing is charged twice: results are asked for, and nothing unknown is sent again.",
    alert: "gateway_silent",
    isUrgent: true,
  },
  merchant_stopped: {
    cause: "Collection is stopped: the gateway does not accept your settings.",
    todo: "Correct the settings with the gateway. One payment an hour is tried, and collection resumes when it is accepted.",
    alert: stalled,
  },
  not_taken: {
    cause: "A payment or a step is due, and no worker has taken it.",
    todo: tellOperator,
    alert: stalled,
  },
  taken_not_done: {
    cause: "A worker takes the order again and again and does not finish it.",
    todo: "Look at the order. If it shows nothing unusual, ask the operator of Tenor to look at the worker's log.",
    alert: stalled,
  },
  claim_held: {
    cause: "A worker whose clock was wrong holds the order.",
    todo: "Ask the operator of Tenor to correct the clocks of the machines. The order is free when its hold ends.",
    alert: stalled,
  },
  due_lost: {
    cause: "A payment is due, and it is not planned any more.",
    todo: "Open the order and retry the payment, or add a note: any change plans it again.",
    alert: stalled,
  },
  retry_stuck: {
    cause: "Retries by hand are waiting, and none of them is sent.",
    todo: "Open the order and retry its payments again.",
    alert: stalled,
  },
  standing_stale: {
    cause: "Lists show how the order stood before: no worker has judged it again.",
    todo: tellOperator,
    alert: stalled,
  },
  never_asked: {
    cause: "A payment was sent, and its result is never asked for.",
    todo: "Open the order and ask the gateway for the result.",
    alert: stalled,
  },
  not_asked: {
    cause: "The gateway is to be asked for a result, and no worker does.",
    todo: `Open the order and ask the gateway for the result. ${tellOperator}`,
    alert: stalled,
  },
  no_result: {
    cause: "The result of a payment is not known, although the gateway was asked.",
    todo: "Open the order and ask the gateway again, or look the payment up at the gateway.",
    alert: stalled,
  },
  mail_stuck: {
    cause: "A message is waiting and is not sent.",
    todo: "Ask the operator of Tenor to look at the mail server. Messages are kept, and sent when it takes them.",
    alert: stalled,
  },
  link_failed: {
    cause: "A link could not be mailed to a customer who has to act.",
    todo: "Correct the customer's e-mail address and send the link again, or show it and pass it on.",
    alert: stalled,
  },
  reports_failing: {
    cause: "Reports of the gateway arrive and cannot be read.",
    todo: "Compare the webhook key with the gateway's. Results are asked for meanwhile, only later.",
    alert: "reports_failing",
  },
  import_stuck: {
    cause: "An import of customers stands still.",
    todo: tellOperator,
    alert: stalled,
    page: { path: "/customers/import", name: "Import" },
  },
  bulk_stuck: {
    cause: "A bulk action was started and stands still.",
    todo: `${tellOperator} If you stop the run, what it has not reached can be done again from its page.`,
    alert: stalled,
    page: { path: "/orders/runs", name: "Bulk runs" },
  },
};
