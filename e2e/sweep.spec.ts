import { appendFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { Office } from "./support/office";
import { Stack } from "./support/stack";
import { CVV, cardDataIn, sweep } from "./support/sweep";

test("card numbers are found however they are written, and security codes", () => {
  expect(cardDataIn("4242424242424242")).toEqual(["card number ending 4242"]);
  expect(cardDataIn('{"note":"it is 4000 0000 0000 5126, he said"}')).toEqual(["card number ending 5126"]);
  expect(cardDataIn("number=5105-1051-0510-5100&x=1")).toEqual(["card number ending 5100"]);
  expect(cardDataIn("card=3782 822463 10005")).toEqual(["card number ending 0005"]);
  expect(cardDataIn(`cvv=${CVV}&holder=Jane`)).toEqual(["a card security code"]);
  expect(cardDataIn(`{"cvv":"${CVV}"}`)).toEqual(["a card security code"]);
});

test("masked cards, amounts, references and times are let pass", () => {
  const harmless = [
    "4242 42•• •••• 4242",
    "VISA •••• 5126, expires 12/2034",
    "2026-03-02T09:00:00.000Z",
    "ZUID-1042, SPID 94731",
    `EUR 12.${CVV}`,
    `a${CVV}b-${CVV}`,
    "8ac7a4a1845f7e19018460a1d5d11234",
  ];
  expect(harmless.flatMap(cardDataIn)).toEqual([]);
});

test("what is planted in a table, a log or a request is found, and nothing else", async () => {
  const stack = await Stack.boot();
  const office = await Office.open(stack);
  try {
    const order = await office.activeOrder("Sara Clean", { type: "subscription" }, 3_000);
    const asked = [`POST ${stack.baseURL}/orders\nname=Sara`];
    expect(await sweep(stack, asked)).toEqual([]);

    await office.customer("Told me 4000 0000 0000 5126");
    const link = await office.linkTo(order);
    appendFileSync(
      stack.logOf("worker"),
      `GET ${link}\n{"card":"${order.cardId}"}\n${stack.env.authSecret}\n`,
    );
    asked.push(`POST ${stack.baseURL}/orders\ncvv=${CVV}`);
    const finds = await sweep(stack, asked);
    expect(finds.toSorted()).toEqual([
      "a card security code in a request to our origin",
      "a card token in the log of worker",
      "a payment link in the log of worker",
      "card number ending 5126 in table public.customers",
      "the session secret in the log of worker",
    ]);
  } finally {
    await office.close();
    await stack.stop();
  }
});
