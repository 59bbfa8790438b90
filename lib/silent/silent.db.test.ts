import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { bulkRuns } from "@/db/schema/bulk";
import { clock } from "@/db/schema/clock";
import { imports } from "@/db/schema/imports";
import { collectingStops } from "@/db/schema/merchants";
import { alerts, messages } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import type { Order } from "@/lib/domain/order/order";
import { DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";
import { MINUTE, SECOND } from "@/lib/domain/value/timetable";
import { raiseAlert } from "@/lib/orders/alerts";
import { noteGatewayTimes } from "@/lib/orders/attempt-record";
import {
  activeInstalments,
  executeOrThrow,
  instalmentDraft,
  newOrder,
  openTestShop,
  systemActor,
  type TestShop,
} from "@/lib/orders/testing";
import { merchantsToAsk } from "./find";
import { silentOf } from "./page";
import type { StallKind } from "./records";
import { isWorkerSilent, noteWorker, type Seen, watchSilence } from "./watch";

const created = Date.UTC(2026, 2, 1, 9);
/** The machine's clock when everything begins to stand still. */
const machineStart = Date.UTC(2030, 0, 1);

let database: FreshDatabase;
let db: Db;
/** When the first payment of an order is due, which is when everything begins to stand still. */
let start: Instant;
let shops = 0;

beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  database = await freshDatabase();
  db = connect(database.url);
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

type Planted = { shop: TestShop; order: Order; id: { merchantId: number; zuid: number } };

async function opened(at = created): Promise<Planted> {
  shops += 1;
  const shop = await openTestShop(db, shops);
  const order = await activeInstalments(db, shop, at);
  start ??= order.events[0]?.scheduledAt ?? 0;
  await settleMail(shop);
  return { shop, order, id: { merchantId: shop.merchantId, zuid: order.zuid } };
}

/** Everything that was queued before is sent. */
const settleMail = ({ merchantId }: TestShop) =>
  withMerchant(db, merchantId, (tx) =>
    tx.update(messages).set({ state: "sent" }).where(eq(messages.merchantId, merchantId)),
  );

const setOrder = ({ id }: Planted, set: Partial<typeof orders.$inferInsert>) =>
  withMerchant(db, id.merchantId, (tx) =>
    tx
      .update(orders)
      .set(set)
      .where(and(eq(orders.merchantId, id.merchantId), eq(orders.zuid, id.zuid))),
  );

async function setMail({ shop }: Planted, set: Partial<typeof messages.$inferInsert>) {
  const { merchantId } = shop;
  const { zuid } = await newOrder(db, shop, instalmentDraft(shop), start);
  await executeOrThrow(db, { merchantId, zuid }, { kind: "request_link", how: "email" }, { now: start });
  await withMerchant(db, merchantId, (tx) =>
    tx
      .update(messages)
      .set({ sendAfter: machineStart + DAY, ...set })
      .where(and(eq(messages.merchantId, merchantId), eq(messages.zuid, zuid))),
  );
}

/** The payment that is due is at the gateway. */
async function sent({ id }: Planted, times: { askAfter: Instant | null }, now = start) {
  const { started } = await executeOrThrow(db, id, { kind: "run_due" }, { actor: systemActor, now });
  const [attempt] = started;
  if (!attempt) throw new Error("nothing was sent");
  await noteGatewayTimes(db, id, attempt.number, { sentAt: machineStart, askedAt: null, ...times });
  return attempt;
}

async function unsent(planted: Planted, now: Instant) {
  const { number } = await sent(planted, { askAfter: machineStart + DAY }, now);
  await noteGatewayTimes(db, planted.id, number, { askedAt: null });
  const result = { kind: "not_sent" as const, why: "refused" };
  const command = { kind: "settle_payment" as const, attempt: number, result };
  await executeOrThrow(db, planted.id, command, { actor: systemActor, now });
}

/** Each stands still at `start`. What has to be done again and again meanwhile is answered. */
const plants: Record<string, { kind: StallKind; plant: (one: Planted) => Promise<unknown> }> = {
  "nothing takes what is due": {
    kind: "not_taken",
    plant: async () => undefined,
  },
  "a worker dies of the order again and again": {
    kind: "taken_not_done",
    plant: async (one) => {
      let rounds = 0;
      return () => {
        rounds += 1;
        return setOrder(one, { claimedUntil: machineStart + MINUTE + rounds * 30 * SECOND });
      };
    },
  },
  "a claim comes from a clock that is a day ahead": {
    kind: "claim_held",
    plant: async (one) => void (await setOrder(one, { claimedUntil: machineStart + DAY })),
  },
  "the gateway does not accept the merchant's settings": {
    kind: "merchant_stopped",
    plant: async ({ id: { merchantId } }) => {
      const stop = { merchantId, since: machineStart, why: "800.900.300", probeAt: machineStart + HOUR };
      await withMerchant(db, merchantId, (tx) => tx.insert(collectingStops).values(stop));
    },
  },
  "a payment is due and its order is never due": {
    kind: "due_lost",
    plant: async (one) => void (await setOrder(one, { dueAt: null })),
  },
  "retries by hand are queued and none is sent": {
    kind: "retry_stuck",
    plant: async (one) => void (await setOrder(one, { retryQueue: [1], dueAt: null })),
  },
  "nobody judges how an order stands": {
    kind: "standing_stale",
    plant: async (one) => void (await setOrder(one, { standsUntil: start })),
  },
  "a payment was sent and is never asked for": {
    kind: "never_asked",
    plant: async (one) => void (await sent(one, { askAfter: null })),
  },
  "a payment is to be asked for and nobody asks": {
    kind: "not_asked",
    plant: async (one) => void (await sent(one, { askAfter: machineStart })),
  },
  "a payment is asked for and stays unknown": {
    kind: "no_result",
    plant: async (one) => void (await sent(one, { askAfter: machineStart + HOUR })),
  },
  "the gateway says nothing": {
    kind: "gateway_silent",
    plant: async (one) => void (await sent(one, { askAfter: machineStart + HOUR })),
  },
  "the gateway cannot be reached": {
    kind: "gateway_silent",
    plant: async (one) => {
      await unsent(one, start);
      let left = 1;
      return async () => (left-- > 0 ? unsent(one, start + 30 * SECOND) : undefined);
    },
  },
  "nothing takes up the mail": {
    kind: "mail_stuck",
    plant: (one) => setMail(one, { sendAfter: machineStart }),
  },
  "the mail server is down": {
    kind: "mail_stuck",
    plant: (one) => setMail(one, { error: "connection refused" }),
  },
  "a payment link could not be delivered": {
    kind: "link_failed",
    plant: (one) => setMail(one, { state: "failed" }),
  },
  "reports cannot be read": {
    kind: "reports_failing",
    plant: ({ shop }) =>
      raiseAlert(db, shop.merchantId, { kind: "reports_failing", text: "Cannot be read." }, start),
  },
  "an import stands still": {
    kind: "import_stuck",
    plant: async ({ id: { merchantId } }) => {
      const file = { fileName: "a.csv", state: "running", size: 1, actor: systemActor } as const;
      await withMerchant(db, merchantId, (tx) =>
        tx.insert(imports).values({ ...file, merchantId, createdAt: start, claimedUntil: machineStart }),
      );
    },
  },
  "a bulk run takes up nothing more": {
    kind: "bulk_stuck",
    plant: ({ id: { merchantId, zuid } }) =>
      withMerchant(db, merchantId, (tx) =>
        tx.insert(bulkRuns).values({
          ...{ merchantId, kind: "retry_events", source: { zuids: [zuid] }, actor: systemActor },
          ...{ state: "running", createdAt: start, movedAt: machineStart },
        }),
      ),
  },
};

/** What these stand still in is due at `start`; the others' orders are due a day later. */
const onDue = ["not_taken", "taken_not_done", "claim_held", "merchant_stopped", "due_lost"];
const atGateway = ["never_asked", "not_asked", "no_result", "gateway_silent"];

const raised = (merchantId: number) =>
  withMerchant(db, merchantId, (tx) => tx.select().from(alerts).where(eq(alerts.merchantId, merchantId)));

describe("what stands still", () => {
  const seen: Seen = new Map();
  const places = new Map<string, Planted>();
  const repeated: (() => Promise<unknown>)[] = [];
  /** After how long each was alerted to. */
  const heardAfter = new Map<number, number>();
  let healthy: Planted;

  beforeAll(async () => {
    for (const [name, { kind }] of Object.entries(plants))
      places.set(
        name,
        await opened(onDue.includes(kind) || atGateway.includes(kind) ? created : created + DAY),
      );
    healthy = await opened(created + DAY);
    for (const [name, { plant }] of Object.entries(plants)) {
      const place = places.get(name);
      const again = place && (await plant(place));
      if (typeof again === "function") repeated.push(again as () => Promise<unknown>);
    }
    for (let after = 0; after <= 10 * MINUTE; after += 30 * SECOND) {
      for (const again of repeated) await again();
      await watchSilence(db, seen, { now: start + after, machineNow: machineStart + after });
      for (let merchantId = 1; merchantId <= shops && heardAfter.size < shops - 1; merchantId++)
        if (!heardAfter.has(merchantId) && (await raised(merchantId)).length > 0)
          heardAfter.set(merchantId, after);
    }
  }, 120_000);

  it.each(Object.entries(plants))(
    "is on the page and alerted to within ten minutes: %s",
    async (name, { kind }) => {
      const merchantId = places.get(name)?.id.merchantId ?? 0;
      const now = start + 10 * MINUTE;
      const groups = await silentOf(db, merchantId, { now, machineNow: machineStart + 10 * MINUTE });
      expect(groups.map((group) => group.kind)).toContain(kind);
      const kinds = (await raised(merchantId)).flatMap(
        ({ path, kind: raisedAs }) => path?.split("#")[1] ?? raisedAs,
      );
      expect(kinds).toContain(kind);
      // Once each, however often it was looked for.
      expect(new Set(kinds).size).toBe(kinds.length);
      if (kind === "gateway_silent") expect(heardAfter.get(merchantId)).toBeLessThanOrEqual(MINUTE);
    },
  );

  it("is nothing where an order only waits for its day", async () => {
    const { merchantId } = healthy.id;
    const times = { now: start + 10 * MINUTE, machineNow: machineStart + 10 * MINUTE };
    expect(await silentOf(db, merchantId, times)).toEqual([]);
    expect(await raised(merchantId)).toEqual([]);
    // Nor is it asked about one by one.
    expect((await merchantsToAsk(db, times))?.has(merchantId)).toBe(false);
  });

  it("is alerted to again only when something else begins to stand still after it was acknowledged", async () => {
    const [first] = places.values();
    const merchantId = first?.id.merchantId ?? 0;
    await withMerchant(db, merchantId, (tx) =>
      tx.update(alerts).set({ acknowledgedAt: start }).where(eq(alerts.merchantId, merchantId)),
    );
    const watch = (after: number) =>
      watchSilence(db, seen, { now: start + after, machineNow: machineStart + after });
    for (const after of [11, 12, 13]) await watch(after * MINUTE);
    expect(await raised(merchantId)).toHaveLength(1);
  });

  it("is a clock that was to be moved, and a worker that says nothing any more", async () => {
    const { merchantId } = healthy.id;
    const kindsAt = async (after: number) => {
      const times = { now: start, machineNow: machineStart + after };
      return (await silentOf(db, merchantId, times)).map(({ kind }) => kind);
    };
    await noteWorker(db, machineStart);
    await db.update(clock).set({ movingTo: start + DAY, leadsUntil: machineStart });
    expect([await kindsAt(30 * SECOND), await isWorkerSilent(db, machineStart + 30 * SECOND)]).toEqual([
      [],
      false,
    ]);
    expect([await kindsAt(MINUTE), await isWorkerSilent(db, machineStart + MINUTE)]).toEqual([
      ["worker_silent"],
      true,
    ]);
    await noteWorker(db, machineStart + 6 * MINUTE);
    expect(await kindsAt(6 * MINUTE)).toEqual(["clock_stuck"]);
    await db.update(clock).set({ movingTo: null, leadsUntil: null });
    await noteWorker(db, machineStart);
    for (const after of [5 * MINUTE, 7 * MINUTE])
      await watchSilence(db, seen, { now: start, machineNow: machineStart + after });
    expect((await raised(merchantId)).map(({ kind }) => kind)).toEqual(["worker_silent"]);
  });
});
