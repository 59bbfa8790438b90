import { type SQL, sql } from "drizzle-orm";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { instantOf } from "@/db/schema/columns";
import { orders } from "@/db/schema/orders";
import { chanceOf } from "@/demo/chance";
import { countOrders } from "@/lib/orders/counts";
import { type OrderFilter, parseOrderFilter } from "@/lib/orders/filter";
import { directionOf, isSortable } from "@/lib/orders/list-order";
import { lookUp } from "@/lib/orders/look-up";
import { ordersWhere } from "@/lib/orders/orders-where";
import { listOrders } from "@/lib/orders/queries";
import { sortExpression, writeCursor } from "@/lib/orders/sort";
import { manyOrders, NOW, SCOPE } from "./many-orders-installed";
import { printTable } from "./table";

const COMBINATIONS = 200;
const RUNS = 5;

/** Every list that 200 seeded choices of filters and sort order make, its first and its 1,000th page, in the database. */
export async function benchFilters(): Promise<void> {
  const place = await manyOrders();
  const db = connect(place.databaseUrl, { max: 1 });
  const found: Found[] = [];
  try {
    const chance = chanceOf(2026);
    for (let i = 0; i < COMBINATIONS; i++) {
      const params = combination(chance);
      const filter = parseOrderFilter(params);
      found.push({ params, page: "first", ...(await timed(db, filter)) });
      const cursor = await placeOf(db, filter);
      if (cursor) found.push({ params, page: "1,000th", ...(await timed(db, { ...filter, cursor })) });
    }
    report(found);
  } finally {
    await close(db);
    await place.stop();
  }
}

type Found = { params: Record<string, string>; page: string; rows: number; counts: number };

/** The median of some runs: on a machine that does other things too, one run says little. */
async function timed(db: Db, filter: OrderFilter): Promise<{ rows: number; counts: number }> {
  const median = async (work: () => Promise<unknown>) => {
    const times: number[] = [];
    for (let i = -1; i < RUNS; i++) {
      const since = performance.now();
      await work();
      if (i >= 0) times.push(performance.now() - since);
    }
    return times.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  };
  const rows = await median(() => listOrders(db, SCOPE, filter, NOW));
  const counts = filter.cursor ? 0 : await median(() => countOrders(db, SCOPE, filter, NOW));
  return { rows, counts };
}

type Chance = ReturnType<typeof chanceOf>;

const choices: Readonly<Record<string, readonly string[]>> = {
  status: ["failed", "suspended", "active", "complete", "pending", "failed,suspended", "review", "paused"],
  type: ["single", "instalment", "subscription", "metered"],
  currency: ["EUR"],
  outstanding: ["some", "none"],
  card: ["expiring", "expired"],
  cause: ["card_expired", "retried_later", "declined_for_good", "retries_used_up", "disputed", "overdue"],
  reason: ["expired", "insufficient_funds", "do_not_honour", "blocked"],
  left: ["none", "few", "many", "any"],
  retry: ["planned", "none"],
  owner: ["nobody", "me"],
  needs: ["person"],
  disputed: ["yes"],
  tag: ["vip", "spring", "unknown"],
};

/** One to three filters, and a sort order that they allow. */
function combination(chance: Chance): Record<string, string> {
  const params: Record<string, string> = {};
  const names = Object.keys(choices);
  for (let n = chance.between(0, 3); n > 0; n--) {
    const name = chance.oneOf(names);
    params[name] = chance.oneOf([...(choices[name] ?? [])]);
  }
  if (chance.happens(0.2)) Object.assign(params, { from: "2025-10-01", to: "2025-11-30" });
  const sort = chance.oneOf([
    "created",
    "created",
    "next",
    "amount",
    "outstanding",
    "stake",
    "retries_end",
  ] as const);
  if (sort === "amount" || sort === "outstanding" || sort === "stake") params.currency = "EUR";
  if (sort === "outstanding") params.outstanding = "some";
  if (sort === "stake") params.needs = "person";
  if (sort === "retries_end") params.left ??= "any";
  if (isSortable(parseOrderFilter(params), sort)) params.sort = sort;
  return params;
}

/** Where the 1,000th page begins; null where there are fewer. */
async function placeOf(db: Db, filter: OrderFilter): Promise<string | null> {
  const key = sortExpression(filter);
  const way = directionOf(filter) === "desc" ? sql`desc` : sql`asc`;
  const [row] = await withMerchant(db, SCOPE.merchantId, async (tx) => {
    const where: SQL | undefined = ordersWhere(
      SCOPE,
      filter,
      await lookUp(tx, SCOPE.merchantId, filter),
      NOW,
    );
    return tx.execute<{ key: string | null; zuid: number }>(
      sql`select ${key} as key, ${orders.zuid} as zuid from ${orders} where ${where}
           order by ${key} ${way}, ${orders.zuid} ${way} offset ${25 * 999 - 1} limit 1`,
    );
  });
  if (!row) return null;
  const isTime = ["created", "next", "retries_end"].includes(filter.sort);
  const value =
    row.key === null || row.key === "infinity" ? null : isTime ? instantOf(row.key) : Number(row.key);
  return writeCursor({ way: "older", key: value, zuid: row.zuid });
}

function report(found: readonly Found[]): void {
  const at = (times: number[], share: number) =>
    (
      times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
    ).toFixed(1);
  const spread = (times: number[]) => [at(times, 0.5), at(times, 0.95), at(times, 1)];
  printTable(
    [`${COMBINATIONS} lists, in the database (ms)`, "number", "p50", "p95", "most"],
    ["first", "1,000th"].map((page) => {
      const times = found.filter((one) => one.page === page).map(({ rows }) => rows);
      return [`${page} page`, String(times.length), ...spread(times)];
    }),
  );
  const counts = found.filter(({ page }) => page === "first").map((one) => one.counts);
  printTable(
    ["Counts (ms)", "number", "p50", "p95", "most"],
    [["", String(counts.length), ...spread(counts)]],
  );
  console.log("Targets: rows p50 5, p95 25, none over 100; counts 25. The slowest:");
  const slowest = (of: "rows" | "counts") =>
    found
      .toSorted((a, b) => b[of] - a[of])
      .slice(0, 15)
      .map((one) => [of, one.page, one[of].toFixed(1), new URLSearchParams(one.params).toString()]);
  printTable(["", "page", "ms", "list"], [...slowest("rows"), ...slowest("counts")]);
}
