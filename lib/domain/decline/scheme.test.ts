import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CardAttempt,
  type SchemeLimitId,
  schemeBans,
  schemeLimits,
  schemeOf,
  schemeRestrictions,
} from "./scheme";

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 5, 15, 12);

function declinedAt(at: number, more: Partial<CardAttempt> = {}): CardAttempt {
  return {
    at,
    declined: true,
    merchantAdviceCode: null,
    visaCategory: null,
    initiatedBy: "merchant",
    reattempt: true,
    ...more,
  };
}

const times = (count: number, attempt: (index: number) => CardAttempt) =>
  Array.from({ length: count }, (_, i) => attempt(i));

function limit(
  brand: string,
  id: SchemeLimitId,
  attempts: CardAttempt[],
  at = now,
  own: Partial<Record<SchemeLimitId, number>> = {},
) {
  const found = schemeRestrictions(brand, attempts, at, { tightened: own }).limits.find(
    (one) => one.id === id,
  );
  if (!found) throw new Error(`${id} does not apply`);
  return found;
}

describe("Mastercard", () => {
  it("allows ten declines in 24 hours and says when the next place frees", () => {
    const attempts = times(10, (i) => declinedAt(now - day + (i + 1) * hour));
    expect(limit("MASTER", "mastercard_daily_declines", attempts.slice(1))).toMatchObject({
      used: 9,
      limit: 10,
      freesAt: null,
    });
    expect(limit("MASTER", "mastercard_daily_declines", attempts)).toMatchObject({
      used: 10,
      limit: 10,
      freesAt: now + hour,
    });
  });

  it("forgets a decline exactly one window later, not a millisecond before", () => {
    const attempts = times(10, () => declinedAt(now));
    expect(limit("MASTER", "mastercard_daily_declines", attempts, now + day - 1)).toMatchObject({
      used: 10,
      freesAt: now + day,
    });
    expect(limit("MASTER", "mastercard_daily_declines", attempts, now + day)).toMatchObject({
      used: 0,
      freesAt: null,
    });
  });

  it("counts 35 declines in 30 days, approvals and later attempts aside", () => {
    const attempts = times(35, (i) => declinedAt(now - i * 20 * hour));
    expect(limit("MASTER", "mastercard_monthly_declines", attempts)).toMatchObject({
      used: 35,
      freesAt: now - 34 * 20 * hour + 30 * day,
    });
    const more = [declinedAt(now, { declined: false }), declinedAt(now + 1)];
    expect(limit("MASTER", "mastercard_monthly_declines", [...attempts.slice(1), ...more])).toMatchObject({
      used: 34,
      freesAt: null,
    });
  });

  it.each(["03", "21"])("bans the card for 30 days after advice %s", (merchantAdviceCode) => {
    const attempts = [declinedAt(now - 5 * day), declinedAt(now, { merchantAdviceCode })];
    expect(schemeRestrictions("MASTER", attempts, now - 1).ban).toBeNull();
    expect(schemeRestrictions("MASTER", attempts, now).ban?.until).toBe(now + 30 * day);
    expect(schemeRestrictions("MASTER", attempts, now + 30 * day - 1).ban?.until).toBe(now + 30 * day);
    expect(schemeRestrictions("MASTER", attempts, now + 30 * day).ban).toBeNull();
  });

  it("names the ban that lasts longest", () => {
    const attempts = [
      declinedAt(now - 2 * day, { merchantAdviceCode: "03" }),
      declinedAt(now - day, { merchantAdviceCode: "21" }),
    ];
    expect(schemeRestrictions("MASTER", attempts, now).ban).toMatchObject({
      until: now + 29 * day,
      reason: expect.stringMatching(/cancelled/),
    });
  });

  it("is not banned by other advice, nor by advice with an approval", () => {
    for (const merchantAdviceCode of ["01", "02", "25", "40", null]) {
      expect(schemeRestrictions("MASTER", [declinedAt(now, { merchantAdviceCode })], now).ban).toBeNull();
    }
    expect(
      schemeRestrictions("MASTER", [declinedAt(now, { declined: false, merchantAdviceCode: "03" })], now).ban,
    ).toBeNull();
  });
});

describe("Visa", () => {
  const raisedAt = Date.UTC(2025, 4, 19);

  it("never allows a card again after category 1", () => {
    const attempts = [declinedAt(now, { visaCategory: 1 })];
    expect(schemeRestrictions("VISA", attempts, now + 3650 * day).ban).toMatchObject({ until: null });
    for (const visaCategory of [2, 3, 4, null] as const) {
      expect(schemeRestrictions("VISA", [declinedAt(now, { visaCategory })], now).ban).toBeNull();
    }
  });

  it("allows 20 reattempts in 30 days", () => {
    const attempts = times(20, (i) => declinedAt(now - i * day, { visaCategory: 2 }));
    expect(limit("VISA", "visa_merchant_reattempts", attempts.slice(1))).toMatchObject({
      used: 19,
      limit: 20,
      freesAt: null,
    });
    expect(limit("VISA", "visa_merchant_reattempts", attempts)).toMatchObject({
      used: 20,
      limit: 20,
      freesAt: now + 11 * day,
    });
  });

  it("allowed 15 before 19 May 2025, and frees up on that day", () => {
    const attempts = times(15, (i) => declinedAt(raisedAt - (i + 1) * hour));
    expect(limit("VISA", "visa_merchant_reattempts", attempts, raisedAt - 1)).toMatchObject({
      used: 15,
      limit: 15,
      freesAt: raisedAt,
    });
    expect(limit("VISA", "visa_merchant_reattempts", attempts, raisedAt)).toMatchObject({
      used: 15,
      limit: 20,
      freesAt: null,
    });
  });

  it("counts reattempts only, the merchant's and the customer's apart", () => {
    const attempts = [
      ...times(3, () => declinedAt(now)),
      ...times(2, () => declinedAt(now, { initiatedBy: "customer" })),
      declinedAt(now, { reattempt: false }),
    ];
    expect(limit("VISA", "visa_merchant_reattempts", attempts).used).toBe(3);
    expect(limit("VISA", "visa_customer_reattempts", attempts).used).toBe(2);
  });
});

describe("a merchant's own limit", () => {
  const attempts = times(5, (i) => declinedAt(now - i * hour));

  it("tightens", () => {
    const own = { mastercard_daily_declines: 5 };
    expect(limit("MASTER", "mastercard_daily_declines", attempts, now, own)).toMatchObject({
      used: 5,
      limit: 5,
      freesAt: now + 20 * hour,
    });
    expect(
      limit("MASTER", "mastercard_daily_declines", attempts, now, { mastercard_daily_declines: 3 }).freesAt,
    ).toBe(now + 22 * hour);
  });

  it("never loosens", () => {
    for (const own of [11, 1000, Infinity, Number.NaN]) {
      expect(
        limit("MASTER", "mastercard_daily_declines", attempts, now, { mastercard_daily_declines: own }).limit,
      ).toBe(10);
    }
    expect(
      limit("MASTER", "mastercard_daily_declines", [], now, { mastercard_daily_declines: 0 }).limit,
    ).toBe(1);
  });
});

it("has no rules for other brands", () => {
  expect(
    schemeRestrictions("AMEX", [declinedAt(now, { visaCategory: 1, merchantAdviceCode: "03" })], now),
  ).toEqual({ ban: null, limits: [] });
  expect([
    schemeOf("visa"),
    schemeOf("VISAELECTRON"),
    schemeOf("MAESTRO"),
    schemeOf("JCB"),
    schemeOf(null),
  ]).toEqual(["visa", "visa", "mastercard", null, null]);
});

it("did not apply before it was made", () => {
  const attempts = times(50, () =>
    declinedAt(Date.UTC(2020, 5, 1), { visaCategory: 1, merchantAdviceCode: "03" }),
  );
  for (const brand of ["VISA", "MASTER"]) {
    expect(schemeRestrictions(brand, attempts, Date.UTC(2020, 5, 1))).toEqual({ ban: null, limits: [] });
  }
});

it("rests every limit and every ban on a dated rule of its scheme", () => {
  const resting = [
    ...schemeLimits.flatMap(({ scheme, versions }) => versions.map(({ rule }) => ({ scheme, rule }))),
    ...schemeBans,
  ];
  for (const { scheme, rule } of resting) {
    expect(rule.who.toLowerCase()).toBe(scheme);
    expect(rule.validFrom).not.toBeNull();
  }
});

it("frees a place at the very instant it names", () => {
  const attempt = fc.record({
    at: fc.integer({ min: now - 31 * day, max: now }),
    declined: fc.boolean(),
    merchantAdviceCode: fc.constantFrom(null, "02", "03"),
    visaCategory: fc.constantFrom(null, 2 as const, 4 as const),
    initiatedBy: fc.constantFrom("merchant" as const, "customer" as const),
    reattempt: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(attempt, { maxLength: 120, minLength: 20 }),
      fc.constantFrom("VISA", "MASTER"),
      (attempts, brand) => {
        for (const { id, used, limit: most, freesAt } of schemeRestrictions(brand, attempts, now).limits) {
          expect(freesAt !== null).toBe(used >= most);
          if (freesAt === null) continue;
          expect(limit(brand, id, attempts, freesAt).used).toBeLessThan(most);
          expect(limit(brand, id, attempts, freesAt - 1).used).toBeGreaterThanOrEqual(most);
        }
      },
    ),
    { seed: 4, numRuns: 300 },
  );
});

it("knows a scheme by how its brand begins, and by nothing else in its name", () => {
  expect(["  visa", " Maestro ", "NOTVISA", "CO-VPAY", "BEMASTER", "PREMAESTRO"].map(schemeOf)).toEqual([
    ...["visa", "mastercard", null, null, null, null],
  ]);
});

it("counts a ban from the last of its causes", () => {
  const asked = [declinedAt(now - 20 * day), declinedAt(now - 2 * day), declinedAt(now - 9 * day)];
  const attempts = asked.map((attempt) => ({ ...attempt, merchantAdviceCode: "03" }));
  expect(schemeRestrictions("MASTER", attempts, now).ban?.until).toBe(now + 28 * day);
});

it("holds a limit of one region for merchants of that region alone, and the world's everywhere", () => {
  const known = (region?: "Brazil" | "worldwide") =>
    schemeRestrictions("MASTER", [], now, region ? { region } : {}).limits.map(({ id }) => id);
  const worldwide = ["mastercard_daily_declines", "mastercard_monthly_declines"];
  expect(known()).toEqual(worldwide);
  expect(known("worldwide")).toEqual(worldwide);
  expect(known("Brazil")).toEqual([...worldwide, "mastercard_brazil_declines"]);
});
