import { beforeAll, expect, it } from "vitest";
import { rounds } from "./rounds";

beforeAll(() => {
  process.env.LOG_LEVEL = "silent";
});

it("does each job again and again, and none waits for one that hangs or fails", async () => {
  const stopping = new AbortController();
  const hangs = Promise.withResolvers<void>();
  const done = { steady: 0, failing: 0, slow: 0 };
  const going = rounds(
    {
      steady: { everyMs: 1, run: async () => ++done.steady },
      failing: {
        everyMs: 1,
        run: async () => {
          done.failing += 1;
          throw new Error("the database is away");
        },
      },
      slow: {
        everyMs: 1,
        run: () => {
          done.slow += 1;
          return hangs.promise;
        },
      },
    },
    stopping.signal,
  );
  await expect.poll(() => Math.min(done.steady, done.failing)).toBeGreaterThan(3);
  expect(done.slow).toBe(1);
  stopping.abort();
  hangs.resolve();
  await going;
});

it("finishes what is in hand and begins nothing once it is told to stop, however long the pause", async () => {
  const stopping = new AbortController();
  const inHand = Promise.withResolvers<void>();
  let begun = 0;
  let ended = 0;
  const run = async () => {
    begun += 1;
    await inHand.promise;
    ended += 1;
  };
  const going = rounds({ one: { everyMs: 3_600_000, run } }, stopping.signal);
  stopping.abort();
  inHand.resolve();
  await going;
  expect([begun, ended]).toEqual([1, 1]);
});
