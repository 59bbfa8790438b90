import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { withMerchant } from "@/db/client";
import { cards } from "@/db/schema/customers";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { netPaid, refundable } from "@/lib/domain/order/balance";
import { DAY } from "@/lib/domain/value/calendar";
import type { OrderId } from "@/lib/orders/execute";
import { receiveReport, receiveWebhook } from "./report";
import { settleFromAnswers } from "./settle-from-answers";
import {
  activeOrderOf,
  alertKinds,
  attemptRecordOf,
  carryOutOrThrow,
  currentOrder,
  debited,
  draftOf,
  lastAttempt,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
  refusalOfCommand,
} from "./testing";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

let ids = 0;
const newId = () => (ids++).toString(16).padStart(32, "f");

async function paid() {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "single"));
  return { id, first: lastAttempt(await currentOrder(fixture, id)) };
}

/** A metered order whose charge was booked and whose answer was lost. */
async function unanswered(effect: "drop_after" | "drop_before") {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
  await fixture.bank.fault({ effect, operations: ["charge"], count: 1 });
  const order = await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
  return { id, attempt: lastAttempt(order), like: order.attempts[0]?.answer as GatewayAnswer };
}

function record(like: GatewayAnswer, change: Partial<GatewayAnswer>): GatewayAnswer {
  const blank = { reference: null, referencedId: null, amount: null, currency: "EUR", account: null };
  return { ...like, ...blank, code: "000.100.110", transactionId: newId(), ...change };
}

const report = (id: OrderId, answer: GatewayAnswer) =>
  receiveReport(fixture.payments, id.merchantId, answer, fixture.clock.now);

it("asks on while only a 3-D Secure, risk or back-office record stands under the reference, and nothing is booked", async () => {
  const { id, attempt, like } = await unanswered("drop_before");
  const record3d = await attemptRecordOf(fixture, id, attempt);
  const answers = ["authentication", "risk_check", "reversal", "refund", "XX"].map((type) =>
    record(like, { type, reference: attempt.reference, amount: 4_200 }),
  );
  await settleFromAnswers(fixture.payments, record3d, answers, fixture.clock.now);
  expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("unknown");
  expect(netPaid(await currentOrder(fixture, id))).toBe(0);
});

it("reads a query of several records one by one: the payment, and what became of it", async () => {
  const { id, attempt, like } = await unanswered("drop_after");
  const query = await fixture.gateway.query(attempt);
  if (query.kind !== "found") throw new Error("it was booked");
  const own = query.answers[0]?.transactionId ?? "";
  const back = record(like, { type: "chargeback", code: "000.100.200", referencedId: own, amount: 4_200 });
  const won = record(like, { type: "chargeback_reversal", referencedId: back.transactionId, amount: 4_200 });
  const part = record(like, { type: "refund", referencedId: own, amount: 200 });
  const threeD = record(like, { type: "authentication", reference: attempt.reference, amount: 4_200 });
  const all = [won, part, back, threeD, ...query.answers];
  await settleFromAnswers(
    fixture.payments,
    await attemptRecordOf(fixture, id, attempt),
    all,
    fixture.clock.now,
  );
  const order = await currentOrder(fixture, id);
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
  const order = await currentOrder(fixture, id);
  expect(netPaid(order)).toBe(7_000);
  expect(await alertKinds(fixture, id)).toEqual(["back_office"]);
  expect(
    await refusalOfCommand(fixture, id, { kind: "refund_payment", attempt: first.number, amount: 7_001 }),
  ).toMatchObject({ code: "refund_too_large", most: 7_000 });
});

it("books what leans on a booking that is heard of later", async () => {
  const { id, first } = await paid();
  const of = first.answer as GatewayAnswer;
  const back = record(of, { type: "refund", amount: 3_000, referencedId: of.transactionId });
  const undone = record(of, { type: "reversal", amount: 3_000, referencedId: back.transactionId });
  expect(await report(id, undone)).toBe("kept");
  await report(id, back);
  expect(netPaid(await currentOrder(fixture, id))).toBe(10_000);
  expect((await currentOrder(fixture, id)).attempts.map(({ type }) => type)).toEqual([
    "debit",
    "refund",
    "reversal",
  ]);
});

it("does not charge a card whose registration the gateway deleted, and tells staff once", async () => {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment"));
  const order = await currentOrder(fixture, id);
  const gone = { type: "REGISTRATION", answer: null, deregistered: order.cardId ?? "", code: null };
  const told = {
    report: { ...gone, account: order.merchant.accounts.ECOM, merchantId: shop.merchantId },
    sentTo: "elsewhere",
  };
  for (let i = 0; i < 2; i++) await receiveWebhook(fixture.payments, told, fixture.clock.now);
  const [card] = await withMerchant(fixture.db, shop.merchantId, (tx) =>
    tx.select().from(cards).where(eq(cards.merchantId, shop.merchantId)),
  );
  expect(card?.state).toBe("forgotten");
  expect(await alertKinds(fixture, shop)).toEqual(["card_removed"]);
  const before = await debited(fixture, order);
  fixture.clock.now += 40 * DAY;
  const after = await carryOutOrThrow(fixture, id, { kind: "run_due" });
  expect(after.status).toBe("suspended");
  expect(await debited(fixture, after)).toEqual(before);
  fixture.clock.now -= 40 * DAY;
});
