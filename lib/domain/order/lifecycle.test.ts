import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printLifecycle } from "../words/lifecycle-print";
import { cellOf, isStatusRefusal, type LifecycleCell, lifecycle, type Trigger } from "./lifecycle";
import { type OrderStatus, type OrderType, orderStatuses, orderTypes } from "./order";

const golden = new URL("lifecycle.golden.txt", import.meta.url);
const triggers = Object.keys(lifecycle) as Trigger[];

/** What the gateway says is booked, whatever the order has become. */
const results: readonly Trigger[] = [
  "initial_debit_approved",
  "initial_authorisation_approved",
  "initial_registration_approved",
  "initial_declined_by_phone",
  "initial_declined_by_link",
  "event_approved",
  "event_soft_declined",
  "event_hard_declined",
  "late_event_approved",
  "retries_exhausted",
  "retries_exhausted_pause",
  "retries_exhausted_complete",
  "card_replaced",
  "nothing_left_open",
  "authorisation_closed",
  "former_card_declined",
  "card_update_declined",
  "charge_now_approved",
  "charge_now_declined",
  "refund_approved",
  "duplicate_booked",
  "follow_up_declined",
  "chargeback_booked",
];

const recurring = ["instalment", "subscription", "metered"] as const;
const preliminary = ["draft", "pending", "rejected"] as const;
const live = ["active", "failed", "suspended", "paused", "review"] as const;
const paying = ["active", "failed", "suspended", "review"] as const;

/** Commands, and the worker's own. */
const commands: readonly string[] = [
  "request_link",
  "open_initial_checkout",
  "pay_with_saved_card",
  "send_reminder",
  "cancel_order",
  "pause_order",
  "resume_order",
  "complete_order",
  "reschedule_event",
  "skip_events",
  "unskip_events",
  "change_price",
  "merge_events",
  "retry_events",
  "execute_event",
  "collect_due_event",
  "replace_card",
  "charge_now",
  "schedule_payment",
  "reverse_payment",
  "capture_payment",
  "refund_payment",
  "settle_report",
  "add_note",
  "change_details",
];

type Rule = {
  nr: string;
  trigger: Trigger;
  types: readonly OrderType[];
  from: readonly OrderStatus[];
  to: LifecycleCell;
};

/** The transitions as they were agreed on, written down a second time. */
const transitions: Rule[] = [
  { nr: "2", trigger: "request_link", types: orderTypes, from: preliminary, to: "pending" },
  { nr: "3", trigger: "initial_debit_approved", types: ["single"], from: preliminary, to: "complete" },
  { nr: "3", trigger: "initial_debit_approved", types: ["instalment"], from: preliminary, to: "settle" },
  {
    nr: "3",
    trigger: "initial_debit_approved",
    types: ["subscription", "metered"],
    from: preliminary,
    to: "active",
  },
  { nr: "3", trigger: "initial_authorisation_approved", types: ["single"], from: preliminary, to: "active" },
  {
    nr: "3",
    trigger: "initial_registration_approved",
    types: ["subscription", "metered"],
    from: preliminary,
    to: "active",
  },
  {
    nr: "3",
    trigger: "initial_registration_approved",
    types: ["instalment"],
    from: preliminary,
    to: "settle",
  },
  { nr: "4", trigger: "initial_declined_by_phone", types: orderTypes, from: preliminary, to: "rejected" },
  {
    nr: "5",
    trigger: "initial_declined_by_link",
    types: orderTypes,
    from: ["pending", "rejected"],
    to: "pending",
  },
  { nr: "6", trigger: "cancel_order", types: orderTypes, from: preliminary, to: "cancelled" },
  { nr: "7", trigger: "event_approved", types: ["instalment"], from: paying, to: "settle" },
  { nr: "7", trigger: "event_approved", types: ["subscription", "metered"], from: paying, to: "active" },
  { nr: "8", trigger: "event_soft_declined", types: recurring, from: paying, to: "failed" },
  { nr: "9", trigger: "event_hard_declined", types: recurring, from: paying, to: "suspended" },
  { nr: "10", trigger: "retries_exhausted", types: recurring, from: ["failed"], to: "suspended" },
  { nr: "10", trigger: "retries_exhausted_pause", types: recurring, from: ["failed"], to: "paused" },
  { nr: "10", trigger: "retries_exhausted_complete", types: recurring, from: ["failed"], to: "complete" },
  { nr: "11", trigger: "card_replaced", types: ["instalment"], from: paying, to: "settle" },
  { nr: "11", trigger: "card_replaced", types: ["subscription", "metered"], from: paying, to: "active" },
  { nr: "12", trigger: "pause_order", types: ["subscription"], from: ["active", "failed"], to: "paused" },
  { nr: "13", trigger: "resume_order", types: ["subscription"], from: ["paused"], to: "unpause" },
  { nr: "14", trigger: "complete_order", types: orderTypes, from: live, to: "complete" },
  { nr: "15", trigger: "authorisation_closed", types: ["single"], from: ["active"], to: "complete" },
  { nr: "16", trigger: "nothing_left_open", types: ["instalment"], from: paying, to: "settle" },
];

/** Moves outside that table: cells that no order reaches, and rules that stand elsewhere. */
const beyond: Omit<Rule, "nr">[] = [
  // Another card pays what is owed by an order that is paused because its retries ended.
  { trigger: "replace_card", types: recurring, from: ["paused"], to: "whileOwing" },
  // Staff pause a subscription only, and only a single order is pre-authorised.
  { trigger: "resume_order", types: ["single", "instalment", "metered"], from: ["paused"], to: "unpause" },
  { trigger: "initial_authorisation_approved", types: recurring, from: preliminary, to: "active" },
  // A single order of no value is done once its card is registered.
  { trigger: "initial_registration_approved", types: ["single"], from: preliminary, to: "complete" },
  // Paid twice: Review at once.
  { trigger: "duplicate_booked", types: ["instalment"], from: ["active", "failed"], to: "settle" },
];

describe("the matrix of an order's life", () => {
  it("is the one that people reviewed", () => {
    const printed = printLifecycle();
    if (process.env.WRITE_GOLDEN === "lifecycle") writeFileSync(golden, printed);
    expect(printed).toBe(readFileSync(golden, "utf8"));
  });

  it("knows of every trigger whether it is a command or a result", () => {
    expect([...triggers].sort()).toEqual([...commands, ...results].sort());
  });

  it("decides every trigger in every status of every type", () => {
    for (const trigger of triggers)
      for (const type of orderTypes)
        for (const status of orderStatuses)
          expect(cellOf(trigger, type, status), `${trigger} ${type} ${status}`).toEqual(expect.any(String));
  });

  it("never refuses what the gateway says", () => {
    for (const trigger of results)
      for (const type of orderTypes)
        for (const status of orderStatuses)
          expect(isStatusRefusal(cellOf(trigger, type, status))).toBe(false);
  });

  it.each(transitions)("$nr: $trigger leads to $to", ({ trigger, types, from, to }) => {
    for (const type of types) for (const status of from) expect(cellOf(trigger, type, status)).toBe(to);
  });

  it("moves the status nowhere else", () => {
    const moves = triggers.flatMap((trigger) =>
      orderTypes.flatMap((type) =>
        orderStatuses.flatMap((status) => {
          const cell = cellOf(trigger, type, status);
          return isStatusRefusal(cell) || cell === status ? [] : [{ trigger, type, status, cell }];
        }),
      ),
    );
    const agreed = ({ trigger, type, status, cell }: (typeof moves)[number]) =>
      [...transitions, ...beyond].some(
        (rule) =>
          rule.trigger === trigger &&
          rule.types.includes(type) &&
          rule.from.includes(status) &&
          rule.to === cell,
      );
    expect(moves.filter((move) => !agreed(move))).toEqual([]);
  });

  it("keeps final orders final", () => {
    for (const trigger of triggers)
      for (const type of orderTypes)
        for (const status of ["cancelled", "complete"] as const) {
          const cell = cellOf(trigger, type, status);
          expect(isStatusRefusal(cell) || cell === status).toBe(true);
        }
  });
});
