import { describe, expect, it } from "vitest";
import { plainDraft, plainLine, plainMerchant } from "../lived/plain-order";
import type { Actor, Order } from "../order/order";
import { createOrder, type OrderDraft } from "../rules/create";
import { DAY } from "../value/calendar";
import { isOrderOf } from "./same-order";

const now = Date.UTC(2026, 0, 31, 9);
const clerk: Actor = { kind: "user", id: "u", name: "Anna" };
const unchosen = { startAt: null };

function made(draft: OrderDraft): Order {
  const decided = createOrder(draft, {
    ...{ zuid: 7, referenceKey: "k", buyer: { wallet: [], cardUses: [] }, createdBy: clerk, now },
    merchant: plainMerchant,
  });
  if ("refusal" in decided) throw new Error(decided.refusal.code);
  return decided.order;
}

const drafts: Record<OrderDraft["type"], OrderDraft> = {
  single: plainDraft({ interval: null, tags: ["a", "b"] }),
  instalment: plainDraft({ type: "instalment", parts: 3, deposit: 1_000 }),
  subscription: plainDraft({ type: "subscription", startAt: now + 14 * DAY }),
  metered: plainDraft({ type: "metered", deposit: 2_000, interval: null }),
};

const line = plainLine(10_000);

describe("an order that a form made", () => {
  it.each(Object.values(drafts))("is what the same form says: $type", (draft) => {
    expect(isOrderOf(made(draft), draft, unchosen)).toBe(true);
  });

  it("is the same after a moment in which the end of a trial has moved", () => {
    const later = { ...drafts.subscription, startAt: now + 14 * DAY + 1_000 };
    expect(isOrderOf(made(drafts.subscription), later, unchosen)).toBe(true);
    expect(isOrderOf(made(drafts.subscription), later, { startAt: later.startAt })).toBe(false);
  });

  it.each<[OrderDraft["type"], Partial<OrderDraft>]>([
    ["single", { customerId: "c2" }],
    ["single", { currency: "CHF" }],
    ["single", { invoiceId: "other" }],
    ["single", { memo: "other" }],
    ["single", { tags: ["b", "a"] }],
    ["single", { savesCard: true }],
    ["single", { initialKind: "preauthorise" }],
    ["single", { lines: [line, line] }],
    ["single", { lines: [{ ...line, quantity: 2 }] }],
    ["single", { lines: [{ ...line, price: 10_001 }] }],
    ["single", { lines: [{ ...line, discount: 1, fee: 1 }] }],
    ["single", { type: "instalment", parts: 3 }],
    ["instalment", { deposit: 0 }],
    ["instalment", { parts: 4 }],
    ["instalment", { interval: { every: 2, unit: "MONTH" } }],
    ["subscription", { interval: { every: 1, unit: "WEEK" } }],
    ["metered", { deposit: 2_001 }],
  ])("%s is another one where the form says %j", (type, change) => {
    expect(isOrderOf(made(drafts[type]), { ...drafts[type], ...change }, unchosen)).toBe(false);
  });
});
