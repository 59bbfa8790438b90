import { appendFileSync, readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { moveClock } from "@/lib/clock";
import { DAY } from "@/lib/domain/value/calendar";
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
    "Visa •••• 5126, expires 12/2034",
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
    const asked = [`POST ${stack.baseURL}/shop1/orders\nname=Sara`];
    expect(await sweep(stack, asked)).toEqual([]);

    await office.customer("Told me 4000 0000 0000 5126");
    const link = await office.linkTo(order);
    appendFileSync(
      stack.logOf("worker"),
      `GET ${link}\n{"card":"${order.cardId}"}\n${stack.env.authSecret}\n`,
    );
    asked.push(`POST ${stack.baseURL}/shop1/orders\ncvv=${CVV}`);
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

/** Every way in which a query can fail on the words it was given, as a body of the search door. */
const failures: Record<string, string> = {
  cast: "return query select given::integer",
  constraint: "insert into failing values (given); return",
  raised: "raise exception 'no such thing: %', given",
  "time-out": "raise exception using errcode = '57014', message = 'cancelled: ' || given",
  "gone connection": "perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return",
};

test("queries that fail on pages, in actions and in the worker leave none of their values in a log", async ({
  browser,
}) => {
  const stack = await Stack.boot();
  const page = await browser.newPage({ baseURL: stack.baseURL });
  const office = await Office.open(stack);
  const owner = postgres(stack.ownerUrl, { max: 1, onnotice: () => undefined });
  const logged = (part: "web" | "worker") => readFileSync(stack.logOf(part), "utf8");
  try {
    const order = await office.activeOrder("Ottilie Geheimrat", { type: "subscription" }, 3_000);
    await owner.unsafe("create table failing (words text check (words is null))");
    await office.signIn(page);
    for (const [what, body] of Object.entries(failures)) {
      await owner.unsafe(`create or replace function search_orders(given text, most integer) returns setof integer
        language plpgsql security definer as $$ begin ${body}; end $$`);
      const before = logged("web").length;
      await page.goto(`/shop1/orders?q=Ottilie+Geheimrat`);
      await expect.poll(() => logged("web").slice(before), what).toContain('"QueryFault"');
    }

    await owner.unsafe("alter table notes add check (seq < 0) not valid");
    await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
    await page.getByLabel("New note").fill("Ottilie wants to be called in the evening.");
    const before = logged("web").length;
    await page.getByRole("button", { name: "Add note" }).click();
    await expect.poll(() => logged("web").slice(before)).toContain("23514");

    await owner.unsafe("alter table order_log add check (seq < 0) not valid");
    await moveClock(office.db, (await office.now()) + 31 * DAY);
    await expect.poll(() => logged("worker")).toContain("23514");

    expect(await sweep(stack, [])).toEqual([]);
    expect(logged("web")).not.toMatch(/Ottilie|Geheimrat|evening|insert into|select /);
    expect(logged("worker")).not.toMatch(/Ottilie|Geheimrat|evening|insert into|select /);
  } finally {
    await owner.end();
    await office.close();
    await stack.stop();
  }
});
