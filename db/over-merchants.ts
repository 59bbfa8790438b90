import { channel } from "node:diagnostics_channel";
import { sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "./client";
import { QueryFault } from "./query-fault";

/** What can be claimed: which merchants have some, in order, and how to claim it for one merchant. */
export type Claimable<Claimed> = {
  /** The merchants of the next ones, one id for each, not locked: `most` of them after the first `skip`. */
  candidates: (most: number, skip: number) => Promise<number[]>;
  /** Claims up to that many of one merchant; skips what somebody else has locked. */
  claim: (tx: Tx, merchantId: number, most: number) => Promise<Claimed[]>;
};

/**
 * Claims over all merchants, each for one caller. Candidates are found over all merchants without a lock and then
 * claimed for each merchant, because a cluster locks rows on one node at a time. When the overall query fails, each
 * merchant is asked separately, so that merchants on reachable nodes are served.
 */
export async function claimOverMerchants<Claimed>(
  db: Db,
  most: number,
  { candidates, claim }: Claimable<Claimed>,
): Promise<Claimed[]> {
  const claimed: Claimed[] = [];
  let skip = 0;
  for (;;) {
    const found = await orNone(() => candidates(most, skip));
    if (found === null) return claimOneByOne(db, most, claim);
    const before = claimed.length;
    for (const [merchantId, theirs] of Map.groupBy(found, (id) => id)) {
      const wanted = Math.min(theirs.length, most - claimed.length);
      if (wanted > 0)
        claimed.push(...(await withMerchant(db, merchantId, (tx) => claim(tx, merchantId, wanted))));
    }
    if (claimed.length >= most || found.length < most) return claimed;
    // What was not claimed is claimed by somebody else at this moment.
    skip += found.length - (claimed.length - before);
  }
}

async function claimOneByOne<Claimed>(
  db: Db,
  most: number,
  claim: Claimable<Claimed>["claim"],
): Promise<Claimed[]> {
  let left = most;
  const each = await ofEachMerchant(db, async (tx, merchantId) => {
    const claimed = left > 0 ? await claim(tx, merchantId, left) : [];
    left -= claimed.length;
    return claimed;
  });
  return each.flat();
}

/** An answer over all merchants or, when that fails, one for each merchant that can be reached. */
export async function askOverMerchants<Answer>(
  db: Db,
  all: () => Promise<Answer>,
  one: (tx: Tx, merchantId: number) => Promise<Answer>,
): Promise<Answer[]> {
  const answer = await orNone(all);
  return answer === null ? ofEachMerchant(db, one) : [answer];
}

/** Says what could not be asked, and why: of one merchant, or of all together. Whoever runs it hears and logs it. */
export const merchantAway = channel("tenor.merchant-away");
export type MerchantAway = { merchantId: number | null; fault: QueryFault };

async function orNone<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await ask();
  } catch (fault) {
    if (!(fault instanceof QueryFault)) throw fault;
    merchantAway.publish({ merchantId: null, fault } satisfies MerchantAway);
    return null;
  }
}

/** Starts at a random merchant, so that none is always last. Fails when no merchant can be reached. */
async function ofEachMerchant<Answer>(
  db: Db,
  ask: (tx: Tx, merchantId: number) => Promise<Answer>,
): Promise<Answer[]> {
  const ids = (await db.execute<{ id: number }>(sql`select id from merchants order by id`)).map(
    ({ id }) => id,
  );
  const first = Math.floor(Math.random() * ids.length);
  const answers: Answer[] = [];
  let fault: unknown;
  for (const id of [...ids.slice(first), ...ids.slice(0, first)]) {
    try {
      answers.push(await withMerchant(db, id, (tx) => ask(tx, id)));
    } catch (failed) {
      if (!(failed instanceof QueryFault)) throw failed;
      merchantAway.publish({ merchantId: id, fault: failed } satisfies MerchantAway);
      fault = failed;
    }
  }
  if (answers.length === 0 && fault) throw fault;
  return answers;
}
