import { channel } from "node:diagnostics_channel";
import { sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "./client";
import { QueryFault } from "./query-fault";

/** What may be handed out: who has some, in the order that it is handed out, and how to take it, merchant by merchant. */
export type Claimable<Claimed> = {
  /** Whose the next ones are, one for each, held by nobody: `most` of them after the first `skip`. */
  candidates: (most: number, skip: number) => Promise<number[]>;
  /** Takes hold of up to so many of one merchant's; passes over what somebody else holds. */
  claim: (tx: Tx, merchantId: number, most: number) => Promise<Claimed[]>;
};

/**
 * Claims of all merchants together, each handed to one caller. Looked for over all of them without a lock and then
 * claimed merchant by merchant, because a database that is spread over several nodes locks rows on one at a time. When
 * it cannot look over all of them, each merchant is asked by itself: those whose node is there are served.
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
    // What was not claimed is in somebody else's hands at this moment.
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

/** An answer for all merchants together or, when nobody can give it, one of each merchant that can be asked. */
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

/** Begins anywhere, so that nobody is always the last. Fails when nobody can be asked. */
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
