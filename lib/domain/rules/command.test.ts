import { expect, it } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  linked,
  meteredOrder,
  singleOrder,
  subscriptionOrder,
} from "../lived/histories";
import { act, refusalOf } from "../lived/history";
import {
  type CommandKind,
  commands,
  labelOf,
  menuEntries,
  ruleOf,
  type StaffCommand,
  staffKinds,
} from "./command";
import type { CommandFields } from "./command-rule";

/** Those that the page has a form of its own for. */
const own = new Set([
  "request_link",
  "pause_order",
  "cancel_order",
  "complete_order",
  "charge_now",
  "schedule_payment",
  "change_price",
  "change_details",
]);

it("says what every typed field of a form that is drawn from its record is called", () => {
  const drawn = menuEntries().filter(({ kind }) => !own.has(kind));
  expect(drawn.map(({ kind }) => kind)).toContain("resume_order");
  for (const { kind } of drawn)
    for (const [name, field] of Object.entries(commands[kind].fields as CommandFields))
      if (field.is === "text") expect(labelOf(kind, name)).not.toBe("");
  expect(() => labelOf("add_note", "text")).toThrow("add_note does not say what its field text is called");
});

it("offers a command once in each menu place, under a name of its own", () => {
  const items = menuEntries().map(({ entry }) => `${entry.in}: ${entry.item}`);
  expect(new Set(items).size).toBe(items.length);
  const popUps = menuEntries().map(({ entry }) => entry.popUp);
  expect(new Set(popUps).size).toBe(popUps.length);
});

it("names for each what its button says, and what it says while the act is on its way", () => {
  for (const kind of staffKinds)
    for (const words of [commands[kind].staff.act, commands[kind].staff.working])
      expect(words, kind).toMatch(/^[A-Z][a-z]/);
});

it("offers in a menu what some order of each of its types takes as it is asked there, with nothing written yet", () => {
  const kinds = [singleOrder, instalmentOrder, subscriptionOrder, meteredOrder].map((kind) => kind());
  const live = kinds.map((draft) => activated(draft));
  const paused = activated(subscriptionOrder());
  const all = [...kinds, ...live, act(paused, { kind: "pause_order", resumeAt: null })];
  const orders = [...all, hardDeclined(activated(instalmentOrder())), linked(instalmentOrder())];
  for (const { kind, entry } of menuEntries())
    for (const type of entry.types ?? [null]) {
      const ofType = orders.filter(({ order }) => type === null || order.type === type);
      const asked = (now: number) => ({ kind, ...entry.as(now) }) as StaffCommand;
      expect(
        ofType.filter((at) => refusalOf(at, asked(at.now)) === null),
        entry.item,
      ).not.toEqual([]);
      const texts = Object.entries(asked(0)).filter(([name]) => name === "note" || name === "text");
      expect(texts.map(([, text]) => text).join(""), entry.item).toBe("");
    }
});

it("is decided for every command: its row, whether it waits for a payment that runs, may charge, who may ask it", () => {
  const byInput = (fact: unknown) => (typeof fact === "function" ? "by what is asked" : fact);
  const table = (Object.keys(commands) as CommandKind[]).map((kind) => {
    const { row, whilePaymentRuns = false, mayCharge = false, staff } = ruleOf(kind);
    const runs = { true: "at once", false: "waits" }[String(whilePaymentRuns)] ?? byInput(whilePaymentRuns);
    const facts = [byInput(row) ?? "any status", runs, mayCharge ? "may charge" : "charges nothing"];
    return `${kind}: ${[...facts, staff?.permission ?? "no form"].join(", ")}`;
  });
  expect(table).toEqual([
    "request_link: request_link, waits, charges nothing, billing",
    "withdraw_link: any status, waits, charges nothing, billing",
    "renew_link: any status, waits, charges nothing, billing",
    "open_checkout: by what is asked, by what is asked, may charge, no form",
    "pay_with_saved_card: pay_with_saved_card, waits, may charge, billing",
    "pause_order: pause_order, waits, charges nothing, orders",
    "resume_order: resume_order, waits, charges nothing, orders",
    "cancel_order: cancel_order, at once, charges nothing, orders",
    "complete_order: complete_order, at once, charges nothing, orders",
    "reschedule_event: reschedule_event, waits, charges nothing, billing",
    "skip_events: skip_events, waits, charges nothing, billing",
    "unskip_events: unskip_events, waits, charges nothing, billing",
    "merge_events: merge_events, waits, charges nothing, billing",
    "retry_events: retry_events, waits, may charge, billing",
    "execute_event: execute_event, waits, may charge, billing",
    "replace_card: replace_card, waits, may charge, billing",
    "collect_outstanding: replace_card, waits, may charge, billing",
    "charge_now: charge_now, waits, may charge, billing",
    "schedule_payment: schedule_payment, waits, charges nothing, billing",
    "refund_payment: refund_payment, waits, charges nothing, refunds",
    "capture_payment: capture_payment, waits, may charge, refunds",
    "reverse_payment: reverse_payment, waits, may charge, refunds",
    "book_report: settle_report, at once, charges nothing, refunds",
    "close_report: settle_report, at once, charges nothing, refunds",
    "ask_gateway: settle_report, at once, charges nothing, refunds",
    "propose_outcome: settle_report, at once, charges nothing, refunds",
    "confirm_outcome: settle_report, at once, charges nothing, refunds",
    "change_price: change_price, waits, charges nothing, billing",
    "change_details: change_details, waits, charges nothing, orders",
    "add_note: add_note, at once, charges nothing, orders",
    "send_reminder: send_reminder, waits, charges nothing, billing",
    "send_update_link: replace_card, waits, charges nothing, billing",
    "apply_terms: any status, at once, charges nothing, no form",
    "run_due: any status, waits, charges nothing, no form",
    "settle_payment: any status, at once, charges nothing, no form",
    "record_booking: any status, at once, charges nothing, no form",
  ]);
});
