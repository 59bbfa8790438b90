import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { netPaid } from "@/lib/domain/order/balance";
import type { Actor, Order } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import type { Result } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import type { Instant } from "@/lib/domain/value/calendar";
import { attemptRecord } from "@/lib/orders/attempt-record";
import type { OrderId } from "@/lib/orders/execute";
import { readOrder } from "@/lib/orders/read";
import { staffActor, type TestShop } from "@/lib/orders/testing";
import { chance } from "@/lib/sandbox/arrangements";
import { cardOf } from "@/lib/sandbox/shopper";
import { carryOut } from "./carry-out";
import { settleCheckout } from "./checkout";
import { settleFromAnswers } from "./settle-from-answers";
import {
  type AnyFixture,
  activeOrderOf,
  alertKinds,
  ann,
  draftOf,
  lastAttempt,
  newCustomer,
  newShop,
  openedCheckoutId,
  openPaymentsFixtureAt,
  submitCard,
  testStart,
} from "./testing";
import { type BankKind, oppBank } from "./testing-bank";
import { kassaBank } from "./testing-kassa";

const TIMES = 200;
/** Four times what they take on two busy cores. */
const PATIENCE_MS = 240_000;
/** Orders that are raced at the same time. */
const ABREAST = 6;
const time: Actor = { kind: "system" };

describe.each<BankKind>([oppBank, kassaBank])("at a gateway of the kind $name", (kind) => {
  let fixture: AnyFixture;
  let shop: TestShop;
  beforeAll(async () => {
    fixture = await openPaymentsFixtureAt(kind, 24);
    shop = await newShop(fixture, { autoRetry: false });
    // As a gateway does, it keeps records of other types under the reference of each payment.
    await fixture.bank.companions(["authentication", "risk_check", "reversal"]);
  });
  afterEach(() => fixture.bank.clearFaults());
  afterAll(() => fixture.close());

  it(
    "lets one of two people retry, and tells the other one",
    async () => {
      const told = new Set<string>();
      await race(async (id, round) => {
        const { order, now, event } = await softDeclined(id);
        const command: Command = { kind: "retry_events", events: [event] };
        const both = await inAnyOrder(round, [
          () => carryOut(fixture.payments, id, command, { actor: staffActor, now, version: order.version }),
          () =>
            carryOut(fixture.payments, id, command, {
              actor: ann,
              now,
              version: seeded(round, "version") ? order.version : undefined,
            }),
        ]);
        expect(both.filter((done) => done.is === "done")).toHaveLength(1);
        told.add(whatWasTold(both.find((done) => done.is !== "done")));
        expect(await debitedFor(id, event)).toEqual([10_000]);
      });
      expect([...told].every(isSentence)).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    "charges once when staff retry while the customer enters another card",
    async () => {
      await race(async (id, round) => {
        const { order, now, event } = await softDeclined(id);
        fixture.clock.now = now;
        const checkout = await openedCheckoutId(fixture, id, {
          purpose: "card_update",
          via: "link",
          shownSum: 10_000,
        });
        const { checkoutId } = await submitCard(fixture, checkout, cardOf("4200000000000000"));
        const [retried] = await inAnyOrder(round, [
          () =>
            carryOut(
              fixture.payments,
              id,
              { kind: "retry_events", events: [event] },
              { actor: staffActor, now },
            ),
          () => settleCheckout(fixture.payments, id, checkoutId, now),
        ]);
        if (retried.is !== "done") expect(whatWasTold(retried)).toSatisfy(isSentence);
        const after = await read(id, now);
        expect(after).toMatchObject({
          status: event === 12 ? "complete" : "active",
          pendingCollection: null,
        });
        // Paid off by the retry, the order has no use for the new card any more.
        if (event < 12) expect(after.cardId).not.toBe(order.cardId);
        expect(after.wallet).toHaveLength(order.wallet.length + 1);
        expect(await debitedFor(id, event)).toEqual([10_000]);
      });
    },
    PATIENCE_MS,
  );

  it(
    "lets either the worker collect or staff merge",
    async () => {
      const won = { worker: 0, staff: 0 };
      await race(async (id, round) => {
        const before = await readDue(id);
        if (!before) return "over";
        const { now, first, second } = before;
        const [merged, collected] = await inAnyOrder(round, [
          () =>
            carryOut(
              fixture.payments,
              id,
              { kind: "merge_events", events: [first, second], scheduledAt: null, amount: null },
              { actor: staffActor, now },
            ),
          () => carryOut(fixture.payments, id, { kind: "run_due" }, { actor: time, now }),
        ]);
        const isMerged = merged.is === "done";
        expect(collected.is === "done").toBe(!isMerged);
        if (isMerged) won.staff += 1;
        else {
          won.worker += 1;
          expect(whatWasTold(merged)).toSatisfy(isSentence);
        }
        const order = await read(id, now);
        expect(order.events[first - 1]?.status).toBe(isMerged ? "merged" : "completed");
        const open = order.events.filter((event) => event.status === "scheduled");
        expect(open.reduce((sum, event) => sum + event.amount, 0) + netPaid(order)).toBe(120_000);
        expect(await debitedFor(id, first)).toEqual(isMerged ? [] : [order.events[first - 1]?.amount]);
      });
      expect(won.worker).toBeGreaterThan(0);
      expect(won.staff).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  it(
    "books a late answer once while staff mark the order as complete",
    async () => {
      await fixture.bank.fault({ effect: "drop_after", operations: ["charge"] });
      let late = 0;
      await abreast(TIMES, async (round) => {
        const id = await newInstalments();
        const now = (await read(id, testStart)).events[0]?.scheduledAt ?? 0;
        await carryOut(fixture.payments, id, { kind: "run_due" }, { actor: time, now });
        const order = await read(id, now);
        const record = await attemptRecord(fixture.db, id, lastAttempt(order).number);
        if (!record) throw new Error("no attempt");
        const { account, reference } = record.attempt;
        const query = await fixture.gateway.query({ account, reference });
        if (query.kind !== "found") throw new Error("the gateway lost a payment");
        const version = seeded(round, "version") ? order.version : undefined;
        const [ended, heard, again] = await inAnyOrder(round, [
          () =>
            carryOut(fixture.payments, id, { kind: "complete_order" }, { actor: staffActor, now, version }),
          () => settleFromAnswers(fixture.payments, record, query.answers, now),
          () => settleFromAnswers(fixture.payments, record, query.answers, now),
        ]);
        expect([heard, again]).toEqual(["booked", "booked"]);
        const after = await read(id, now);
        expect(after.status).toBe(ended?.is === "done" ? "complete" : "active");
        expect(after.events[0]?.status).toBe("completed");
        expect(netPaid(after)).toBe(10_000);
        expect(await debitedFor(id, 1)).toEqual([10_000]);
        if (ended?.is === "stale") expect(version).toBeDefined();
        else if (after.events[1]?.status === "cancelled") late += 1;
      });
      const alerts = (await alertKinds(fixture, shop)).filter((kind) => kind === "booked_after_end");
      expect(late).toBeGreaterThan(0);
      expect(alerts.length).toBeGreaterThan(0);
    },
    PATIENCE_MS,
  );

  /** Runs `round` on orders of twelve parts until it has been run often enough, several orders abreast. */
  async function race(round: (id: OrderId, round: number) => Promise<unknown>): Promise<void> {
    let done = 0;
    await abreast(ABREAST, async () => {
      while (done < TIMES) {
        const id = await newInstalments();
        for (let part = 0; part < 12 && done < TIMES; part++) {
          done += 1;
          if ((await round(id, done)) === "over") {
            done -= 1;
            break;
          }
        }
      }
    });
  }

  async function abreast(times: number, run: (i: number) => Promise<void>): Promise<void> {
    let next = 0;
    const lane = async () => {
      try {
        while (next < times) await run(next++);
      } catch (fault) {
        next = times;
        throw fault;
      }
    };
    await Promise.all(Array.from({ length: ABREAST }, lane));
  }

  async function newInstalments(): Promise<OrderId> {
    fixture.clock.now = testStart;
    const buyer = await newCustomer(fixture, shop);
    return activeOrderOf(fixture, buyer, draftOf(buyer, "instalment"));
  }

  /** Lets the next part be declined, and says which it was. */
  async function softDeclined(id: OrderId): Promise<{ order: Order; now: Instant; event: number }> {
    const before = await read(id, testStart);
    const event = before.events.find((candidate) => candidate.status === "scheduled");
    if (!event) throw new Error("nothing is left to collect");
    await fixture.bank.next({ code: fixture.codes.soft, registrationId: before.cardId ?? "" });
    const now = event.scheduledAt;
    await carryOut(fixture.payments, id, { kind: "run_due" }, { actor: time, now });
    const order = await read(id, now);
    expect(order.events[event.number - 1]?.status).toBe("soft_declined");
    return { order, now, event: event.number };
  }

  /** The order's earliest open part, which falls due at `now`, and the one after it. */
  async function readDue(id: OrderId): Promise<{ now: Instant; first: number; second: number } | null> {
    const order = await read(id, testStart);
    const open = order.events
      .filter((event) => event.status === "scheduled")
      .sort((a, b) => a.scheduledAt - b.scheduledAt);
    const [first, second] = open;
    return first && second ? { now: first.scheduledAt, first: first.number, second: second.number } : null;
  }

  async function read(id: OrderId, now: Instant): Promise<Order> {
    const order = await readOrder(fixture.db, id, now);
    if (!order) throw new Error("no order");
    return order;
  }

  /** What the gateway debited for one event, by its own books. */
  async function debitedFor(id: OrderId, event: number): Promise<(number | null)[]> {
    const order = await read(id, testStart);
    const asked = order.attempts
      .filter((attempt) => attempt.event === event)
      .map(({ account, reference }) => fixture.gateway.query({ account, reference }));
    const booked = (await Promise.all(asked)).flatMap((query) =>
      query.kind === "found" ? query.answers : [],
    );
    return booked
      .filter(({ type, verdict }) => type === "debit" && verdict.outcome === "approved")
      .map((answer) => answer.amount);
  }

  /** Starts all in the same moment, in an order that the round decides. */
  async function inAnyOrder<T extends (() => Promise<unknown>)[]>(
    round: number,
    runs: [...T],
  ): Promise<{ [K in keyof T]: Awaited<ReturnType<T[K]>> }> {
    const order = runs.map((_, i) => i).sort((a, b) => chance("order", round, a) - chance("order", round, b));
    const results: unknown[] = [];
    await Promise.all(
      order.map(async (i) => {
        results[i] = await runs[i]?.();
      }),
    );
    return results as { [K in keyof T]: Awaited<ReturnType<T[K]>> };
  }

  function seeded(round: number, word: string): boolean {
    return chance(word, round) < 0.5;
  }

  function whatWasTold(done: Result<unknown> | undefined): string {
    if (!done) return "";
    if (done.is === "refused") return explainRefusal(done.why);
    return done.is === "stale" ? "The order has changed meanwhile." : "";
  }

  function isSentence(text: string): boolean {
    return /^[A-Z].{10,}\.$/s.test(text);
  }
});
