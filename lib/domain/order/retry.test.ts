import { describe, expect, it } from "vitest";
import { classify } from "@/lib/gateway/opp/classify";
import { activated, instalmentOrder } from "../lived/histories";
import { eventIn } from "../lived/shape";
import { endsRetries, plannedRetriesAfter } from "../rules/retry-plan";
import { DAY, type Instant } from "../value/calendar";
import { RETRY_WINDOW } from "../value/timetable";
import type { RetryWindow } from "./billing-event";
import type { Cause } from "./cause";
import type { MerchantTerms } from "./order";
import { RETRY_LIMIT, retryBudget, windowAfterHardDecline, windowAfterSoftDecline } from "./retry";

const begun = Date.UTC(2026, 1, 1, 9);
const ends = begun + RETRY_WINDOW;

describe("the 30 days in which a payment may be retried", () => {
  const open = { startedAt: begun, endsAt: ends, retries: 3 };

  it("begin with the first soft decline", () => {
    expect(windowAfterSoftDecline(null, begun)).toEqual({ startedAt: begun, endsAt: ends, retries: 0 });
  });

  it("count a soft decline up to their last millisecond, and begin anew at their end", () => {
    expect(windowAfterSoftDecline(open, ends - 1)).toEqual({ ...open, retries: 4 });
    expect(windowAfterSoftDecline(open, ends)).toEqual({
      startedAt: ends,
      endsAt: ends + RETRY_WINDOW,
      retries: 0,
    });
  });

  it("count a decline for good up to their last millisecond, and none after", () => {
    expect(windowAfterHardDecline(null, begun)).toBeNull();
    expect(windowAfterHardDecline(open, ends - 1)).toEqual({ ...open, retries: 4 });
    expect(windowAfterHardDecline(open, ends)).toEqual(open);
  });

  it("are fresh, open, used up or over", () => {
    expect(budget(null, begun)).toEqual({ used: 0, limit: 15, endsAt: null, state: "fresh" });
    expect(budget({ ...open, retries: RETRY_LIMIT - 1 }, begun).state).toBe("open");
    expect(budget({ ...open, retries: RETRY_LIMIT }, ends - 1).state).toBe("used_up");
    expect(budget({ ...open, retries: RETRY_LIMIT }, ends).state).toBe("over");
  });
});

describe("automatic retries", () => {
  const days = (list: readonly number[]) => list.map((day) => begun + day * DAY);

  it("stand on the merchant's days after the first soft decline", () => {
    expect(planned({ at: begun })).toEqual(dates(days([3, 7, 14])));
  });

  it("are not planned when the merchant has none, or the customer has to answer", () => {
    expect(planned({ at: begun, terms: { autoRetry: false } })).toEqual([]);
    expect(planned({ at: begun, outcome: "customer" })).toEqual([]);
  });

  it.each(["retry", "execute_now"] as const)("keep a whole day from a retry by hand (%s)", (cause) => {
    const before = days([3, 7]);
    expect(planned({ at: begun + 2 * DAY, retries: 1, cause, before })).toEqual(dates(days([7])));
    expect(planned({ at: begun + 2 * DAY - 1, retries: 1, cause, before })).toEqual(dates(before));
  });

  it("leave out the one of this very instant, and wait for nothing after one by themselves", () => {
    const told = { at: begun + 3 * DAY, retries: 1, before: days([3, 3.5, 7]) };
    expect(planned({ ...told, cause: "automatic_retry" })).toEqual(dates(days([3.5, 7])));
  });

  it("go at the time that the bank's advice gave when they were planned before it, once", () => {
    const notBefore = begun + 8 * DAY;
    expect(planned({ at: begun, notBefore })).toEqual(dates([notBefore, begun + 14 * DAY]));
  });

  it("wait for the morning after the bank's advice where they are timed for paydays", () => {
    const terms = { timedForPaydays: true, autoRetryDays: [1] };
    expect(planned({ at: begun, terms, notBefore: Date.UTC(2026, 1, 5, 9) })).toEqual([
      "2026-02-06T07:00:00.000Z",
    ]);
    expect(planned({ at: begun, terms, notBefore: Date.UTC(2026, 1, 5, 7) })).toEqual([
      "2026-02-05T07:00:00.000Z",
    ]);
  });

  it("end before their window does", () => {
    expect(planned({ at: begun, retries: 1, before: [ends - 1, ends] })).toEqual(dates([ends - 1]));
  });

  it("are no more than the limit leaves", () => {
    const before = days([3, 7, 14]);
    expect(planned({ at: begun, retries: RETRY_LIMIT - 1, before })).toEqual(dates(days([3])));
    expect(planned({ at: begun, retries: RETRY_LIMIT, before })).toEqual([]);
  });
});

describe("the automatic retries of an event have ended", () => {
  it("when none is left and the last was one of them, with a line that was down in between or not", () => {
    expect(ended([[1, "automatic_retry"]])).toBe(true);
    expect(
      ended([
        [1, "automatic_retry"],
        [1, "technical_retry"],
      ]),
    ).toBe(true);
    expect(ended([[1, "automatic_retry"]], { remaining: [begun] })).toBe(false);
  });

  it("when a retry by hand took the place of those that were planned", () => {
    expect(ended([[1, "retry"]], { before: [begun] })).toBe(true);
    expect(ended([[1, "retry"]])).toBe(false);
  });

  it("not by an automatic retry of another event", () => {
    expect(
      ended([
        [1, "schedule"],
        [2, "automatic_retry"],
        [1, "technical_retry"],
      ]),
    ).toBe(false);
  });

  it("not by one that came after the try that was declined", () => {
    const tries: Tries = [
      [1, "schedule"],
      [1, "automatic_retry"],
    ];
    expect(ended(tries, { asked: 1 })).toBe(false);
    expect(ended(tries, { asked: 2 })).toBe(true);
  });
});

const history = activated(instalmentOrder());

type Tries = [event: number, cause: Cause][];

/** Whether event 1 has no automatic retry any more, after tries in this order of which one was declined now. */
function ended(
  tries: Tries,
  told: { asked?: number; before?: readonly Instant[]; remaining?: readonly Instant[] } = {},
): boolean {
  const { order } = history;
  const { asked = tries.length, before = [], remaining = [] } = told;
  const [first] = order.attempts;
  if (!first) throw new Error("it was paid");
  const attempts = tries.map(([event, cause], i) => ({ ...first, number: i + 1, event, cause }));
  const attempt = attempts[asked - 1] ?? first;
  const event = { ...eventIn(history, 1), plannedRetries: [...before] };
  return endsRetries({ ...order, attempts }, { event, attempt }, remaining);
}

function budget(window: RetryWindow | null, now: Instant) {
  const facts = { card: "visa", window, notBefore: null, barred: false };
  return retryBudget({ ...eventIn(history, 1), cardFacts: [facts] }, "visa", now);
}

type Told = {
  at: Instant;
  retries?: number;
  cause?: Cause;
  before?: readonly Instant[];
  notBefore?: Instant | null;
  outcome?: "soft" | "customer";
  terms?: Partial<MerchantTerms>;
};

/** What is planned after a soft decline, as dates. */
function planned({ at, retries = 0, cause = "schedule", before = [], terms, ...told }: Told): string[] {
  const { order } = history;
  const [first] = order.attempts;
  if (!first) throw new Error("it was paid");
  const bank = { acquirerResponse: null, merchantAdviceCode: null, visaCategoryCode: null };
  const facts = { code: "800.100.155", brand: "VISA", ...bank };
  const { notBefore = null, outcome = "soft" } = told;
  const declined = {
    event: { ...eventIn(history, 1), plannedRetries: [...before] },
    attempt: { ...first, cause },
    verdict: { ...classify(facts, "sandbox"), outcome },
    window: { startedAt: begun, endsAt: ends, retries },
    notBefore,
  };
  return dates(plannedRetriesAfter({ ...order, merchant: { ...order.merchant, ...terms } }, declined, at));
}

function dates(list: readonly Instant[]): string[] {
  return list.map((at) => new Date(at).toISOString());
}
