import { describe, expect, it } from "vitest";
import type { CardFacts } from "./billing-event";
import { factsWith, mergedFacts, withFacts } from "./card-facts";

const january = Date.UTC(2026, 0, 31);
const march = Date.UTC(2026, 2, 3);

describe("what a merged event knows of a card", () => {
  it.each([
    ["first", [known({ endsAt: march, retries: 2 }), known({ endsAt: january, retries: 9 })]],
    ["last", [known({ endsAt: january, retries: 9 }), known({ endsAt: march, retries: 2 })]],
  ])("is the latest window end and the highest count, with the longer window %s", (_, parts) => {
    const [merged] = mergedFacts(parts);
    expect(iso(merged?.window?.endsAt)).toBe(iso(march));
    expect(merged?.window?.retries).toBe(9);
  });

  it.each([
    ["first", [known({ endsAt: march, retries: 4 }), known({})]],
    ["last", [known({}), known({ endsAt: march, retries: 4 })]],
  ])("is the only window, with the declined part %s", (_, parts) => {
    expect(mergedFacts(parts)[0]?.window).toEqual(window({ endsAt: march, retries: 4 }));
  });

  it.each([
    ["both", january, march, march],
    ["the other order", march, january, march],
    ["the first alone", january, null, january],
    ["the last alone", null, january, january],
    ["none", null, null, null],
  ])("is the bank's latest not-before: %s", (_, first, last, latest) => {
    const [merged] = mergedFacts([known({ notBefore: first }), known({ notBefore: last })]);
    expect(iso(merged?.notBefore)).toBe(iso(latest));
  });

  it.each([
    [true, false, true],
    [false, true, true],
    [false, false, false],
  ])("is every bar: %s and %s", (first, last, barred) => {
    const parts = [known({ barred: first }), known({ barred: last })];
    expect(mergedFacts(parts)[0]?.barred).toBe(barred);
  });

  it("is kept for each card apart", () => {
    const merged = mergedFacts([known({ barred: true }), known({ card: "other", notBefore: march })]);
    expect(merged).toEqual([facts({ barred: true }), facts({ card: "other", notBefore: march })]);
  });
});

it("knows nothing of a card that an event never met", () => {
  expect(factsWith(known({ barred: true }), "other")).toEqual(facts({ card: "other" }));
  expect(factsWith(known({ barred: true }), null)).toEqual(facts({ card: "" }));
});

it("changes what is known with one card, puts it last and leaves the others", () => {
  const both = [facts({ barred: true }), facts({ card: "other" })];
  expect(withFacts(both, "visa", { notBefore: march })).toEqual([
    facts({ card: "other" }),
    facts({ barred: true, notBefore: march }),
  ]);
});

type Part = Partial<CardFacts> & { endsAt?: number; retries?: number };

function known(part: Part) {
  return { cardFacts: [facts(part)] };
}

function facts({ endsAt, retries, ...rest }: Part): CardFacts {
  const held = endsAt === undefined ? null : window({ endsAt, retries });
  return { card: "visa", window: held, notBefore: null, barred: false, ...rest };
}

function window({ endsAt, retries = 0 }: { endsAt: number; retries?: number }) {
  return { startedAt: endsAt - 30 * 86_400_000, endsAt, retries };
}

function iso(at: number | null | undefined): string | null {
  return typeof at === "number" ? new Date(at).toISOString() : null;
}
