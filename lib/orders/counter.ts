import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { counters } from "@/db/schema/orders";

/** Takes the next `count` numbers of a merchant and returns the first. Other callers wait for the commit. */
export async function nextNumbers(
  tx: Tx,
  merchantId: number,
  name: "zuid" | "spid",
  count: number,
): Promise<number> {
  const [row] = await tx
    .insert(counters)
    .values({ merchantId, name, value: firstOf[name] + count - 1 })
    .onConflictDoUpdate({
      target: [counters.merchantId, counters.name],
      set: { value: sql`${counters.value} + ${count}` },
    })
    .returning({ last: counters.value });
  if (!row) throw new Error(`no ${name} could be counted`);
  return row.last - count + 1;
}

const firstOf = { zuid: 1001, spid: 1 };
