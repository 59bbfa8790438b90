import type { Db } from "@/db/client";
import { merchants } from "@/db/schema/merchants";
import { unfreezeClock } from "@/lib/clock";
import type { Instant } from "@/lib/domain/value/calendar";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { deliver } from "@/lib/mail/deliver";
import { sameForAll } from "@/lib/payments/gateways";
import { drill } from "@/lib/sandbox/drill";
import { demoCases } from "./cases";
import { chanceOf } from "./chance";
import { DAYS_OF_HISTORY, direct } from "./director";
import { everyday } from "./everyday-lives";
import { type DemoContext, newLife } from "./life";
import { stories } from "./named-lives";
import { type DemoShop, openShops } from "./shop";

export type Play = {
  /** Holds no merchant yet. */
  db: Db;
  /** The same database as its owner, who opens merchants and hires. */
  owner: Db;
  sandboxUrl: string;
  token: string;
  /** How many orders, the named cases included. */
  orders: number;
  concurrency: number;
  /** Where history ends. */
  now: Instant;
  say: (line: string) => void;
  /** What its messages lead to. */
  appUrl: string;
};

/** The database is somebody's already. */
export class NotEmpty extends Error {}

/**
 * Lives eight months of two merchants, up to now: every order is made, paid, collected, declined and looked after
 * by the product itself, against a running sandbox. Leaves the clock running with the machine's.
 */
export async function play(given: Play): Promise<void> {
  const { db, owner, sandboxUrl, token, orders, concurrency, now, say, appUrl } = given;
  const [known] = await db.select({ id: merchants.id }).from(merchants).limit(1);
  if (known)
    throw new NotEmpty(
      "The database already has merchants. Run `npm run reset` to start again with an empty database.",
    );

  const arranged = drill(sandboxUrl, token);
  const payments = {
    db,
    gateways: sameForAll(oppGateway({ url: sandboxUrl, token, mode: "sandbox" })),
    machineNow: Date.now,
  };
  // Invented people get no mail: what is written to them is kept in the mailbox, as it was true on its day.
  const keep = (at: Instant) => deliver(db, { smtpUrl: undefined, appUrl }, at, Date.now());
  const director = direct({ payments, concurrency, deliver: keep }, now);
  const stage: DemoContext = { payments, drill: arranged, sandboxUrl, director };
  const shops = await openShops(db, owner, director.at(DAYS_OF_HISTORY, 0));
  const [first, second] = shops;
  if (!first || !second) throw new Error("the demo needs two merchants");
  say("Two merchants are open.");

  // Reports of what has been answered already would only wait for pages that are not up yet.
  await arranged.webhooks({ mode: "off" });
  try {
    director.begin(() => beginCases(stage, first));
    const rest = Math.max(0, orders - demoCases.length);
    beginEveryday(stage, first, Math.ceil(rest * 0.55), 1);
    beginEveryday(stage, second, Math.floor(rest * 0.45), 2);
    await director.play((daysLeft) => say(`${daysLeft} days before today.`));
  } finally {
    await arranged.clearOutcomes();
    await arranged.webhooks({ mode: "on" });
  }
  await unfreezeClock(db);
}

/** Before anything else at their merchant, so that their numbers are the first ones. */
async function beginCases(stage: DemoContext, shop: DemoShop): Promise<void> {
  const { director } = stage;
  const agent = shop.staff.find((one) => one.kind === "user" && one.name.startsWith("Mira")) ?? shop.staff[0];
  if (!agent) throw new Error("no one works at the first merchant");
  for (const [i, { key, zuid }] of demoCases.entries()) {
    const life = newLife(stage, shop, agent);
    await life.until(director.at(DAYS_OF_HISTORY - 1, 10, 2 * i));
    const story = stories[key];
    const given = await life.place(story.draft(shop, await shop.customer(i), director.at));
    if (given !== zuid) throw new Error(`${key} became ZUID-${given} instead of ZUID-${zuid}`);
    director.begin(() => story.live(life));
  }
}

function beginEveryday(stage: DemoContext, shop: DemoShop, count: number, seed: number): void {
  for (let i = 0; i < count; i++) {
    const chance = chanceOf(seed * 1_000 + i);
    const one = everyday(shop, chance);
    // Some customers come back; none of the named cases' own do, whose cards are to tell one story only.
    const customer = demoCases.length + (chance.happens(0.2) ? chance.between(0, i) : i);
    stage.director.begin(async () =>
      one.lead(newLife(stage, shop, one.agent), await shop.customer(customer)),
    );
  }
}
