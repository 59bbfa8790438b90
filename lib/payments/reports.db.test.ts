import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { netPaid } from "@/lib/domain/order/balance";
import { doneOf } from "@/lib/domain/order/result";
import { judged } from "@/lib/gateway/opp/classify";
import { sameForAll } from "@/lib/payments/gateways";
import { cardOf } from "@/lib/sandbox/shopper";
import { carryOut } from "./carry-out";
import { settleCheckout } from "./checkout";
import { receiveReport } from "./report";
import {
  activeOrderOf,
  alertKinds,
  carryOutOrThrow,
  currentOrder,
  debited,
  draftOf,
  lastAttempt,
  newShop,
  openedCheckoutId,
  openPaymentsFixture,
  type PaymentsFixture,
  pendingOrder,
  refusalOfCommand,
  submitCard,
} from "./testing";

let fixture: PaymentsFixture;
beforeAll(async () => {
  fixture = await openPaymentsFixture();
});
afterAll(() => fixture.close());

const byLink = { purpose: "initial", via: "link" } as const;
const good = cardOf("4242424242424242");

async function paidSingle(initialKind: "debit" | "preauthorise" = "debit") {
  const shop = await newShop(fixture);
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "single", { initialKind }));
  return { id, first: lastAttempt(await currentOrder(fixture, id)) };
}

describe("a refund", () => {
  it("is given in parts, up to what was paid", async () => {
    const { id, first } = await paidSingle();
    await carryOutOrThrow(fixture, id, { kind: "refund_payment", attempt: first.number, amount: 4_000 });
    expect(
      await refusalOfCommand(fixture, id, { kind: "refund_payment", attempt: first.number, amount: 6_001 }),
    ).toMatchObject({
      code: "refund_too_large",
      most: 6_000,
    });
    const order = await carryOutOrThrow(fixture, id, {
      kind: "refund_payment",
      attempt: first.number,
      amount: 6_000,
    });
    expect(netPaid(order)).toBe(0);
    expect(order.status).toBe("complete");
    expect(
      await refusalOfCommand(fixture, id, { kind: "refund_payment", attempt: first.number, amount: 1 }),
    ).toEqual({
      code: "nothing_to_refund",
    });
  });

  it("that the gateway refuses changes nothing", async () => {
    const { id, first } = await paidSingle();
    await fixture.bank.next({
      operation: "refund",
      code: "700.400.200",
      transactionId: first.answer?.transactionId ?? "",
    });
    const order = await carryOutOrThrow(fixture, id, {
      kind: "refund_payment",
      attempt: first.number,
      amount: 4_000,
    });
    expect(netPaid(order)).toBe(10_000);
    expect(lastAttempt(order).state).not.toBe("approved");
  });

  it("pressed by two people at once is given once", async () => {
    const { id, first } = await paidSingle();
    const command = { kind: "refund_payment", attempt: first.number, amount: 10_000 } as const;
    const both = await Promise.allSettled([
      carryOutOrThrow(fixture, id, command),
      carryOutOrThrow(fixture, id, command),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(netPaid(await currentOrder(fixture, id))).toBe(0);
  });
});

describe("a pre-authorisation", () => {
  it("is captured in part, once", async () => {
    const { id, first } = await paidSingle("preauthorise");
    expect(
      await refusalOfCommand(fixture, id, { kind: "capture_payment", attempt: first.number, amount: 10_001 }),
    ).toMatchObject({
      code: "capture_too_large",
    });
    const order = await carryOutOrThrow(fixture, id, {
      kind: "capture_payment",
      attempt: first.number,
      amount: 6_000,
    });
    expect(order.status).toBe("complete");
    expect(netPaid(order)).toBe(6_000);
    expect(
      await refusalOfCommand(fixture, id, { kind: "capture_payment", attempt: first.number, amount: 1_000 }),
    ).toMatchObject({
      code: "status",
    });
    const refunded = await carryOutOrThrow(fixture, id, {
      kind: "refund_payment",
      attempt: lastAttempt(order).number,
      amount: 6_000,
    });
    expect(netPaid(refunded)).toBe(0);
  });

  it("is given back whole", async () => {
    const { id, first } = await paidSingle("preauthorise");
    const order = await carryOutOrThrow(fixture, id, { kind: "reverse_payment", attempt: first.number });
    expect(order.status).toBe("complete");
    expect(netPaid(order)).toBe(0);
  });

  it("stays open when the gateway declines its capture", async () => {
    const { id, first } = await paidSingle("preauthorise");
    const transactionId = first.answer?.transactionId ?? "";
    await fixture.bank.next({ operation: "capture", code: "800.100.152", transactionId });
    const declined = await carryOutOrThrow(fixture, id, {
      kind: "capture_payment",
      attempt: first.number,
      amount: 10_000,
    });
    expect(declined.status).toBe("active");
    const order = await carryOutOrThrow(fixture, id, {
      kind: "capture_payment",
      attempt: first.number,
      amount: 10_000,
    });
    expect(order.status).toBe("complete");
    expect(netPaid(order)).toBe(10_000);
  });
});

describe("webhooks", () => {
  it("before the browser comes back: the first tells, the rest changes nothing", async () => {
    const shop = await newShop(fixture);
    const id = await pendingOrder(fixture, shop, draftOf(shop, "single"));
    const { checkoutId } = await submitCard(fixture, await openedCheckoutId(fixture, id, byLink), good);
    await fixture.bank.webhooks({ mode: "held", copies: 3 });
    await fixture.bank.releaseWebhooks();
    const heard = await currentOrder(fixture, id);
    expect(heard.status).toBe("complete");
    expect(heard.attempts).toHaveLength(1);
    const outcome = await settleCheckout(fixture.payments, id, checkoutId, fixture.clock.now);
    expect(doneOf(outcome)).toMatchObject({
      attempt: { state: "approved" },
      order: { version: heard.version },
    });
  });

  it("of a charge whose answer was lost settle it", async () => {
    const shop = await newShop(fixture);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
    await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
    await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("unknown");
    await fixture.bank.releaseWebhooks();
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("approved");
  });

  it("that outran our own answer are part of what came of the act", async () => {
    const { id, first } = await paidSingle();
    const { gateway } = fixture;
    const outrun: typeof gateway = {
      ...gateway,
      async refund(request) {
        const reply = await gateway.refund(request);
        if (reply.kind === "answer")
          await receiveReport(fixture.payments, id.merchantId, reply.answer, fixture.clock.now);
        return reply;
      },
    };
    const command = { kind: "refund_payment", attempt: first.number, amount: 1_000 } as const;
    const actor = { kind: "system" } as const;
    const done = await carryOut({ ...fixture.payments, gateways: sameForAll(outrun) }, id, command, {
      actor,
      now: fixture.clock.now,
    });
    const kinds = doneOf(done).entries.map(({ entry }) => entry.kind);
    expect(kinds).toEqual(["payment_started", "payment_approved"]);
  });

  it("in reversed order, several times each, lead to the same books", async () => {
    const shop = await newShop(fixture);
    const ids = [];
    for (let i = 0; i < 3; i++) {
      const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
      await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
      await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 1_000 + i, note: "" });
      ids.push(id);
    }
    const [first] = ids;
    if (!first) throw new Error("no order");
    await fixture.bank.webhooks({ mode: "held", copies: 2 });
    await fixture.bank.releaseWebhooks("reversed");
    for (const [i, id] of ids.entries()) {
      const order = await currentOrder(fixture, id);
      expect(order.attempts).toHaveLength(2);
      expect(netPaid(order)).toBe(1_000 + i);
      expect(await debited(fixture, order)).toEqual([1_000 + i]);
    }
    expect(await alertKinds(fixture, shop)).toEqual([]);
  });
});

describe("a chargeback", () => {
  it("is booked once and taken back once, whatever the order's status, which stays", async () => {
    const { id, first } = await paidSingle();
    await fixture.bank.webhooks({ mode: "held", copies: 2 });
    const { transactionId } = await fixture.bank.book({
      type: "chargeback",
      transactionId: first.answer?.transactionId ?? "",
    });
    await fixture.bank.releaseWebhooks();
    const charged = await currentOrder(fixture, id);
    expect(netPaid(charged)).toBe(0);
    expect(charged.status).toBe("complete");
    expect(charged.attempts).toHaveLength(2);
    await fixture.bank.book({ type: "chargeback_reversal", transactionId });
    await fixture.bank.releaseWebhooks();
    const back = await currentOrder(fixture, id);
    expect(netPaid(back)).toBe(10_000);
    expect(back.attempts.map(({ type }) => type)).toEqual(["debit", "chargeback", "chargeback_reversal"]);
    expect(await alertKinds(fixture, id)).toEqual(["chargeback", "chargeback"]);
  });

  it("that is heard of before its payment's own report is booked all the same", async () => {
    const shop = await newShop(fixture);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
    await fixture.bank.fault({ effect: "drop_after", operations: ["charge"], count: 1 });
    await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
    const order = await currentOrder(fixture, id);
    const line = (await fixture.bank.ledger()).find(
      ({ reference }) => reference === lastAttempt(order).reference,
    );
    await fixture.bank.book({ type: "rapid_dispute", transactionId: line?.transactionId ?? "" });
    await fixture.bank.releaseWebhooks("reversed");
    const settled = await currentOrder(fixture, id);
    expect(settled.attempts.map(({ type, state }) => `${type} ${state}`)).toEqual([
      "registration approved",
      "debit approved",
      "rapid_dispute approved",
    ]);
    expect(netPaid(settled)).toBe(0);
  });
});

it("books a chargeback's reversal that is heard of before the chargeback", async () => {
  const { id, first } = await paidSingle();
  await fixture.bank.releaseWebhooks();
  const { transactionId } = await fixture.bank.book({
    type: "chargeback",
    transactionId: first.answer?.transactionId ?? "",
  });
  await fixture.bank.book({ type: "chargeback_reversal", transactionId });
  await fixture.bank.webhooks({ mode: "held", copies: 2 });
  await fixture.bank.releaseWebhooks("reversed");
  const order = await currentOrder(fixture, id);
  expect(order.attempts.map(({ type }) => type)).toEqual(["debit", "chargeback", "chargeback_reversal"]);
  expect(netPaid(order)).toBe(10_000);
});

describe("a report that does not fit", () => {
  it("about a settled payment raises an alert and changes nothing", async () => {
    const { id, first } = await paidSingle();
    const said = first.answer as GatewayAnswer;
    await receiveReport(
      fixture.payments,
      id.merchantId,
      judged({ ...said, code: "800.100.155" }, "sandbox"),
      fixture.clock.now,
    );
    const order = await currentOrder(fixture, id);
    expect(order.status).toBe("complete");
    expect(netPaid(order)).toBe(10_000);
    expect(await alertKinds(fixture, id)).toEqual(["contradiction"]);
  });

  it("of another amount than ours is not booked as ours", async () => {
    const shop = await newShop(fixture);
    const id = await activeOrderOf(fixture, shop, draftOf(shop, "metered"));
    await fixture.bank.fault({ effect: "drop_before", operations: ["charge"], count: 1 });
    const order = await carryOutOrThrow(fixture, id, { kind: "charge_now", amount: 4_200, note: "" });
    const answer = {
      ...answerLike(order.attempts[0]?.answer),
      reference: lastAttempt(order).reference,
      amount: 9_900,
    };
    await receiveReport(fixture.payments, shop.merchantId, answer, fixture.clock.now);
    expect(lastAttempt(await currentOrder(fixture, id)).state).toBe("unknown");
    expect(await alertKinds(fixture, shop)).toEqual(["contradiction"]);
  });

  it("to any of ours is kept once and staff are told once", async () => {
    const { id, first } = await paidSingle();
    const stray = {
      ...answerLike(first.answer),
      reference: "ZUID-9-9-nobody",
      transactionId: "9".repeat(32),
    };
    expect(await receiveReport(fixture.payments, id.merchantId, stray, fixture.clock.now)).toBe("kept");
    expect(await receiveReport(fixture.payments, id.merchantId, stray, fixture.clock.now)).toBe("kept");
    expect(await alertKinds(fixture, id)).toEqual(["unknown_report"]);
  });

  it("never moves an order of another merchant", async () => {
    const { id, first } = await paidSingle();
    const other = await newShop(fixture);
    await receiveReport(
      fixture.payments,
      other.merchantId,
      { ...answerLike(first.answer), type: "chargeback", referencedId: first.answer?.transactionId ?? null },
      fixture.clock.now,
    );
    expect(netPaid(await currentOrder(fixture, id))).toBe(10_000);
  });
});

function answerLike(answer: GatewayAnswer | null | undefined): GatewayAnswer {
  if (!answer) throw new Error("no answer");
  const other = { type: "debit", currency: "EUR", code: "000.100.110", transactionId: "8".repeat(32) };
  return judged({ ...answer, ...other }, "sandbox");
}
