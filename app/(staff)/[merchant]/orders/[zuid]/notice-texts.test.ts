import { expect, test } from "vitest";
import { activated, instalmentOrder, singleOrder } from "@/lib/domain/histories";
import type { History } from "@/lib/domain/history";
import { noticesOf } from "./notice-texts";
import type { View } from "./view";

const DELETED = "The gateway deleted the card of this order. Nothing is collected until it has another one.";

/** The order's notices for one who may do everything, with its card as the gateway left it. */
function said({ order, now }: History, state: "usable" | "forgotten") {
  const wallet = order.wallet.map((card) => ({ ...card, state }));
  const view: Partial<View> = {
    order: { ...order, wallet },
    now,
    zone: "UTC",
    mayRefund: true,
    mayBill: true,
  };
  return noticesOf(view as View).filter(({ lines }) => lines.includes(DELETED));
}

test("an order that is still to be paid says that the gateway deleted its card, and how it gets another", () => {
  const history = activated(instalmentOrder());
  expect(said(history, "usable")).toEqual([]);
  expect(said(history, "forgotten")).toMatchObject([{ tone: "alert", next: { label: expect.any(String) } }]);
});

test("an order that nothing more is collected from says nothing of a deleted card", () => {
  expect(said(activated(singleOrder()), "forgotten")).toEqual([]);
});
