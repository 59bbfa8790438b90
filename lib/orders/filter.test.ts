import { describe, expect, it } from "vitest";
import { orderFilterParams, parseOrderFilter, readCursor, writeCursor } from "./filter";

const plain = {
  q: "",
  status: [],
  type: [],
  currency: null,
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
      status: ["suspended", "failed"],
      type: "metered",
      currency: "eur",
      sort: "next",
      dir: "desc",
      size: "100",
      cursor: "abc",
    });
    expect(filter).toEqual({
      q: "berg",
      status: ["failed", "suspended"],
      type: ["metered"],
      currency: "EUR",
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
        sort: "1; drop table orders",
        dir: "up",
        size: "1000000",
      }),
    ).toEqual({ ...plain, status: ["failed"] });
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
