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
  expect(readAnswer(declined)).toMatchObject({
    amount: 9200,
    acquirerResponse: "05",
    merchantAdviceCode: "03",
    eci: "05",
    initialTransactionId: "CIT1",
    card: { bin: "545454", last4: "0042", expiryMonth: 5, expiryYear: 2031 },
    timestamp: "2024-03-12T11:34:11.000Z",
    ndc: null,
  });
});

test("an amount is read by its currency, and not at all when it does not fit", () => {
  expect(readAnswer({ ...declined, amount: "92", currency: "JPY" })?.amount).toBe(92);
  expect(readAnswer({ ...declined, amount: "92.001" })?.amount).toBeNull();
  expect(readAnswer({ ...declined, currency: "XXX" })).toMatchObject({ amount: null, currency: null });
});

test("without a result code there is no answer", () => {
  expect(readAnswer({ ...declined, result: undefined })).toBeNull();
  expect(readAnswer({ ...declined, result: { code: null } })).toBeNull();
});

test("a registration's own id is the token", () => {
  const answer = readRegistrationAnswer({ id: "token", result: { code: "000.000.000" } });
  expect(answer).toMatchObject({ type: "RG", registrationId: "token" });
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
      const answer = readAnswer(json);
      expect(answer === null || typeof answer.code === "string").toBe(true);
      readRegistrationAnswer(json);
    }),
    { numRuns: 2_000, seed: 1 },
  );
});
