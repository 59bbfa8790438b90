import { describe, expect, it } from "vitest";
import { createdBetween, parseOrderFilter } from "./filter";
import { orderFilterParams } from "./filter-address";
import { readCursor, writeCursor } from "./sort";

const plain = {
  q: "",
  zuid: null,
  status: [],
  type: [],
  currency: null,
  from: null,
  to: null,
  zone: "UTC",
  outstanding: null,
  disputed: null,
  card: null,
  cause: [],
  reason: [],
  left: null,
  retry: null,
  owner: null,
  needs: null,
  tag: "",
  sort: "created",
  dir: null,
  cursor: null,
  size: 25,
};

describe("the state of a list", () => {
  it("is plain without an address", () => {
    expect(parseOrderFilter({})).toEqual(plain);
    expect(orderFilterParams(parseOrderFilter({})).toString()).toBe("");
  });

  it("survives the way into an address and back", () => {
    const filter = parseOrderFilter({
      q: " berg ",
      zuid: "zuid-1042",
      status: ["suspended", "failed"],
      type: "metered",
      currency: "eur",
      from: "2026-01-01",
      to: "2026-02-28",
      zone: "Europe/Berlin",
      outstanding: "some",
      disputed: "yes",
      card: "expiring",
      cause: ["overdue", "card_expired"],
      reason: "expired",
      left: "few",
      retry: "planned",
      owner: "me",
      needs: "person",
      tag: " spring ",
      sort: "next",
      dir: "desc",
      size: "100",
      cursor: "abc",
    });
    expect(filter).toEqual({
      q: "berg",
      zuid: 1042,
      status: ["failed", "suspended"],
      type: ["metered"],
      currency: "EUR",
      from: "2026-01-01",
      to: "2026-02-28",
      zone: "Europe/Berlin",
      outstanding: "some",
      disputed: "yes",
      card: "expiring",
      cause: ["card_expired", "overdue"],
      reason: ["expired"],
      left: "few",
      retry: "planned",
      owner: "me",
      needs: "person",
      tag: "spring",
      sort: "next",
      dir: "desc",
      size: 100,
      cursor: "abc",
    });
    expect(parseOrderFilter(orderFilterParams(filter))).toEqual(filter);
  });

  it("takes nonsense as if it had not been said", () => {
    expect(
      parseOrderFilter({
        q: "x".repeat(201),
        status: "lost,failed",
        type: ["toString"],
        currency: "__proto__",
        zuid: "1042 or 1",
        from: "2026-02-30",
        to: "tomorrow",
        zone: "Mars/Olympus",
        outstanding: "all",
        card: "gold",
        cause: "weather",
        reason: ["constructor"],
        left: "some",
        retry: "maybe",
        owner: "anna",
        needs: "love",
        sort: "1; drop table orders",
        dir: "up",
        size: "1000000",
      }),
    ).toEqual({ ...plain, status: ["failed"] });
  });
});

describe("sorting by money", () => {
  it("asks for one currency, and by what is outstanding for orders that have it", () => {
    expect(parseOrderFilter({ sort: "amount", dir: "asc" })).toEqual(plain);
    expect(parseOrderFilter({ sort: "amount", currency: "EUR" }).sort).toBe("amount");
    expect(parseOrderFilter({ sort: "outstanding", currency: "EUR" }).sort).toBe("created");
    expect(parseOrderFilter({ sort: "outstanding", currency: "EUR", outstanding: "some" }).sort).toBe(
      "outstanding",
    );
  });

  it("asks for what someone must do, or for known retries, to be sorted by them", () => {
    expect(parseOrderFilter({ sort: "stake", currency: "EUR" }).sort).toBe("created");
    expect(parseOrderFilter({ sort: "stake", currency: "EUR", needs: "person" }).sort).toBe("stake");
    expect(parseOrderFilter({ sort: "retries_end" }).sort).toBe("created");
    expect(parseOrderFilter({ sort: "retries_end", left: "any" }).sort).toBe("retries_end");
  });
});

describe("days of creation", () => {
  it("begin and end on the calendar of their zone, also when its clock changes", () => {
    const filter = parseOrderFilter({ from: "2026-03-29", to: "2026-03-29", zone: "Europe/Berlin" });
    expect(createdBetween(filter)).toEqual({
      from: Date.UTC(2026, 2, 28, 23),
      before: Date.UTC(2026, 2, 29, 22),
    });
    expect(createdBetween(parseOrderFilter({}))).toEqual({ from: null, before: null });
  });
});

describe("a cursor", () => {
  it("reads what was written, and nothing else", () => {
    const cursor = { way: "newer", key: null, zuid: 1042 } as const;
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    for (const text of [null, "", "%%%", "e30", writeCursor({ ...cursor, zuid: 1.5 })]) {
      expect(readCursor(text)).toBeNull();
    }
  });
});
