import { readFileSync } from "node:fs";
import postgres from "postgres";
import { testCards } from "@/lib/sandbox/test-cards";
import type { PartName } from "@/lib/start/parts";
import type { Stack } from "./stack";

/** The card security code that every spec types: nothing else in a run looks like it. */
export const CVV = "9473";
/** Everybody's. */
export const PASSWORD = "correct horse battery staple";

/**
 * Looks for what must never be there after a run: card numbers and security codes in any table, log
 * or request to our own origin; links, card tokens and secrets in any log. One sentence for each find.
 */
export async function sweep(stack: Stack, requests: readonly string[]): Promise<string[]> {
  const sql = postgres(stack.ownerUrl, { max: 1, onnotice: () => undefined });
  try {
    const tables = await tableTexts(sql);
    const logs = (["web", "worker", "sandbox"] as const satisfies PartName[]).map((name) => ({
      where: `the log of ${name}`,
      // A process's number may be any.
      text: readFileSync(stack.logOf(name), "utf8").replaceAll(/"pid":\d+/g, ""),
    }));
    const sent = requests.map((text) => ({ where: "a request to our origin", text }));
    const secrets = await secretsOf(sql, stack);
    return [
      ...[...tables, ...logs, ...sent].flatMap(({ where, text }) =>
        cardDataIn(text).map((what) => `${what} in ${where}`),
      ),
      ...logs.flatMap(({ where, text }) =>
        secrets.filter((secret) => text.includes(secret.value)).map((secret) => `${secret.what} in ${where}`),
      ),
    ];
  } finally {
    await sql.end();
  }
}

/** Card numbers written in one piece or in groups, and the security code on its own. */
export function cardDataIn(text: string): string[] {
  const numbers = testCards
    .filter(({ number }) => new RegExp([...number].join("[ -]?")).test(text))
    .map(({ number }) => `card number ending ${number.slice(-4)}`);
  const code = new RegExp(`(?<![\\w.-])${CVV}(?![\\w.-])`).test(text) ? ["a card security code"] : [];
  return [...numbers, ...code];
}

async function tableTexts(sql: postgres.Sql): Promise<{ where: string; text: string }[]> {
  const names = await sql<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`;
  return Promise.all(
    names.map(async ({ name }) => {
      const [row] = await sql.unsafe<{ text: string | null }[]>(
        `select string_agg(t::text, E'\\n') as text from ${name} t`,
      );
      return { where: `table ${name}`, text: row?.text ?? "" };
    }),
  );
}

async function secretsOf(sql: postgres.Sql, stack: Stack): Promise<{ what: string; value: string }[]> {
  const people = await sql<{ value: string }[]>`
    select unnest(array[name, email]) as value from customers union select text from notes`;
  const links = await sql<{ value: string }[]>`select token as value from payment_links`;
  const cards = await sql<{ value: string }[]>`select distinct id as value from cards`;
  const { authSecret, gatewayToken, gatewayWebhookKey } = stack.env;
  return [
    ...people.map(({ value }) => ({ what: "what a customer is called or what was noted", value })),
    ...links.map(({ value }) => ({ what: "a payment link", value })),
    ...cards.map(({ value }) => ({ what: "a card token", value })),
    { what: "a password", value: PASSWORD },
    { what: "the session secret", value: authSecret },
    { what: "the gateway's token", value: gatewayToken },
    { what: "the webhook key", value: gatewayWebhookKey },
  ];
}
