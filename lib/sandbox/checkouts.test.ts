import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import type { Checkout } from "@/lib/gateway/port";
import { cardOf, payCheckout } from "./shopper";
import { sandboxed } from "./testing";

const account = "e";
const terms: Checkout = {
  account,
  reference: "a",
  type: "debit",
  amount: 1_000,
  currency: "EUR",
  agreement: "recurring",
};

async function opened(more: Partial<Checkout> = {}) {
  const sandbox = await sandboxed();
  const asked = oppGateway({ url: sandbox.url, token: sandbox.token });
  const checkout = await asked.openCheckout({ ...terms, ...more });
  if (checkout.kind !== "opened") throw new Error(checkout.kind);
  const result = (checkoutId: string) => asked.checkoutResult({ checkoutId, type: "debit", account });
  return { ...sandbox, ...checkout, gateway: asked, result };
}

test("the hash that pins the script is the hash of the script", async () => {
  const { url, checkoutId, integrity } = await opened();
  const script = await (await fetch(`${url}/v1/paymentWidgets.js?checkoutId=${checkoutId}`)).text();
  expect(integrity).toBe(`sha384-${createHash("sha384").update(script).digest("base64")}`);
  expect(() => new Function(script)).not.toThrow();
});

test("the frame runs under its own strict policy", async () => {
  const { url, checkoutId } = await opened();
  const response = await fetch(`${url}/frame/${checkoutId}`);
  const html = await response.text();
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
  expect(html.split(`nonce="${nonce}"`)).toHaveLength(3);
  expect(html).toContain("Pay now");
  expect(html).not.toMatch(/ style=| on[a-z]+=/);
});

test("3-D Secure: approved pays, rejected declines", async () => {
  const good = await opened();
  const paid = await payCheckout(good.url, good.checkoutId, cardOf("4000002500003155"), "approve");
  expect(await good.result(paid.checkoutId)).toMatchObject({ answer: { code: "000.000.000", eci: "05" } });

  const bad = await opened();
  const rejected = await payCheckout(bad.url, bad.checkoutId, cardOf("4000002500003155"), "reject");
  const declined = await bad.result(rejected.checkoutId);
  expect(declined).toMatchObject({ answer: { code: "100.380.401", registrationId: null } });
  expect(await bad.result(rejected.checkoutId)).toEqual(declined);
});

test("a checkout is paid once however many tabs are open", async () => {
  const { url, checkoutId, drill } = await opened();
  const tabs = await Promise.all(
    Array.from({ length: 5 }, () => payCheckout(url, checkoutId, cardOf("4242424242424242"))),
  );
  expect(new Set(tabs.map((tab) => tab.resourcePath)).size).toBe(1);
  expect(await drill.ledger()).toHaveLength(1);
});

test("after half an hour it takes no card and tells nothing", async () => {
  const { url, checkoutId, clock, result } = await opened();
  clock.machineNow += 30 * 60_000;
  expect(await result(checkoutId)).toMatchObject({ answer: { code: "000.200.000" } });
  clock.machineNow += 1;
  expect(await result(checkoutId)).toEqual({ kind: "expired" });
  await expect(payCheckout(url, checkoutId, cardOf("4242424242424242"))).rejects.toThrow(/gone/);
});

test("the business clock does not age a checkout, but it does expire a card", async () => {
  const { url, checkoutId, clock, result } = await opened();
  clock.now = Date.UTC(2040, 0, 1);
  const paid = await payCheckout(url, checkoutId, cardOf("4242424242424242"));
  expect(await result(paid.checkoutId)).toMatchObject({
    answer: { code: "100.100.303", timestamp: "2040-01-01T00:00:00.000Z" },
  });
});

test("a misprint leaves the card fields open and books nothing", async () => {
  const { url, checkoutId, drill } = await opened();
  const typed = { ...cardOf("4242424242424242"), number: "4242 4242 4242 4243" };
  await expect(payCheckout(url, checkoutId, typed)).rejects.toThrow("Check the card number.");
  expect(await drill.ledger()).toEqual([]);
});

test("a card that is none of the test cards is refused", async () => {
  const { url, checkoutId, result } = await opened();
  const paid = await payCheckout(url, checkoutId, {
    ...cardOf("4242424242424242"),
    number: "4111111111111111",
  });
  expect(await result(paid.checkoutId)).toMatchObject({
    answer: { code: "100.100.101", registrationId: null },
  });
});

test("a payment that waits for its result has its card when it is approved at last", async () => {
  const { url, checkoutId, result, drill } = await opened();
  const paid = await payCheckout(url, checkoutId, cardOf("4242424242424242", { holder: "000.200.000" }));
  expect(await result(paid.checkoutId)).toMatchObject({ answer: { code: "000.200.000" } });
  const [booked] = await drill.ledger();
  await drill.resolve(booked?.transactionId ?? "", "000.000.000");
  expect(await result(paid.checkoutId)).toMatchObject({
    answer: { code: "000.000.000", registrationId: expect.stringMatching(/^[0-9a-f]{32}$/) },
  });
});

test("an amount is taken as its currency writes it, whole or with two zeros", async () => {
  const { url, token } = await opened();
  const ask = async (amount: string, currency: string) => {
    const body = new URLSearchParams({ entityId: account, paymentType: "DB", amount, currency });
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${url}/v1/checkouts`, { method: "POST", headers, body });
    return ((await response.json()) as { result: { code: string } }).result.code;
  };
  expect(await ask("92.00", "EUR")).toBe("000.200.100");
  for (const [amount, currency] of [
    ["92", "JPY"],
    ["92", "EUR"],
    ["92.00", "JPY"],
    ["1.250", "KWD"],
  ] as const)
    expect(await ask(amount, currency)).toBe("000.200.100");
  for (const wrong of ["92.0", "92.000", "92,00", "0.00", "-1.00", "1e3", ""])
    expect(await ask(wrong, "EUR")).toBe("200.300.404");
  expect(await ask("92.50", "JPY")).toBe("200.300.404");
});
