import { expect, it } from "vitest";
import type { ResultByCode } from "../lived/answer-by-code";
import {
  activated,
  collected,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  overdue,
  paidFirst,
  singleOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, answered, type History } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { type StaffCommand, type StaffKind, staffKinds } from "../rules/command";
import { DAY } from "../value/calendar";
import { type ActTone, actResult } from "./act-result";

type Row = {
  on: History;
  command: StaffCommand;
  answer?: ResultByCode;
  says: RegExp;
  tone: ActTone;
};

const running = () => collected(activated(instalmentOrder({ parts: 3 })));
const failed = () => softDeclined(running());
const subscribed = () => activated(subscriptionOrder());
const metered = () => activated(meteredOrder({ first: 1_000 }));
const paid = () => paidFirst(singleOrder());
const held = () => paidFirst(singleOrder({ preauthorise: true }));
const later = (history: History) => history.now + 9 * DAY;
const last = ({ order }: History) => order.attempts.at(-1)?.number ?? 0;

/** What needs an answer of the gateway's that does not fit is held where that is (open-reports.test.ts). */
type Elsewhere =
  | "book_report"
  | "close_report"
  | "ask_gateway"
  | "propose_outcome"
  | "confirm_outcome"
  | "collect_outstanding";

const rows: Record<Exclude<StaffKind, Elsewhere>, Row[]> = {
  retry_events: [
    row(failed(), { kind: "retry_events", events: [2] }, "approved", [
      /^EUR 100\.00 collected\. The order is Active again\.$/,
      "collected",
    ]),
    row(failed(), { kind: "retry_events", events: [2] }, "hard", [
      /^EUR 100\.00 declined: .*\. The order is Suspended\.$/,
      "hard_declined",
    ]),
  ],
  execute_event: [
    row(running(), { kind: "execute_event", event: 2 }, "approved", [
      /^EUR 100\.00 collected\. The order is still Active\.$/,
      "collected",
    ]),
    row(running(), { kind: "execute_event", event: 2 }, "soft", [
      /^EUR 100\.00 declined: .*\. The order is Failed\.$/,
      "soft_declined",
    ]),
  ],
  charge_now: [
    row(metered(), { kind: "charge_now", amount: 3_325, note: "" }, "approved", [
      /^EUR 33\.25 collected\. The order is still Active\.$/,
      "collected",
    ]),
  ],
  schedule_payment: [
    row(
      metered(),
      { kind: "schedule_payment", amount: 4_425, scheduledAt: later(metered()), note: "" },
      null,
      [/^EUR 44\.25 scheduled for /, "done"],
    ),
  ],
  reschedule_event: [
    row(
      running(),
      {
        kind: "reschedule_event",
        event: 2,
        scheduledAt: later(running()),
        amount: 5_750,
        alsoLater: false,
      },
      null,
      [/^EUR 57\.50 moved to /, "done"],
    ),
  ],
  merge_events: [
    row(
      running(),
      { kind: "merge_events", events: [2, 3], scheduledAt: later(running()), amount: 20_000 },
      null,
      [/^EUR 200\.00 due on .*: 2 payments merged into one\.$/, "done"],
    ),
  ],
  skip_events: [
    row(running(), { kind: "skip_events", events: [2] }, null, [
      /^EUR 100\.00 will not be collected: 1 payment skipped\.$/,
      "given_up",
    ]),
  ],
  unskip_events: [
    row(act(running(), { kind: "skip_events", events: [2] }), { kind: "unskip_events", events: [2] }, null, [
      /^EUR 100\.00 will be collected: 1 payment un-skipped\.$/,
      "done",
    ]),
  ],
  change_price: [
    row(subscribed(), { kind: "change_price", price: 3_500 }, null, [
      /^Price changed to EUR 35\.00 for payments from 8 Jan 2026\.$/,
      "done",
    ]),
  ],
  change_details: [
    row(running(), { kind: "change_details", invoiceId: "A 7", memo: "", tags: "vip" }, null, [
      /^Details saved\.$/,
      "done",
    ]),
  ],
  complete_order: [
    row(running(), { kind: "complete_order" }, null, [
      /^EUR 200\.00 will not be collected: 2 payments cancelled\. The order is Complete\.$/,
      "given_up",
    ]),
  ],
  cancel_order: [
    row(linked(subscriptionOrder()), { kind: "cancel_order" }, null, [
      /^EUR 30\.00 will not be collected\. The order is Cancelled\.$/,
      "given_up",
    ]),
  ],
  pause_order: [
    row(subscribed(), { kind: "pause_order", resumeAt: null }, null, [
      /^Billing is paused\. The order is Paused\.$/,
      "done",
    ]),
  ],
  resume_order: [
    row(act(subscribed(), { kind: "pause_order", resumeAt: null }), { kind: "resume_order" }, null, [
      /The order is Active again\.$/,
      "done",
    ]),
  ],
  refund_payment: [
    row(paid(), { kind: "refund_payment", attempt: last(paid()), amount: 1_575 }, "approved", [
      /^EUR 15\.75 refunded\. The order is still Complete\.$/,
      "collected",
    ]),
  ],
  capture_payment: [
    row(held(), { kind: "capture_payment", attempt: last(held()), amount: 4_025 }, "approved", [
      /^EUR 40\.25 captured\. The order is Complete\.$/,
      "collected",
    ]),
  ],
  reverse_payment: [
    row(held(), { kind: "reverse_payment", attempt: last(held()) }, "approved", [
      /^EUR 100\.00 released\. The order is Complete\.$/,
      "collected",
    ]),
  ],
  replace_card: [
    row(
      hardDeclined(collected(activated(instalmentOrder({ parts: 3, wallet: [sampleCards.second] })))),
      { kind: "replace_card", cardId: sampleCards.second.id, shownSum: 10_000 },
      "approved",
      [/EUR 100\.00 collected\. The order is Active again\.$/, "collected"],
    ),
  ],
  request_link: [
    row(subscriptionOrder(), { kind: "request_link", how: "display" }, null, [
      /The order is Pending\.$/,
      "done",
    ]),
  ],
  withdraw_link: [
    row(linked(subscriptionOrder()), { kind: "withdraw_link" }, null, [/^Payment link withdrawn\./, "done"]),
  ],
  renew_link: [
    row(linked(subscriptionOrder()), { kind: "renew_link" }, null, [/^New payment link made\./, "done"]),
  ],
  pay_with_saved_card: [
    row(
      subscriptionOrder({ wallet: [sampleCards.second] }),
      { kind: "pay_with_saved_card", cardId: sampleCards.second.id, how: "telephone", agreedAt: 0 },
      "approved",
      [/^EUR 30\.00 approved\. .*The order is Active\.$/, "collected"],
    ),
  ],
  send_reminder: [row(linked(subscriptionOrder()), { kind: "send_reminder" }, null, [/[Rr]eminder/, "done"])],
  add_note: [row(running(), { kind: "add_note", text: "Called" }, null, [/^Note added\.$/, "done"])],
  send_update_link: [
    row(overdue(failed()), { kind: "send_update_link" }, null, [/^Card update link sent/, "done"]),
  ],
};

it.each(Object.entries(rows).flatMap(([kind, cases]) => cases.map((one) => ({ kind, ...one }))))(
  "$kind says its money, where the order stands, and what that means: $says",
  ({ on, command, answer, says, tone }) => {
    const asked = act(on, command);
    const after = answer ? answered(asked, answer) : asked;
    const entries = after.log.slice(on.log.length).map(({ entry }) => entry);
    const outcome = actResult(entries, after.order, "Europe/Berlin");
    expect(outcome.text).toMatch(says);
    expect(outcome.tone).toBe(tone);
  },
);

it("holds every act of staff, here or beside what the gateway reported", () => {
  const elsewhere: StaffKind[] = [
    ...(["book_report", "close_report", "ask_gateway", "collect_outstanding"] as const),
    ...(["propose_outcome", "confirm_outcome"] as const),
  ];
  expect([...Object.keys(rows), ...elsewhere].sort()).toEqual([...staffKinds].sort());
});

function row(
  on: History,
  command: StaffCommand,
  answer: ResultByCode | null,
  [says, tone]: [RegExp, ActTone],
): Row {
  return { on, command, says, tone, ...(answer ? { answer } : {}) };
}
