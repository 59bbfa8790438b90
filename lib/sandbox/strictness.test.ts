import { expect, test } from "vitest";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { cardOf, payCheckout } from "./shopper";
import { sandboxed } from "./testing";

const account = "e";

type Said = { status: number; code: string; id?: string; wrong?: string; type?: string };

/** The gateway asked in its own bytes, with a card stored by a first payment of EUR 10.00 under "first". */
async function gate(type: "debit" | "authorisation" = "debit") {
  const sandbox = await sandboxed();
  const asked = oppGateway({ url: sandbox.url, token: sandbox.token });

  async function ask(path: string, form: Record<string, string>, method = "POST", token = sandbox.token) {
    const values = new URLSearchParams(form);
    const response = await fetch(`${sandbox.url}${path}${method === "GET" ? `?${values}` : ""}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: method === "GET" ? undefined : values,
    });
    const body = await response.json();
    const { code } = body.result;
    return {
      status: response.status,
      code,
      id: body.id,
      wrong: body.parameterErrors?.[0]?.name,
      type: body.paymentType,
    } as Said;
  }

  const checkout = await asked.openCheckout({
    ...{ account, reference: "first", type, amount: 1_000, currency: "EUR", agreement: "recurring" },
  });
  if (checkout.kind !== "opened") throw new Error(checkout.kind);
  await payCheckout(sandbox.url, checkout.checkoutId, cardOf("4242424242424242"));
  const found = await asked.query({ account, reference: "first" });
  const [first] = found.kind === "found" ? found.answers : [];
  const charge = (more: Record<string, string>) =>
    ask(`/v1/registrations/${first?.registrationId}/payments`, {
      ...{ entityId: account, paymentType: "DB", amount: "10.00", currency: "EUR", ...more },
    });
  const followUp = (paymentType: string, more: Record<string, string> = {}, id = first?.transactionId) =>
    ask(`/v1/payments/${id}`, { entityId: account, paymentType, amount: "10.00", currency: "EUR", ...more });
  const registrationId = first?.registrationId ?? "";
  return {
    ...sandbox,
    ask,
    asked,
    charge,
    followUp,
    registrationId,
    transactionId: first?.transactionId ?? "",
  };
}

const standing = (mode: string, source: string, type: string) => ({
  "standingInstruction.mode": mode,
  "standingInstruction.source": source,
  "standingInstruction.type": type,
});

test("a reference of more than 255 characters is refused, and nothing is booked", async () => {
  const { charge, followUp, drill } = await gate();
  const tooLong = { merchantTransactionId: "x".repeat(256) };
  const before = (await drill.ledger()).length;
  for (const said of [await charge(tooLong), await followUp("RF", tooLong)])
    expect(said).toMatchObject({ code: "200.300.404", wrong: "merchantTransactionId" });
  expect(await drill.ledger()).toHaveLength(before);
  expect(await charge({ merchantTransactionId: "x".repeat(255) })).toMatchObject({ code: "000.000.000" });
});

test.each([
  ["mode", standing("AGAIN", "MIT", "RECURRING")],
  ["source", standing("REPEATED", "SHOP", "RECURRING")],
  ["type", standing("REPEATED", "MIT", "SUBSCRIPTION")],
  ["source", standing("INITIAL", "MIT", "RECURRING")],
  ["type", { "standingInstruction.mode": "REPEATED", "standingInstruction.source": "MIT" }],
])("a standing instruction whose %s makes no sense is refused", async (name, form) => {
  const { charge } = await gate();
  expect(await charge(form)).toMatchObject({ code: "200.300.404", wrong: `standingInstruction.${name}` });
});

test("an empty parameter is an absent one, and the channel may be named in either of two ways", async () => {
  const { charge } = await gate();
  const empty = { merchantTransactionId: "", ...standing("", "", "") };
  expect(await charge(empty)).toMatchObject({ code: "000.000.000" });
  expect(await charge({ entityId: "" })).toMatchObject({ code: "200.300.404", wrong: "entityId" });
  expect(await charge({ entityId: "", "authentication.entityId": account })).toMatchObject({
    code: "000.000.000",
  });
});

test("a wrong type, a wrong currency and too high an amount are told apart", async () => {
  const debit = await gate();
  expect(await debit.followUp("CP")).toMatchObject({ code: "700.400.510" });
  expect(await debit.followUp("RF", { currency: "USD" })).toMatchObject({ code: "700.100.500" });
  const refunded = await debit.followUp("RF", { amount: "4.00" });
  expect(await debit.followUp("RF", {}, refunded.id)).toMatchObject({ code: "700.100.700" });

  const hold = await gate("authorisation");
  expect(await hold.followUp("RF")).toMatchObject({ code: "700.400.520" });
  expect(await hold.followUp("RV", { amount: "10.01" })).toMatchObject({ code: "700.400.300" });
  const captured = await hold.followUp("CP");
  expect(await hold.followUp("RV", {}, captured.id)).toMatchObject({ code: "700.400.530" });
});

test("a debit is reversed until it is settled, and only once", async () => {
  const fresh = await gate();
  expect(await fresh.followUp("RV")).toMatchObject({ code: "000.000.000", type: "RV" });
  expect(await fresh.followUp("RV")).toMatchObject({ code: "700.300.300" });
  expect(await fresh.followUp("RF")).toMatchObject({ code: "700.300.300" });

  const settled = await gate();
  settled.clock.now += 24 * 60 * 60_000;
  expect(await settled.followUp("RV")).toMatchObject({ code: "700.300.700" });
});

test("one record is queried by the gateway's id, as often as one likes", async () => {
  const { ask, transactionId } = await gate();
  for (let time = 0; time < 4; time++)
    expect(await ask(`/v1/query/${transactionId}`, { entityId: account }, "GET")).toMatchObject({
      ...{ status: 200, code: "000.000.000", id: transactionId },
    });
  expect(await ask(`/v1/query/${transactionId}`, { entityId: "other" }, "GET")).toMatchObject({
    code: "700.400.580",
  });
});

test("a wrong token is forbidden, with an id to ask about", async () => {
  const { ask } = await gate();
  expect(await ask("/v1/query", { entityId: account }, "GET", "wrong")).toEqual({
    ...{ status: 403, code: "800.900.300", id: expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
});

test("records of authentication and risk stand beside a payment, whatever becomes of it", async () => {
  const { drill, charge } = await gate();
  await drill.companions(["authentication", "risk_check", "reversal"]);
  await charge({ merchantTransactionId: "good" });
  await drill.next({ code: "800.100.155" });
  await charge({ merchantTransactionId: "bad" });
  const ledger = await drill.ledger();
  const under = (reference: string) =>
    ledger.filter((line) => line.reference === reference).map((line) => [line.type, line.isApproved]);
  expect(under("good")).toEqual([
    ["authentication", true],
    ["risk_check", true],
    ["debit", true],
  ]);
  expect(under("bad")).toEqual([
    ["authentication", true],
    ["risk_check", true],
    ["debit", false],
    ["reversal", true],
  ]);
});

test("the back office books refunds and reversals under no reference, or under any", async () => {
  const { drill, transactionId } = await gate();
  await drill.book({ type: "refund", transactionId, amount: 300 });
  await drill.book({ type: "reversal", transactionId, reference: "first" });
  await drill.book({ type: "authentication", transactionId });
  const [, ...later] = await drill.ledger();
  expect(later).toMatchObject([
    { type: "refund", amount: 300, reference: null, referencedId: transactionId },
    { type: "reversal", amount: 1_000, reference: "first", referencedId: transactionId },
    { type: "authentication", amount: 1_000, reference: "first", referencedId: null },
  ]);
});

test("a stored card belongs to the entity that it was stored for: to another one it does not exist", async () => {
  const { ask, charge, registrationId, drill } = await gate();
  const other = { entityId: "of another channel" };
  const path = `/v1/registrations/${registrationId}`;
  expect(await charge({ ...other, merchantTransactionId: "foreign" })).toMatchObject({
    ...{ status: 400, code: "100.150.200" },
  });
  for (const method of ["GET", "DELETE"]) {
    expect(await ask(`${path}?entityId=other`, other, method)).toMatchObject({
      ...{ status: 404, code: "100.150.200" },
    });
    expect(await ask(path, {}, method)).toMatchObject({ code: "200.300.404", wrong: "entityId" });
  }
  expect((await drill.ledger()).at(-1)).toMatchObject({ reference: "foreign", registrationId: null });
  expect(await charge({})).toMatchObject({ status: 200, code: "000.000.000" });
});

test("the ledger names each repeated Mastercard charge that does not name its card's first payment", async () => {
  const { asked, url, drill } = await sandboxed().then((sandbox) => ({
    ...sandbox,
    asked: oppGateway({ url: sandbox.url, token: sandbox.token }),
  }));
  const money = { amount: 1_000, currency: "EUR" as const };
  const stored = async (
    reference: string,
    type: "debit" | "registration",
    number: "5454545454545454" | "4242424242424242",
  ) => {
    const checkout = await asked.openCheckout({
      account,
      reference,
      type,
      ...money,
      agreement: "recurring",
    });
    if (checkout.kind !== "opened") throw new Error(checkout.kind);
    await payCheckout(url, checkout.checkoutId, cardOf(number));
    const result = await asked.checkoutResult({ checkoutId: checkout.checkoutId, type, account });
    if (result.kind !== "answer") throw new Error(result.kind);
    return result.answer;
  };
  const charge = async (registrationId: string | null, reference: string, value: string | undefined) => {
    const reply = await asked.charge({
      ...{ account, registrationId: registrationId ?? "", reference, type: "debit", ...money },
      standing: {
        ...{ recurrence: "repeated", by: "merchant", agreement: "recurring", initialTransactionId: null },
        networkReferences: value ? [{ kind: "mastercard_transaction_link", value }] : [],
      },
    });
    return reply.kind === "answer" ? reply.answer : null;
  };
  const linkOf = (answer: Awaited<ReturnType<typeof charge>>) => answer?.networkReferences?.[0]?.value;

  const paid = await stored("paid", "debit", "5454545454545454");
  expect(linkOf(paid)).toMatch(/^[\w-]{22}$/);
  await charge(paid.registrationId, "named", linkOf(paid));
  await charge(paid.registrationId, "unnamed", undefined);
  await charge(paid.registrationId, "another's", "x".repeat(22));

  const only = await stored("only stored", "registration", "5454545454545454");
  expect(linkOf(only)).toBeUndefined();
  const first = await charge(only.registrationId, "first", undefined);
  await charge(only.registrationId, "second", linkOf(first));
  await charge(only.registrationId, "second, unnamed", undefined);

  const visa = await stored("visa", "debit", "4242424242424242");
  expect(linkOf(visa)).toBeUndefined();
  await charge(visa.registrationId, "visa repeated", undefined);

  const lacking = (await drill.ledger()).filter((line) => line.lacksLink);
  expect(lacking.map(({ reference }) => reference)).toEqual(["unnamed", "another's", "second, unnamed"]);
});

test("a path that is half a letter is the caller's mistake", async () => {
  const { url, token } = await sandboxed();
  for (const path of ["/v1/payments/%E0%A4%A", "/frame/%FF", "/v1/query/%zz"]) {
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    expect([path, answer.status]).toEqual([path, 400]);
  }
});
