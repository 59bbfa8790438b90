import { afterAll, beforeAll, expect, it } from "vitest";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { netPaid } from "@/lib/domain/order/balance";
import { MINUTE } from "@/lib/domain/value/timetable";
import { judged } from "@/lib/gateway/opp/classify";
import type { OrderId } from "@/lib/orders/execute";
import { askAgain } from "./reconcile";
import { receiveReport } from "./report";
import {
  activeOrderOf,
  alertKinds,
  carryOutOrThrow,
  currentOrder,
  draftOf,
  ledgerOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  reconcileAfter,
  refusalOfCommand,
} from "./testing";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

/** EUR 10.00 was paid; EUR 42.00 is at the gateway, booked there, and EUR 99.00 is reported of it. */
async function contested() {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
  await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 1_000, note: "" });
  await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
  const order = await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
  const [, paid, asked] = order.attempts;
  if (!paid?.answer || !asked) throw new Error("not charged");
  const wrong: GatewayAnswer = {
    ...paid.answer,
    transactionId: "7".repeat(24) + String(id.zuid).padStart(8, "0"),
    reference: asked.reference,
    amount: 9_900,
  };
  const pending = judged({ ...wrong, code: "000.200.000" }, "sandbox");
  return { id, wrong, pending };
}

const tell = (id: OrderId, answer: GatewayAnswer) =>
  receiveReport(fixture.payments, id.merchantId, answer, fixture.clock.now);

it("says a contradiction once, whoever tells it how often at once, and refunds another payment meanwhile", async () => {
  const { id, wrong, pending } = await contested();
  await Promise.all([wrong, pending, wrong, wrong, pending].map((answer) => tell(id, answer)));
  expect(await alertKinds(fixture, id)).toEqual(["contradiction"]);
  expect(await refusalOfCommand(fixture, id, { kind: "charge_now", amount: 100, note: "" })).toEqual({
    code: "report_open",
  });
  const order = await carryOutOrThrow(fixture, id, { kind: "refund_payment", attempt: 2, amount: 400 });
  expect(netPaid(order)).toBe(600);
});

it("asks again at once, and books the result that fits; the report stays for somebody to close", async () => {
  const { id, wrong } = await contested();
  await tell(id, wrong);
  await carryOutOrThrow(fixture, id, { kind: "ask_gateway", attempt: 3 });
  const heard = await askAgain(fixture.payments, id, 3, fixture.clock.now);
  expect(heard?.entries.map(({ entry }) => entry.kind)).toContain("payment_approved");
  const order = await currentOrder(fixture, id);
  expect(heard?.order).toEqual(order);
  expect((await askAgain(fixture.payments, id, 3, fixture.clock.now))?.entries).toEqual([]);
  expect(order.attempts[2]).toMatchObject({ state: "approved", amount: 4_200 });
  const closed = await carryOutOrThrow(fixture, id, {
    kind: "close_report",
    attempt: 3,
    report: 0,
    reason: "Asked the bank",
  });
  expect(netPaid(closed)).toBe(5_200);
  expect(closed.attempts[2]?.reports).toMatchObject([{ state: "closed", reason: "Asked the bank" }]);
});

it("asked about by hand, an attempt is as old as the process that asks says it is", async () => {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
  await fixture.bank.fault({ effect: "drop_before", operations: ["charge"], count: 1 });
  const { attempts } = await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
  const number = attempts.length;
  await askAgain(fixture.payments, id, number, fixture.clock.now);
  expect((await currentOrder(fixture, id)).attempts.at(-1)).toMatchObject({ state: "unknown" });
  const later = { ...fixture.payments, machineNow: () => fixture.payments.machineNow() + 20 * MINUTE };
  await askAgain(later, id, number, fixture.clock.now);
  expect((await currentOrder(fixture, id)).attempts.at(-1)).toMatchObject({ state: "abandoned" });
});

it("closed, is still watched: the late result that fits is found and booked once", async () => {
  const { id, wrong } = await contested();
  await tell(id, wrong);
  const closed = await carryOutOrThrow(fixture, id, {
    kind: "close_report",
    attempt: 3,
    report: 0,
    reason: "Not ours",
  });
  expect(closed.attempts[2]?.state).toBe("abandoned");
  await reconcileAfter(fixture, 70);
  await tell(id, wrong);
  const order = await currentOrder(fixture, id);
  expect(order.attempts[2]?.state).toBe("approved");
  expect(netPaid(order)).toBe(5_200);
  const lines = await ledgerOf(fixture, order);
  expect(lines.filter(({ type, isApproved }) => type === "debit" && isApproved)).toHaveLength(2);
});
