import { once } from "node:events";
import postgres from "postgres";

/**
 * Writes what collecting one event writes, and nothing else: two transactions, each holding the order's
 * row, with the same rows of the same tables under the same settings. No rules are asked, no gateway.
 */
const [connections = "16", first = "0", count = "100", series = "1"] = process.argv.slice(2);
const sql = postgres(process.env.DATABASE_URL ?? "", {
  max: Number(connections),
  onnotice: () => undefined,
  connection: { TimeZone: "UTC" },
});

type Row = Record<string, unknown>;
type Sample = { order: Row; event: Row; attempt: Row; log: Row[] };

const samples = await readSamples();
await Promise.all(Array.from({ length: Number(connections) }, () => sql`select pg_sleep(0.05)`));
const started = once(process, "SIGUSR2");
console.log("ready");
await started;
let next = 0;
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    for (let i = next++; i < samples.length; i = next++) await writeOne(samples[i] as Sample);
  }),
);
await sql.end();

/** Real rows of orders whose last event was collected, with numbers that are still free. */
async function readSamples(): Promise<Sample[]> {
  return sql.begin(async (tx) => {
    await tx`set local app.merchant_id = '1'`;
    const orders = await tx<Row[]>`select * from orders order by zuid limit ${count} offset ${first}`;
    const found: Sample[] = [];
    for (const order of orders) {
      const zuid = order.zuid as number;
      const [attempt] = await tx<Row[]>`
        select * from attempts where zuid = ${zuid} and purpose = 'event' order by number desc limit 1`;
      const [event] = await tx<Row[]>`
        select * from billing_events where zuid = ${zuid} and number = ${(attempt?.event as number) ?? 0}`;
      const log = await tx<Row[]>`
        select * from order_log where zuid = ${zuid} order by seq desc limit 2`;
      if (!attempt || !event) throw new Error(`order ${zuid} has nothing to copy`);
      const number = (attempt.number as number) + 1_000 * Number(series);
      found.push({
        order,
        event,
        attempt: { ...attempt, number, reference: `${attempt.reference}-${series}`, transaction_id: null },
        log: log.map((row, i) => ({ ...row, seq: 10_000 * Number(series) + i })),
      });
    }
    return found;
  }) as Promise<Sample[]>;
}

async function writeOne({ order, event, attempt, log }: Sample): Promise<void> {
  const { zuid } = order as { zuid: number };
  const [start, end] = log;
  const hold = (tx: postgres.TransactionSql) => [
    tx`set local app.merchant_id = '1'`,
    tx`select * from orders where merchant_id = 1 and zuid = ${zuid} for no key update`,
  ];
  const moved = (tx: postgres.TransactionSql, logged: Row | undefined) => [
    tx`update orders set ${tx(without(order, "merchant_id", "zuid"))} where merchant_id = 1 and zuid = ${zuid}`,
    tx`update billing_events set ${tx(without(event, "merchant_id", "zuid", "number"))}
       where merchant_id = 1 and zuid = ${zuid} and number = ${event.number as number}`,
    tx`insert into order_log ${tx(logged ?? {})}`,
  ];
  await sql.begin((tx) => [
    ...hold(tx),
    tx`insert into attempts ${tx({ ...attempt, state: "sent" })}`,
    ...moved(tx, start),
  ]);
  await sql.begin((tx) => [
    ...hold(tx),
    tx`update attempts set ${tx(without(attempt, "merchant_id", "zuid", "number"))}
       where merchant_id = 1 and zuid = ${zuid} and number = ${attempt.number as number}`,
    ...moved(tx, end),
  ]);
}

function without(row: Row, ...keys: string[]): Row {
  return Object.fromEntries(Object.entries(row).filter(([key]) => !keys.includes(key)));
}
