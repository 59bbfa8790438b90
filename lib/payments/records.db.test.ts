import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { cards } from "@/db/schema/customers";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { netPaid, refundable } from "@/lib/domain/order/balance";
import type { OrderId } from "@/lib/orders/execute";
import { learn } from "./learn";
import { receiveReport, receiveWebhook } from "./report";
import {
  act,
  activated,
  alertsOf,
  DAY,
  debited,
  draftOf,
  last,
  newShop,
  openTill,
  recordOf,
  refused,
  standing,
  type Till,
} from "./testing";

let till: Till;
beforeAll(async () => {
  till = await openTill();
});
afterAll(() => till.close());

let ids = 0;
const newId = () => (ids++).toString(16).padStart(32, "f");

async function paid() {
  const shop = await newShop(till);
  const id = await activated(till, shop, draftOf(shop, "single"));
  return { id, first: last(await standing(till, id)) };
}

/** A metered order whose charge was booked and whose answer was lost. */
async function unanswered(effect: "drop_after" | "drop_before") {
  const shop = await newShop(till);
  const id = await activated(till, shop, draftOf(shop, "metered"));
  await till.bank.fault({ effect, operations: ["charge"], count: 1 });
  const order = await act(till, id, { kind: "charge_now", amount: 4_200, note: "" });
  return { id, attempt: last(order), like: order.attempts[0]?.answer as GatewayAnswer };
}

function record(like: GatewayAnswer, change: Partial<GatewayAnswer>): GatewayAnswer {
  const blank = { reference: null, referencedId: null, amount: null, currency: "EUR", account: null };
  return { ...like, ...blank, code: "000.100.110", transactionId: newId(), ...change };
}

const report = (id: OrderId, answer: GatewayAnswer) =>
  receiveReport(till.payments, id.merchantId, answer, till.clock.now);

it("asks on while only a 3-D Secure, risk or back-office record stands under the reference, and nothing is booked", async () => {
  const { id, attempt, like } = await unanswered("drop_before");
  const record3d = await recordOf(till, id, attempt);
  const answers = ["authentication", "risk_check", "reversal", "refund", "XX"].map((type) =>
    record(like, { type, reference: attempt.reference, amount: 4_200 }),
  );
  await learn(till.payments, record3d, answers, till.clock.now);
  expect(last(await standing(till, id)).state).toBe("unknown");
  expect(netPaid(await standing(till, id))).toBe(0);
});

it("reads a query of several records one by one: the payment, and what became of it", async () => {
  const { id, attempt, like } = await unanswered("drop_after");
  const query = await till.payments.gateway.query(attempt);
  if (query.kind !== "found") throw new Error("it was booked");
  const own = query.answers[0]?.transactionId ?? "";
  const back = record(like, { type: "chargeback", code: "000.100.200", referencedId: own, amount: 4_200 });
  const won = record(like, { type: "chargeback_reversal", referencedId: back.transactionId, amount: 4_200 });
  const part = record(like, { type: "refund", referencedId: own, amount: 200 });
  const threeD = record(like, { type: "authentication", reference: attempt.reference, amount: 4_200 });
  const all = [won, part, back, threeD, ...query.answers];
  await learn(till.payments, await recordOf(till, id, attempt), all, till.clock.now);
  const order = await standing(till, id);
  expect(order.attempts.map(({ type, state }) => `${type} ${state}`)).toEqual([
    "registration approved",
    "debit approved",
    "refund approved",
    "chargeback approved",
    "chargeback_reversal approved",
  ]);
  expect(netPaid(order)).toBe(4_000);
  expect(refundable(order, order.attempts[1] as never)).toBe(4_000);
});

it("books a back-office refund without our reference on the payment that it names, however often it comes", async () => {
  const { id, first } = await paid();
  const back = record(first.answer as GatewayAnswer, {
    type: "refund",
    amount: 3_000,
    referencedId: first.answer?.transactionId ?? null,
  });
  await Promise.all([report(id, back), report(id, back), report(id, back)]);
  const order = await standing(till, id);
  expect(netPaid(order)).toBe(7_000);
  expect(await alertsOf(till, id)).toEqual(["back_office"]);
  expect(
    await refused(till, id, { kind: "refund_payment", attempt: first.number, amount: 7_001 }),
  ).toMatchObject({ code: "refund_too_large", most: 7_000 });
});

it("books what leans on a booking that is heard of later", async () => {
  const { id, first } = await paid();
  const of = first.answer as GatewayAnswer;
  const back = record(of, { type: "refund", amount: 3_000, referencedId: of.transactionId });
  const undone = record(of, { type: "reversal", amount: 3_000, referencedId: back.transactionId });
  expect(await report(id, undone)).toBe("kept");
  await report(id, back);
  expect(netPaid(await standing(till, id))).toBe(10_000);
  expect((await standing(till, id)).attempts.map(({ type }) => type)).toEqual([
    "debit",
    "refund",
    "reversal",
  ]);
});

it("does not charge a card whose registration the gateway deleted, and tells staff once", async () => {
  const shop = await newShop(till);
  const id = await activated(till, shop, draftOf(shop, "instalment"));
  const order = await standing(till, id);
  const report = { type: "REGISTRATION", answer: null, deregistered: order.cardId ?? "" };
  const told = { report, account: order.merchant.accounts.ECOM, sentTo: "elsewhere" };
  for (let i = 0; i < 2; i++) await receiveWebhook(till.payments, told, till.clock.now);
  const [card] = await withMerchant(till.db, shop.merchantId, (tx) =>
    tx.select().from(cards).where(eq(cards.merchantId, shop.merchantId)),
  );
  expect(card?.state).toBe("forgotten");
  expect(await alertsOf(till, shop)).toEqual(["card_removed"]);
  const before = await debited(till, order);
  till.clock.now += 40 * DAY;
  const after = await act(till, id, { kind: "run_due" });
  expect(after.status).toBe("suspended");
  expect(await debited(till, after)).toEqual(before);
  till.clock.now -= 40 * DAY;
});
