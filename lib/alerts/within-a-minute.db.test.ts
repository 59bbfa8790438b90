import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { memberships, users } from "@/db/schema/users";
import type { Instant } from "@/lib/domain/value/calendar";
import {
  ALERTS_LOOKED_FOR_EVERY,
  GATEWAY_ANSWERS_WITHIN,
  MINUTE,
  SECOND,
  SILENCE_WATCHED_EVERY,
} from "@/lib/domain/value/timetable";
import { deliver } from "@/lib/mail/deliver";
import { type MailServer, startMailServer } from "@/lib/mail/testing";
import type { TestShop } from "@/lib/orders/testing";
import {
  activeOrderOf,
  currentOrder,
  draftOf,
  newShop,
  openPaymentsFixture,
  type PaymentsFixture,
} from "@/lib/payments/testing";
import { type Seen, watchSilence } from "@/lib/silent/watch";
import { collectDue } from "@/lib/worker/collect";
import { countNewAlerts } from "./list";
import { postAlerts } from "./post";

/** How often the worker hands out alerts and mail. */
const ROUND = 5 * SECOND;

let fixture: PaymentsFixture;
let owner: Db;
let server: MailServer;
let shop: TestShop;
let reader: { merchantId: number; userId: string; role: "admin" };

beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  fixture = await openPaymentsFixture(6);
  owner = connect(fixture.ownerUrl);
});
afterAll(async () => {
  await close(owner);
  await fixture.close();
});
beforeEach(async () => {
  server = await startMailServer();
  shop = await newShop(fixture);
  const { merchantId } = shop;
  const email = `ada${merchantId}@staff.example`;
  const [ada] = await owner
    .insert(users)
    .values({ email, name: "Ada", passwordHash: "x" })
    .returning({ id: users.id });
  reader = { merchantId, userId: ada?.id ?? "", role: "admin" };
  await owner.insert(memberships).values(reader);
});
afterEach(() => server.stop());

/** After how long the bell of an open page and a mail said so, as often as worker and pages look. */
async function heardAfter(since: Instant): Promise<{ bell: number; mail: number }> {
  const { db, clock } = fixture;
  const heard = { bell: Number.POSITIVE_INFINITY, mail: Number.POSITIVE_INFINITY };
  const seen: Seen = new Map();
  const isToStaff = ({ to, data }: { to: string; data: string }) =>
    to.includes("ada") && /^Subject: (Dispute|Gateway silent)/m.test(data);
  for (let after = 0; after <= 3 * MINUTE; after += ROUND) {
    const [now, machineNow] = [clock.now + after, since + after];
    if (after % SILENCE_WATCHED_EVERY === 0) await watchSilence(db, seen, { now, machineNow });
    await postAlerts(db, now, machineNow);
    await deliver(db, { smtpUrl: server.url, appUrl: "https://office.example" }, now, machineNow);
    if (server.taken.some(isToStaff)) heard.mail = Math.min(heard.mail, after);
    if (after % ALERTS_LOOKED_FOR_EVERY === 0 && (await countNewAlerts(db, reader)) > 0)
      heard.bell = Math.min(heard.bell, after);
  }
  return heard;
}

it("is known by bell and by mail within a minute of a chargeback", async () => {
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "single"));
  const transactionId = (await currentOrder(fixture, id)).attempts.at(-1)?.answer?.transactionId ?? "";
  await fixture.bank.book({ type: "chargeback", transactionId });
  await fixture.bank.releaseWebhooks();
  const { bell, mail } = await heardAfter(fixture.payments.machineNow());
  expect(bell).toBeLessThanOrEqual(MINUTE);
  expect(mail).toBeLessThanOrEqual(MINUTE);
});

it("is known by bell and by mail within a minute that the gateway owes an answer", async () => {
  const id = await activeOrderOf(fixture, shop, draftOf(shop, "instalment"));
  fixture.clock.now = (await currentOrder(fixture, id)).events[0]?.scheduledAt ?? 0;
  await fixture.bank.fault({ operations: ["charge"], effect: "answer_late", seconds: 3_600 });
  const sentAt = fixture.payments.machineNow();
  await collectDue({ payments: fixture.impatient(50), concurrency: 1 }, fixture.clock.now);
  const { bell, mail } = await heardAfter(sentAt);
  expect(bell).toBeGreaterThan(GATEWAY_ANSWERS_WITHIN);
  expect(bell).toBeLessThanOrEqual(GATEWAY_ANSWERS_WITHIN + MINUTE);
  expect(mail).toBeLessThanOrEqual(GATEWAY_ANSWERS_WITHIN + MINUTE);
});
