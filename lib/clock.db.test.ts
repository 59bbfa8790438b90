import { afterAll, beforeAll, expect, it } from "vitest";
import { close, connect, type Db } from "@/db/client";
import { freshDatabase } from "@/db/testing";
import {
  advanceTo,
  businessClock,
  businessNow,
  freezeClock,
  moveClock,
  readClock,
  unfreezeClock,
} from "@/lib/clock";
import { DAY } from "@/lib/domain/value/calendar";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 2 });
});
afterAll(async () => {
  await close(db);
  await database.drop();
});

it("goes with the machine's time, ahead of it once moved, and never back", async () => {
  const before = Date.now();
  expect(await businessNow(db)).toBeGreaterThanOrEqual(before);
  await advanceTo(db, before + DAY);
  const ahead = await businessNow(db);
  expect(ahead).toBeGreaterThanOrEqual(before + DAY);
  await advanceTo(db, before);
  expect(await businessNow(db)).toBeGreaterThanOrEqual(ahead);
});

it("remembers where it was asked to go until it is there; the furthest wish counts", async () => {
  const start = await businessNow(db);
  await moveClock(db, start + 2 * DAY);
  await moveClock(db, start + DAY);
  expect((await readClock(db)).movingTo).toBe(start + 2 * DAY);
  await advanceTo(db, start + DAY);
  expect((await readClock(db)).movingTo).toBe(start + 2 * DAY);
  await advanceTo(db, start + 2 * DAY);
  expect((await readClock(db)).movingTo).toBeNull();
});

it("stands still where it was frozen, and moves only when it is advanced", async () => {
  const at = Date.UTC(2031, 4, 1, 12);
  await freezeClock(db, at);
  expect(await readClock(db)).toEqual({ now: at, movingTo: null, frozen: true });
  await advanceTo(db, at + DAY);
  expect(await businessNow(db)).toBe(at + DAY);
  await advanceTo(db, at);
  expect(await businessNow(db)).toBe(at + DAY);
});

it("is followed by others, frozen, running again and while the database is away", async () => {
  const followed = businessClock(database.url);
  const ahead = Date.UTC(2031, 5, 1, 12);
  await freezeClock(db, ahead);
  expect(await followed.now()).toBe(ahead);
  await advanceTo(db, ahead + DAY);
  expect(await followed.now()).toBe(ahead + DAY);
  await unfreezeClock(db);
  expect(await readClock(db)).toMatchObject({ frozen: false, movingTo: null });
  expect(await followed.now()).toBeGreaterThanOrEqual(ahead + DAY);
  await followed.stop();
  expect(await followed.now()).toBeGreaterThanOrEqual(ahead + DAY);
});
