import { describe, expect, it } from "vitest";
import type { Attempt, AttemptState, Report } from "../order/order";
import type { Entry } from "../order/order-log";
import { DAY, HOUR } from "../value/calendar";
import { MINUTE, SECOND } from "../value/timetable";
import {
  type AskedTimes,
  askAfterNotFound,
  askAfterNoVerdict,
  askWhileWatched,
  bookedLatePerhaps,
  isGivenUp,
  isUnknownForLong,
  isWatched,
  timesInState,
} from "./when-to-ask";

const now = Date.UTC(2026, 10, 20, 9);

describe("the gateway is asked", () => {
  it("a minute after a request was sent, half a minute after silence, and once nobody can pay in a checkout", () => {
    expect(timesInState("sent", false, now)).toEqual({ sentAt: now, askAfter: now + MINUTE });
    expect(timesInState("unknown", false, now)).toEqual({ askAfter: now + 30 * SECOND });
    expect(timesInState("prepared", false, now)).toEqual({
      checkoutOpenedAt: now,
      askAfter: now + 31 * MINUTE,
    });
  });

  it.each<AttemptState>(["approved", "declined", "duplicate"])("no more once a payment is %s", (state) => {
    expect(timesInState(state, true, now)).toEqual({ askAfter: null, watchUntil: null });
  });

  it("for a week about one that was given up and may be booked late, and not about any other", () => {
    expect(timesInState("abandoned", true, now)).toEqual({ askAfter: now + HOUR, watchUntil: now + 7 * DAY });
    expect(timesInState("abandoned", false, now)).toEqual({ askAfter: null });
    const watchUntil = now + DAY;
    expect(askWhileWatched(attempt("abandoned"), times({ watchUntil }), now)).toBe(now + 12 * HOUR);
    expect(askWhileWatched(attempt("abandoned"), times({ watchUntil }), watchUntil)).toBeNull();
    expect(askWhileWatched(attempt("abandoned"), times({}), now)).toBeNull();
    expect(askWhileWatched(reported("approved"), times({}), now)).toBe(now + 12 * HOUR);
  });

  it("less and less often while there is no verdict", () => {
    const after = (age: number) => askAfterNoVerdict(times({ sentAt: now - age }), now) - now;
    expect([0, 5 * MINUTE, 20 * MINUTE, 100 * MINUTE, DAY].map(after)).toEqual([
      30 * SECOND,
      30 * SECOND,
      2 * MINUTE,
      10 * MINUTE,
      10 * MINUTE,
    ]);
  });

  it("a second time about one that it does not know, before that is believed", () => {
    const sentAt = now;
    expect(askAfterNotFound(times({ sentAt }), now + MINUTE)).toBe(now + 15 * MINUTE);
    const late = now + 20 * MINUTE;
    expect(askAfterNotFound(times({ sentAt }), late)).toBe(late + 5 * MINUTE);
    expect(askAfterNotFound(times({ sentAt, firstNotFoundAt: now }), late)).toBe(late + MINUTE);
  });
});

describe("a payment", () => {
  it("is given up when it is old enough and was twice not found, five minutes apart", () => {
    const known = { sentAt: now, firstNotFoundAt: now + 10 * MINUTE };
    expect(isGivenUp(times(known), now + 15 * MINUTE)).toBe(true);
    expect(isGivenUp(times(known), now + 15 * MINUTE - 1)).toBe(false);
    expect(isGivenUp(times({ ...known, firstNotFoundAt: now + 11 * MINUTE }), now + 15 * MINUTE)).toBe(false);
    expect(isGivenUp(times({ ...known, firstNotFoundAt: null }), now + DAY)).toBe(false);
    expect(isGivenUp(times({ ...known, firstNotFoundAt: now + MINUTE }), now + 10 * MINUTE)).toBe(false);
    expect(isGivenUp(times({ checkoutOpenedAt: now, firstNotFoundAt: now }), now + 15 * MINUTE)).toBe(true);
  });

  it("may be booked late when nobody knows it, or nobody paid, or staff closed its report", () => {
    const given = (outcome: string) => ({ kind: "payment_abandoned", attempt: 1, outcome }) as Entry;
    expect([...bookedLatePerhaps([given("not_found")])]).toEqual([1]);
    expect([...bookedLatePerhaps([given("expired")])]).toEqual([1]);
    expect([...bookedLatePerhaps([given("not_sent"), given("technical")])]).toEqual([]);
    expect([...bookedLatePerhaps([{ kind: "report_closed", attempt: 2 } as Entry])]).toEqual([2]);
  });

  it("is told of when its result has been unknown for an hour", () => {
    const unknown = (since: number) => isUnknownForLong(attempt("unknown"), times({ sentAt: now }), since);
    expect([unknown(now + HOUR - 1), unknown(now + HOUR)]).toEqual([false, true]);
    expect(isUnknownForLong(attempt("approved"), times({ sentAt: now }), now + DAY)).toBe(false);
    expect(isUnknownForLong(attempt("sent"), times({}), now + DAY)).toBe(false);
    expect(isUnknownForLong(attempt("sent"), times({ sentAt: now }), now + HOUR)).toBe(true);
    expect(isUnknownForLong(reported("unknown"), times({ sentAt: now }), now + DAY)).toBe(false);
  });
});

describe("only a late booking is waited for", () => {
  it("of a payment that was given up, and of one whose report waits for staff", () => {
    expect([attempt("abandoned"), reported("approved"), reported("unknown")].map(isWatched)).toEqual([
      ...[true, true, true],
    ]);
    expect((["sent", "unknown", "approved"] as const).map((state) => isWatched(attempt(state)))).toEqual([
      ...[false, false, false],
    ]);
  });
});

function reported(state: AttemptState): Attempt {
  return { ...attempt(state), reports: [{ state: "open" } as Report] };
}

function attempt(state: AttemptState): Attempt {
  return { state } as Attempt;
}

function times(known: Partial<AskedTimes>): AskedTimes {
  return {
    sentAt: null,
    askAfter: null,
    firstNotFoundAt: null,
    watchUntil: null,
    checkoutOpenedAt: null,
    ...known,
  };
}
