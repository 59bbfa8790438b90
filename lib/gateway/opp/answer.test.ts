import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnswer, readRegistrationAnswer } from "./answer";

const declined = {
  id: "8ac7a49f8e320e7c018e327548605709",
  paymentType: "DB",
  paymentBrand: "MASTER",
  amount: "92.00",
  currency: "EUR",
  merchantTransactionId: "attempt-1",
  result: { code: "800.100.152", description: "transaction declined by authorization system" },
  resultDetails: { AcquirerResponse: 5, MerchantAdviceCode: 3, Surprise: [1, 2] },
  card: { bin: "545454", last4Digits: 42, holder: "Jane Jones", expiryMonth: "05", expiryYear: 2031 },
  threeDSecure: { eci: 5 },
  standingInstruction: { initialTransactionId: "CIT1" },
  timestamp: "2024-03-12 11:34:11+0000",
};

test("numbers where texts are documented get their leading zeros back", () => {
  expect(readAnswer(declined, "live")).toMatchObject({
    amount: 9200,
    acquirerResponse: "05",
    merchantAdviceCode: "03",
    eci: "05",
    initialTransactionId: "CIT1",
    card: { bin: "545454", last4: "0042", expiryMonth: 5, expiryYear: 2031 },
    timestamp: "2024-03-12T11:34:11.000Z",
    own: {},
  });
});

test("a card holder's name is cleaned and cut, never refused", () => {
  const holderOf = (holder: unknown) =>
    readAnswer({ ...declined, card: { ...declined.card, holder } }, "live")?.card?.holder;
  expect(holderOf("\u202eJANE\r\n JONES\u0007")).toBe("JANE JONES");
  expect(holderOf("J".repeat(5_000))).toBe("J".repeat(200));
  expect([holderOf("\u3164"), holderOf(null), holderOf({})]).toEqual(["", "", ""]);
  expect(holderOf("山田太郎")).toBe("山田太郎");
});

test("an amount is read by its currency, and not at all when it does not fit", () => {
  expect(readAnswer({ ...declined, amount: "92", currency: "JPY" }, "live")?.amount).toBe(92);
  expect(readAnswer({ ...declined, amount: "92.001" }, "live")?.amount).toBeNull();
  expect(readAnswer({ ...declined, amount: "92.00", currency: "JPY" }, "live")?.amount).toBe(92);
  expect(readAnswer({ ...declined, amount: "92" }, "live")?.amount).toBe(9_200);
});

test("a currency that we do not sell in, and a type that we do not ask for, are kept as texts", () => {
  expect(readAnswer({ ...declined, currency: "SAR", paymentType: "3D" }, "live")).toMatchObject({
    amount: null,
    currency: "SAR",
    type: "authentication",
    typeCode: "3D",
  });
});

test.each([
  ["amount", { amount: "999,00", currency: "GBP" }, "999,00"],
  ["amount", { amount: "1.00", currency: "SAR" }, "1.00"],
  ["amount", { amount: { value: 1 } }, '{"value":1}'],
  ["amount", { amount: "59.90", currency: undefined }, "59.90"],
  ["currency", { currency: ["EUR"] }, '["EUR"]'],
  ["type", { paymentType: true }, "true"],
  ["reference", { merchantTransactionId: {} }, "{}"],
  ["account", { authentication: { entityId: [] } }, "[]"],
])("a %s that is there and cannot be read is told from one that is absent: %j", (name, change, said) => {
  expect(readAnswer({ ...declined, ...change }, "live")?.unreadable?.[name as "amount"]).toBe(said);
});

test.each([undefined, null, "", "  "])("%j is an absent field", (value) => {
  const body = {
    ...declined,
    amount: value,
    currency: value,
    paymentType: value,
    merchantTransactionId: value,
  };
  expect(readAnswer(body, "live")?.unreadable).toBeUndefined();
});

test("no text holds what a database does not take, nor half a character where it was cut", () => {
  const body = {
    ...declined,
    id: "a\u0000b",
    descriptor: `x${"\u{1F600}".repeat(600)}`,
    result: { code: "800.100.152", description: "half \ud83d of one" },
    card: { ...declined.card, holder: "\udc00Jane\u0000" },
    paymentType: "3D\ud800",
  };
  const answer = readAnswer(body, "live");
  expect(answer).toMatchObject({ transactionId: "ab", description: "half  of one", type: "authentication" });
  expect(answer?.card?.holder).toBe("Jane");
  expect(JSON.stringify(answer)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
  expect([...(answer?.descriptor ?? "")]).toHaveLength(500);
});

test("without a result code there is no answer", () => {
  expect(readAnswer({ ...declined, result: undefined }, "live")).toBeNull();
  expect(readAnswer({ ...declined, result: { code: null } }, "live")).toBeNull();
});

test("a registration's own id is the token", () => {
  const answer = readRegistrationAnswer({ id: "token", result: { code: "000.000.000" } }, "live");
  expect(answer).toMatchObject({ type: "registration", registrationId: "token" });
});

test("no JSON whatsoever makes it throw", () => {
  const maybe = (names: string[]) =>
    fc.record(Object.fromEntries(names.map((name) => [name, fc.jsonValue()])), { requiredKeys: [] });
  const bodies = fc.record({
    ...Object.fromEntries(Object.keys(declined).map((name) => [name, fc.jsonValue()])),
    result: maybe(["code", "description"]),
    resultDetails: maybe(["AcquirerResponse", "MerchantAdviceCode", "VisaCategoryCode"]),
    card: maybe(["bin", "last4Digits", "holder", "expiryMonth", "expiryYear"]),
  });
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), bodies), (json) => {
      const answer = readAnswer(json, "live");
      expect(answer === null || typeof answer.code === "string").toBe(true);
      readRegistrationAnswer(json, "live");
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
