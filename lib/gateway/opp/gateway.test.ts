import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { cardOf, payCheckout } from "@/lib/sandbox/shopper";
import { sandboxed } from "@/lib/sandbox/testing";
import type { Checkout } from "../port";
import { oppGateway } from "./gateway";

const account = "8ac7a4ca880534c8018805754232";
const order: Checkout = {
  account,
  reference: "attempt-1",
  type: "debit",
  amount: 9_200,
  currency: "EUR",
  agreement: "recurring",
};

async function bank() {
  const sandbox = await sandboxed();
  const asked = oppGateway({ url: sandbox.url, token: sandbox.token, timeoutMs: 2_000 });

  async function checkout(number: Parameters<typeof cardOf>[0], more: Partial<Checkout> = {}) {
    const opened = await asked.openCheckout({ ...order, ...more });
    if (opened.kind !== "opened") throw new Error(opened.kind);
    const { checkoutId } = await payCheckout(sandbox.url, opened.checkoutId, cardOf(number));
    const result = await asked.checkoutResult({ checkoutId, type: more.type ?? "debit", account });
    if (result.kind !== "answer") throw new Error(result.kind);
    return { checkoutId, answer: result.answer };
  }
  return { ...sandbox, gateway: asked, checkout };
}

const standing = {
  recurrence: "repeated",
  by: "merchant",
  agreement: "recurring",
  initialTransactionId: null,
} as const;

test("a paid checkout tells once what it booked, then only a query does", async () => {
  const { gateway, checkout } = await bank();
  const { checkoutId, answer } = await checkout("5454545454545454");
  expect(answer).toMatchObject({
    type: "debit",
    reference: "attempt-1",
    amount: 9_200,
    currency: "EUR",
    code: "000.000.000",
    brand: "MASTER",
    registrationId: expect.stringMatching(/^[0-9a-f]{32}$/),
    initialTransactionId: expect.stringMatching(/^\d{15}$/),
    card: { bin: "545454", last4: "5454", holder: "Jane Jones", expiryMonth: 12, expiryYear: 2034 },
    timestamp: "2026-01-15T09:00:00.000Z",
  });
  expect(await gateway.checkoutResult({ checkoutId, type: "debit", account })).toEqual({ kind: "expired" });
  expect(await gateway.query({ account, reference: "attempt-1" })).toEqual({
    kind: "found",
    answers: [answer],
  });
  expect(await gateway.query({ account: "another", reference: "attempt-1" })).toMatchObject({
    kind: "not_found",
  });
  expect(await gateway.query({ account, reference: "attempt-2" })).toMatchObject({ kind: "not_found" });
});

test("a registration moves no money and its id is the token", async () => {
  const { gateway, checkout, drill } = await bank();
  const { answer } = await checkout("4242424242424242", { type: "registration", amount: null });
  expect(answer).toMatchObject({ type: "registration", amount: null, registrationId: answer.transactionId });
  const registrationId = answer.registrationId ?? "";
  const read = await gateway.readRegistration({ account, registrationId });
  expect(read).toMatchObject({ answer: { registrationId, card: { last4: "4242" } } });
  expect(await gateway.query({ account, reference: "attempt-1" })).toMatchObject({
    answers: [{ type: "registration", registrationId }],
  });

  await gateway.forgetRegistration({ account, registrationId });
  const charge = { account, registrationId, reference: "attempt-2", amount: 100, currency: "EUR" } as const;
  const charged = await gateway.charge({ ...charge, type: "debit", standing });
  expect(charged).toMatchObject({ kind: "answer", answer: { code: "100.150.202" } });
  expect((await drill.ledger()).filter((line) => line.isApproved && line.type === "debit")).toEqual([]);
});

test("an unpaid checkout is pending, and a path that is none of a checkout's names none", async () => {
  const { gateway } = await bank();
  const opened = await gateway.openCheckout(order);
  if (opened.kind !== "opened") throw new Error(opened.kind);
  const { checkoutId } = opened;
  expect(await gateway.checkoutResult({ checkoutId, type: "debit", account })).toMatchObject({
    answer: { code: "000.200.000" },
  });
  const from = (path: string) => gateway.returnedFrom((name) => (name === "resourcePath" ? path : null));
  for (const resource of ["payment", "registration"])
    expect(from(`/v1/checkouts/${checkoutId}/${resource}`)).toBe(checkoutId);
  const path = `/v1/checkouts/${checkoutId}/payment`;
  for (const strange of ["/v1/query", `${path}/`, `${path}?a=b`, "//evil/v1/checkouts/a/payment", ""])
    expect(from(strange)).toBeNull();
});

test("a stored card is charged, and a decline is an answer", async () => {
  const { gateway, checkout } = await bank();
  const { answer } = await checkout("4000000000000341");
  const charged = await gateway.charge({
    account,
    registrationId: answer.registrationId ?? "",
    reference: "attempt-2",
    type: "debit",
    amount: 500,
    currency: "JPY",
    standing: { ...standing, initialTransactionId: answer.initialTransactionId },
  });
  expect(charged).toMatchObject({
    kind: "answer",
    answer: {
      code: "800.100.155",
      amount: 500,
      currency: "JPY",
      acquirerResponse: "51",
      visaCategoryCode: "2",
      initialTransactionId: answer.initialTransactionId,
    },
  });
});

test("capture, refund and reversal keep within what was authorised", async () => {
  const { gateway, checkout } = await bank();
  const { answer } = await checkout("4242424242424242", { type: "authorisation", agreement: null });
  expect(answer.registrationId).toBeNull();
  const about = { account, transactionId: answer.transactionId ?? "", currency: "EUR" as const };
  const code = async (reply: ReturnType<typeof gateway.capture>) => {
    const answered = await reply;
    return answered.kind === "answer" ? answered.answer.code : answered.kind;
  };

  expect(await code(gateway.capture({ ...about, reference: "c1", amount: 9_201 }))).toBe("700.400.100");
  expect(await code(gateway.refund({ ...about, reference: "c2", amount: 100 }))).toBe("700.400.520");
  const captured = await gateway.capture({ ...about, reference: "c3", amount: 6_000 });
  expect(captured).toMatchObject({
    answer: { type: "capture", code: "000.000.000", referencedId: about.transactionId },
  });
  expect(await code(gateway.capture({ ...about, reference: "c4", amount: 100 }))).toBe("700.300.300");
  expect(await code(gateway.reverse({ ...about, reference: "c5", amount: 9_200 }))).toBe("700.300.300");

  const transactionId = captured.kind === "answer" ? (captured.answer.transactionId ?? "") : "";
  const back = { ...about, transactionId };
  expect(await code(gateway.refund({ ...back, reference: "r1", amount: 4_000 }))).toBe("000.000.000");
  expect(await code(gateway.refund({ ...back, reference: "r2", amount: 2_001 }))).toBe("700.400.200");
  expect(await code(gateway.refund({ ...back, reference: "r3", amount: 2_000 }))).toBe("000.000.000");
  expect(await code(gateway.refund({ ...back, reference: "r4", amount: 1 }))).toBe("700.300.300");
  expect(
    await code(gateway.refund({ ...back, transactionId: "f".repeat(32), reference: "r5", amount: 1 })),
  ).toBe("700.400.580");
});

test("an authorisation is let go once", async () => {
  const { gateway, checkout } = await bank();
  const { answer } = await checkout("4242424242424242", { type: "authorisation" });
  const about = {
    account,
    transactionId: answer.transactionId ?? "",
    amount: 9_200,
    currency: "EUR",
  } as const;
  expect(await gateway.reverse({ ...about, reference: "v1" })).toMatchObject({
    answer: { code: "000.000.000" },
  });
  expect(await gateway.reverse({ ...about, reference: "v2" })).toMatchObject({
    answer: { code: "700.300.300" },
  });
  expect(await gateway.capture({ ...about, reference: "v3" })).toMatchObject({
    answer: { code: "700.300.300" },
  });
});

test("one payment is read twice a minute", async () => {
  const { gateway, checkout, clock } = await bank();
  const { answer } = await checkout("4242424242424242");
  const read = () => gateway.payment({ account, transactionId: answer.transactionId ?? "" });
  expect(await read()).toMatchObject({ answer: { code: "000.000.000" } });
  expect(await read()).toMatchObject({ answer: { code: "000.000.000" } });
  expect(await read()).toMatchObject({ answer: { code: "800.120.100" } });
  clock.machineNow += 60_000;
  expect(await read()).toMatchObject({ answer: { code: "000.000.000" } });
  expect(await gateway.payment({ account, transactionId: "unknown" })).toMatchObject({ kind: "not_found" });
});

test("a wrong token is an answer of the gateway, and proves nothing to a query", async () => {
  const { url } = await sandboxed();
  const stranger = oppGateway({ url, token: "wrong" });
  expect(await stranger.openCheckout(order)).toMatchObject({
    kind: "refused",
    answer: { code: "800.900.300" },
  });
  expect(await stranger.query({ account, reference: "attempt-1" })).toMatchObject({ kind: "silence" });
});

test("a record without a result is unknown, and hides none of the others under its reference", async () => {
  const debit = { paymentType: "DB", amount: "92.00", currency: "EUR", id: "a".repeat(32) };
  const payments = [{ paymentType: "3D" }, { ...debit, result: { code: "000.000.000" } }, null];
  const server = createServer((_request, response) => {
    response.writeHead(200).end(JSON.stringify({ result: { code: "000.000.100" }, payments }));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const found = await oppGateway({ url, token: "t" }).query({ account, reference: "a" });
  expect(found.kind === "found" && found.answers.map(({ type, verdict }) => [type, verdict.outcome])).toEqual(
    [
      ["authentication", "unknown"],
      ["debit", "approved"],
      [null, "unknown"],
    ],
  );
});

test("whatever is no answer is silence", async () => {
  const says: [number, string][] = [
    [500, `{"result":{"code":"000.000.000"}}`],
    [200, "<html>"],
    [200, "[]"],
    [200, "{}"],
    [403, "Forbidden"],
    [404, `{"result":"gone"}`],
  ];
  const server = createServer((request, response) => {
    const [status, text] = says[Number(request.headers.authorization?.slice(7))] ?? [0, ""];
    if (status === 0) return;
    response.writeHead(status).end(text);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  onTestFinished(() => void server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  for (const [token] of says.entries()) {
    expect(await oppGateway({ url, token: `${token}` }).query({ account, reference: "a" })).toMatchObject({
      kind: "silence",
    });
  }
  const mute = oppGateway({ url, token: "99", timeoutMs: 50 });
  expect(await mute.openCheckout(order)).toEqual({ kind: "silence", why: "no answer within 50 ms" });
  server.close().closeAllConnections();
  const refused = await oppGateway({ url, token: "0" }).query({ account, reference: "a" });
  expect(refused).toEqual({ kind: "silence", why: "the gateway cannot be reached (ECONNREFUSED)" });
});
