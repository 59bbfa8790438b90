import assert from "node:assert/strict";
import { openMerchant } from "@/db/open-merchant";
import { errorsFile } from "@/lib/customers/import/errors-file";
import { applyAmongKills, madeFile, upload } from "@/lib/customers/import/testing";
import { readImport, startImport } from "@/lib/customers/import/upload";
import { install } from "./installation";
import { manyMerchant } from "./many-orders";
import { printTable } from "./table";

const NOW = Date.UTC(2026, 10, 28, 9);
const ROWS = Number(process.env.BENCH_ROWS ?? 50_000);
const BAD = ROWS / 50;
const KILLS = 8;

/** How fast a file of customers is taken, looked through and applied, and that kills in between lose and double nobody. */
export async function benchImports(): Promise<void> {
  const place = await install();
  try {
    await openMerchant(place.hiring, manyMerchant);
    const made = madeFile({ rows: ROWS, bad: BAD });
    const { id: merchantId } = manyMerchant;
    const runs: string[][] = [];
    for (const [name, kills] of [
      [`first, with ${KILLS} kills`, KILLS],
      ["the same file again", 0],
    ] as const) {
      const begun = Date.now();
      const id = await upload(place.db, merchantId, made.bytes, NOW);
      const uploaded = Date.now();
      await startImport(place.db, id);
      const killed = await applyAmongKills(place.db, place.databaseUrl, id, kills);
      const seconds = (Date.now() - uploaded) / 1_000;
      assert.equal(killed, kills);
      const file = await readImport(place.db, id);
      assert(file);
      const [first] = runs;
      const { added, updated, unchanged, faulty } = file;
      assert.deepEqual(
        { added, updated, unchanged, faulty },
        { added: first ? 0 : made.good, updated: 0, unchanged: first ? made.good : 0, faulty: BAD },
      );
      let lines = 0;
      for await (const _line of errorsFile(place.db, file)) lines += 1;
      assert.equal(lines, BAD + 1);
      const [held] = await place.owner<{ all: number; ids: number }[]>`
        select count(*)::integer as all, count(distinct external_id)::integer as ids
          from customers where merchant_id = ${merchantId} and external_id is not null`;
      assert.deepEqual({ ...held }, { all: made.good, ids: made.good });
      runs.push([
        name,
        ((uploaded - begun) / 1_000).toFixed(1),
        seconds.toFixed(1),
        String(Math.round(ROWS / seconds)),
      ]);
    }
    printTable([`${ROWS} rows, ${BAD} bad`, "taken (s)", "applied (s)", "rows a second"], runs);
  } finally {
    await place.stop();
  }
}
