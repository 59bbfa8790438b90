import { expect, it } from "vitest";
import { activated, instalmentOrder } from "../lived/histories";
import { act, refusalOf } from "../lived/history";

const start = act(activated(instalmentOrder()), { kind: "complete_order" });
const asked = {
  kind: "change_details",
  invoiceId: "A-7",
  memo: " At the door ",
  tags: "vip, late,vip,",
} as const;

it("writes an order's invoice ID, memo and tags otherwise, also once it has ended", () => {
  const { order } = act(start, asked);
  expect([order.invoiceId, order.memo, order.tags, order.status]).toEqual([
    "A-7",
    "At the door",
    ["vip", "late"],
    "complete",
  ]);
  expect(refusalOf(act(start, asked), asked)?.code).toBe("nothing_changed");
});

it.each([
  ["invoiceId", { invoiceId: "  " }],
  ["invoiceId", { invoiceId: "4242 4242 4242 4242" }],
  ["tags", { tags: "x".repeat(41) }],
  ["memo", { memo: "My card is 4242424242424242" }],
])("says at %s what cannot be written", (field, part) => {
  expect(refusalOf(start, { ...asked, ...part })).toMatchObject({ code: "order_invalid", field });
});
