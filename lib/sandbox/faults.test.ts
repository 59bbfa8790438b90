import { expect, test } from "vitest";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { cardOf, payCheckout } from "./shopper";
import { sandboxed } from "./testing";

const account = "e";
const terms = { account, type: "debit", amount: 1_000, currency: "EUR", agreement: "recurring" } as const;
const standing = {
  recurrence: "repeated",
  by: "merchant",
  agreement: "recurring",
  initialTransactionId: null,
} as const;

async function storedCard(number: Parameters<typeof cardOf>[0] = "4242424242424242", timeoutMs = 2_000) {
  const sandbox = await sandboxed();
  const asked = oppGateway({ url: sandbox.url, token: sandbox.token, timeoutMs });
  const opened = await asked.openCheckout({
    ...terms,
    type: "registration",
    amount: null,
    reference: "card",
  });
  if (opened.kind !== "opened") throw new Error(opened.kind);
  const paid = await payCheckout(sandbox.url, opened.checkoutId, cardOf(number));
  const result = await asked.checkoutResult({ ...paid, type: "registration", account });
  const registrationId = result.kind === "answer" ? (result.answer.registrationId ?? "") : "";
  const charge = (reference: string) => asked.charge({ ...terms, registrationId, reference, standing });
  const query = (reference: string) => asked.query({ account, reference });
  return { ...sandbox, gateway: asked, registrationId, charge, query };
}

test.each([
  ["drop_before", "not_found"],
  ["error_before", "not_found"],
  ["drop_after", "found"],
  ["error_after", "found"],
] as const)("%s: silence, and a query says %s", async (effect, truth) => {
  const { charge, query, drill } = await storedCard();
  await drill.fault({ effect, operations: ["charge"], count: 1 });
  expect(await charge("a")).toMatchObject({ kind: "silence" });
  expect(await query("a")).toMatchObject({ kind: truth });
  expect(await charge("b")).toMatchObject({ kind: "answer" });
});

test("an answer later than our patience is there when queried", async () => {
  const { charge, query, drill } = await storedCard();
  await drill.fault({ effect: "answer_late", operations: ["charge"], referencePrefix: "late", seconds: 60 });
  expect(await charge("late-1")).toMatchObject({ kind: "silence" });
  expect(await query("late-1")).toMatchObject({ kind: "found" });
  expect(await charge("prompt")).toMatchObject({ kind: "answer" });
});

test("a request that was held back is booked when it is released", async () => {
  const { charge, query, drill } = await storedCard();
  await drill.fault({ effect: "book_late", operations: ["charge"], count: 1 });
  expect(await charge("a")).toMatchObject({ kind: "silence" });
  expect(await query("a")).toMatchObject({ kind: "not_found" });
  expect(await drill.release()).toEqual({ booked: 1 });
  expect(await query("a")).toMatchObject({ kind: "found" });
});

test("the card that never answers has paid all the same", async () => {
  const { charge, query } = await storedCard("4000000000000119");
  expect(await charge("a")).toMatchObject({ kind: "silence" });
  expect(await query("a")).toMatchObject({ answers: [{ code: "000.000.000" }] });
});

test("latency holds for every call until it is taken off", async () => {
  const { charge, drill } = await storedCard();
  await drill.latency(600_000);
  expect(await charge("a")).toMatchObject({ kind: "silence" });
  expect(await charge("b")).toMatchObject({ kind: "silence" });
  await drill.latency(0);
  expect(await charge("c")).toMatchObject({ kind: "answer" });
});

test("chance is seeded: the same references fail in every run, in any order", async () => {
  async function run(references: string[]) {
    const { charge, drill } = await storedCard();
    await drill.fault({ effect: "error_before", operations: ["charge"], probability: 0.5, seed: "s" });
    const failed: string[] = [];
    for (const one of references) if ((await charge(one)).kind === "silence") failed.push(one);
    return failed.sort();
  }
  const references = Array.from({ length: 20 }, (_, i) => `ref-${i}`);
  const failed = await run(references);
  expect(failed.length).toBeGreaterThan(4);
  expect(failed.length).toBeLessThan(16);
  expect(await run(references.toReversed())).toEqual(failed);
});

test("outcomes are arranged: the next ones by hand, the rest by a seeded mix", async () => {
  const { charge, registrationId, drill } = await storedCard("4242424242424242", 30_000);
  await drill.next({ registrationId, code: "800.100.152", adviceCode: "25", times: 2 });
  expect(await charge("a")).toMatchObject({ answer: { code: "800.100.152", merchantAdviceCode: "25" } });
  expect(await charge("b")).toMatchObject({ answer: { code: "800.100.152" } });
  expect(await charge("c")).toMatchObject({ answer: { code: "000.000.000" } });

  await drill.mix({ seed: "year", rates: [{ code: "800.100.155", share: 0.3 }] });
  const codes = await Promise.all(
    Array.from({ length: 100 }, async (_, i) => {
      const reply = await charge(`mixed-${i}`);
      return reply.kind === "answer" ? reply.answer.code : reply.kind;
    }),
  );
  const declined = codes.filter((code) => code === "800.100.155").length;
  expect(declined).toBeGreaterThan(15);
  expect(declined).toBeLessThan(45);
  expect(codes.filter((code) => code === "000.000.000")).toHaveLength(100 - declined);
  await drill.mix(null);
  expect(await charge("after")).toMatchObject({ answer: { code: "000.000.000" } });
});

test("a holder named after an uncertain result has paid, which a query knows", async () => {
  const { url, token } = await sandboxed();
  const asked = oppGateway({ url, token });
  const opened = await asked.openCheckout({ ...terms, reference: "a" });
  if (opened.kind !== "opened") throw new Error(opened.kind);
  const paid = await payCheckout(
    url,
    opened.checkoutId,
    cardOf("4242424242424242", { holder: "900.100.300" }),
  );
  expect(await asked.checkoutResult({ ...paid, type: "debit", account })).toMatchObject({
    answer: { code: "900.100.300" },
  });
  expect(await asked.query({ account, reference: "a" })).toMatchObject({
    answers: [{ code: "000.000.000" }],
  });
});

test("chargebacks, disputes and their reversals stand in the ledger under the payment's reference", async () => {
  const { charge, query, drill } = await storedCard();
  const charged = await charge("a");
  const transactionId = charged.kind === "answer" ? (charged.answer.transactionId ?? "") : "";
  const back = await drill.book({ type: "chargeback", transactionId });
  await drill.book({ type: "chargeback_reversal", transactionId: back.transactionId });
  await drill.book({ type: "rapid_dispute", transactionId, amount: 300 });
  await expect(drill.book({ type: "chargeback_reversal", transactionId })).rejects.toThrow(/404/);
  expect(await query("a")).toMatchObject({
    answers: [
      { type: "debit", amount: 1_000, referencedId: null },
      { type: "chargeback", amount: 1_000, referencedId: transactionId },
      { type: "chargeback_reversal", amount: 1_000, referencedId: back.transactionId },
      { type: "rapid_dispute", amount: 300, referencedId: transactionId },
    ],
  });
});

test("a payment can be told as another amount or currency than was booked, until it is resolved", async () => {
  const { charge, query, drill } = await storedCard();
  await drill.next({ code: "000.100.110", written: { amount: "ninety-nine", currency: "GBP" } });
  const told = { currency: "GBP", amount: null, unreadable: { amount: "ninety-nine" } };
  const charged = await charge("a");
  expect(charged).toMatchObject({ answer: told });
  expect(await query("a")).toMatchObject({ answers: [told] });
  expect((await drill.ledger()).find(({ reference }) => reference === "a")).toMatchObject({
    amount: 1_000,
    currency: "EUR",
  });
  await drill.next({ code: "000.100.110", written: { amount: "99.00" } });
  expect(await charge("b")).toMatchObject({ answer: { amount: 9_900, currency: "EUR" } });
  expect((await drill.ledger()).find(({ reference }) => reference === "b")).toMatchObject({ amount: 9_900 });
  const transactionId = charged.kind === "answer" ? (charged.answer.transactionId ?? "") : "";
  await drill.resolve(transactionId, "000.100.110");
  expect(await query("a")).toMatchObject({ answers: [{ amount: 1_000, currency: "EUR" }] });
});

test("the control endpoint is closed to strangers and says what it does not understand", async () => {
  const { url, drill } = await storedCard();
  expect((await fetch(`${url}/control/ledger`)).status).toBe(403);
  await expect(drill.fault({ effect: "nonsense" as "drop_after" })).rejects.toThrow(/400/);
});
