import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify, type Outcome, type ResultFacts, resultFacts } from "./decline";
import { resultGroups } from "./decline-codes";

const decline = (facts: Partial<ResultFacts>) => classify(factsOf(facts), "live");
const outcome = (facts: Partial<ResultFacts>) => decline(facts).outcome;

function factsOf(facts: Partial<ResultFacts>): ResultFacts {
  return {
    code: "800.100.152",
    brand: null,
    acquirerResponse: null,
    merchantAdviceCode: null,
    visaCategoryCode: null,
    ...facts,
  };
}

const codesByOutcome: Partial<Record<Outcome, string[]>> = {
  soft: ["800.100.155", "800.100.203", "800.100.162", "800.100.163", "800.100.179", "800.100.176"],
  soft_limited: ["800.100.152", "800.100.100", "800.100.200"],
  customer: ["300.100.100", "800.400.200", "100.380.401"],
  hard: [
    ...["100.100.303", "800.100.157", "800.100.151", "100.100.101", "800.100.153", "800.100.154"],
    ...["800.100.158", "800.100.159", "800.100.165", "800.100.160", "800.100.161", "800.100.171"],
    ...["800.100.172", "800.100.168", "800.100.170", "800.100.202"],
    ...["800.200.159", "800.200.160", "800.200.165", "800.200.202"],
    ...["800.100.196", "800.100.197", "100.150.200", "100.150.202", "100.150.203"],
  ],
  hard_stop: ["800.100.403", "800.100.500", "800.100.501"],
  request: ["800.100.156", "800.100.167", "800.100.173", "800.100.174"],
  merchant: ["800.100.190", "600.200.100", "600.200.500", "800.900.100", "800.900.300"],
  unknown: ["800.110.100", "800.130.100", "200.200.106", "900.100.300"],
  technical: [
    ...["800.120.100", "900.100.100", "900.100.301", "900.100.310", "900.100.600"],
    ...["800.600.100", "800.800.800"],
  ],
};

const groupExamples: Record<string, [Outcome, ...string[]]> = {
  approved: ["approved", "000.000.000", "000.000.100", "000.300.000", "000.310.100", "000.600.000"],
  "approved for review": [
    "approved",
    "000.400.000",
    "000.400.010",
    "000.400.020",
    "000.400.090",
    "000.400.100",
  ],
  pending: ["pending", "000.200.000", "000.200.100", "800.400.500", "800.400.510", "100.400.500"],
  chargeback: ["chargeback", "000.100.200", "000.100.203", "000.100.299"],
  bank: ["soft_limited", "800.100.199", "800.700.100", "800.800.102", "800.800.202", "800.800.302"],
  communication: ["technical", "900.200.100", "900.300.600", "900.400.100", "000.400.030"],
  system: ["technical", "800.500.100", "800.600.200", "999.999.888", "600.100.100", "800.800.400"],
  risk: ["hard", "100.400.000", "100.400.147", "100.400.311", "100.380.100", "800.300.101", "800.200.100"],
  "3-D Secure": [
    "customer",
    ...["000.400.101", "000.400.108", "000.400.200", "100.390.101", "100.395.501", "100.396.101"],
    ...["100.397.101", "800.400.201"],
  ],
  address: ["hard", "800.400.100", "800.400.150"],
  "risk validation": [
    "request",
    "800.110.200",
    "800.120.200",
    "800.130.200",
    "800.140.100",
    "800.150.100",
    "800.160.100",
  ],
  configuration: ["merchant", "600.300.101", "500.100.201", "500.200.101", "800.121.100"],
  registration: ["hard", "100.150.100", "100.350.100"],
  reference: [
    "request",
    "700.100.100",
    "700.300.100",
    "700.400.200",
    "700.400.580",
    "700.500.001",
    "700.450.001",
  ],
  format: [
    "request",
    "200.100.101",
    "200.300.404",
    "100.300.101",
    "100.370.100",
    "100.500.101",
    "100.600.500",
    "100.900.500",
  ],
  "contact data": ["request", "100.700.100", "100.800.200"],
  account: ["hard", "100.100.100", "100.200.100", "100.210.101"],
  amount: ["request", "100.550.300", "100.550.701"],
  "retry blocked": ["soft", "700.600.100"],
  "retry forbidden": ["hard", "700.601.100"],
};

const advice: Record<string, [Outcome, number | null]> = {
  "01": ["hard", null],
  "02": ["soft", 72],
  "03": ["hard", null],
  "04": ["merchant", null],
  "21": ["hard_stop", null],
  "24": ["soft", 1],
  "25": ["soft", 24],
  "26": ["soft", 48],
  "27": ["soft", 96],
  "28": ["soft", 144],
  "29": ["soft", 192],
  "30": ["soft", 240],
  "41": ["hard", null],
  "42": ["hard", null],
};

const visaByCategory: Record<1 | 2 | 3 | 4, Partial<Record<Outcome, string[]>>> = {
  1: { hard: ["04", "07", "12", "14", "15", "41", "43", "46", "57"], hard_stop: ["R0", "R1", "R3"] },
  2: { soft: ["51", "61", "65", "59", "62", "75", "93"], technical: ["91", "96"] },
  3: { hard: ["54", "55", "70", "82", "N7"], customer: ["1A"] },
  4: { soft_limited: ["05", "01", "06", "63", "Q1"] },
};

const eachOf = (table: Partial<Record<Outcome, string[]>>) =>
  Object.entries(table).flatMap(([name, codes]) => codes.map((code) => [code, name] as const));

describe("a result code alone", () => {
  it.each(eachOf(codesByOutcome))("%s is %s", (code, expected) => {
    expect(outcome({ code })).toBe(expected);
  });

  it.each(Object.entries(groupExamples))("of group %s", (name, [expected, ...codes]) => {
    for (const code of codes) expect([code, outcome({ code })]).toEqual([code, expected]);
    expect(resultGroups.map((group) => group.name)).toContain(name);
  });

  it("leaves no group without an example", () => {
    const names = resultGroups.map(({ name }) => name).filter((name) => name !== "approved in test mode");
    expect(names.toSorted()).toEqual(Object.keys(groupExamples).toSorted());
  });

  it("of the test mode is an approval in the sandbox only", () => {
    for (const code of ["000.100.110", "000.100.111", "000.100.112", "000.100.105"]) {
      expect(classify(factsOf({ code }), "sandbox").outcome).toBe("approved");
      expect(classify(factsOf({ code }), "live").outcome).toBe("merchant");
    }
  });

  it("may ask for a review", () => {
    expect(decline({ code: "000.400.000" })).toMatchObject({ outcome: "approved", review: true });
    expect(decline({ code: "000.400.100" })).toMatchObject({ outcome: "approved", review: true });
    expect(decline({ code: "000.000.000" })).toMatchObject({ outcome: "approved", review: false });
  });

  it("that nobody knows is the bank's generic no", () => {
    expect(decline({ code: "123.456.789" })).toMatchObject({ outcome: "soft_limited", rule: "no rule" });
    expect(decline({ code: "000.400.110" })).toMatchObject({ outcome: "soft_limited", rule: "no rule" });
  });

  it("blocked for now waits a day", () => {
    expect(decline({ code: "700.600.100" }).waitHours).toBe(24);
  });

  it.each(["", "000.000.0001", "000.000", "x000.000.000", "000.000.000; drop", "constructor", "__proto__"])(
    "that is malformed (%j) is unknown, never approved",
    (code) => expect(outcome({ code, brand: "MASTER", merchantAdviceCode: "03" })).toBe("unknown"),
  );
});

describe("100,000 generated codes", () => {
  const outcomes = new Set<string>([...Object.keys(codesByOutcome), "approved", "pending", "chargeback"]);
  const approval = {
    live: /^000\.(000\.|[36]|400\.0[^3]|400\.100)/,
    sandbox: /^000\.(000\.|100\.1|[36]|400\.0[^3]|400\.100)/,
  };

  it("have one outcome each, and none is approved that should not be", () => {
    for (const code of generatedCodes(100_000)) {
      for (const mode of ["live", "sandbox"] as const) {
        const facts = {
          ...factsOf({ code }),
          brand: "MASTER",
          merchantAdviceCode: "03",
          acquirerResponse: "00",
        };
        const approved = classify(facts, mode).outcome === "approved";
        if (approved !== approval[mode].test(code)) expect.fail(`${code} in ${mode} mode`);
        if (!outcomes.has(classify(facts, mode).outcome)) expect.fail(`${code} has no outcome`);
      }
      const groups = resultGroups.filter(({ pattern }) => pattern.test(code));
      if (groups.length > 1)
        expect.fail(`${code} belongs to ${groups.map(({ name }) => name).join(" and ")}`);
    }
  });
});

describe("a Mastercard advice code", () => {
  it.each(Object.entries(advice))("%s decides", (merchantAdviceCode, [expected, waitHours]) => {
    for (const code of ["800.100.152", "800.100.155", "800.100.159", "300.100.100", "123.456.789"]) {
      const verdict = decline({ code, brand: "MASTER", merchantAdviceCode });
      expect(verdict).toMatchObject({
        outcome: expected,
        waitHours,
        rule: `Mastercard advice code ${merchantAdviceCode}`,
      });
    }
  });

  it.each(["40", "43", "99", "00", "abc", "", "303"])("%j says nothing", (merchantAdviceCode) => {
    expect(outcome({ code: "800.100.155", brand: "MASTER", merchantAdviceCode })).toBe("soft");
  });

  it("never overrides an approval, a pending or an unknown result, a chargeback", () => {
    const codes = {
      "000.000.000": "approved",
      "000.200.000": "pending",
      "900.100.300": "unknown",
      "000.100.200": "chargeback",
    };
    for (const [code, expected] of Object.entries(codes)) {
      expect(outcome({ code, brand: "MASTER", merchantAdviceCode: "03" })).toBe(expected);
    }
  });

  it("does not make the card answer for the channel, the message or the line", () => {
    const codes = { "800.100.190": "merchant", "800.100.156": "request", "900.100.100": "technical" };
    for (const [code, expected] of Object.entries(codes)) {
      expect(outcome({ code, brand: "MASTER", merchantAdviceCode: "03" })).toBe(expected);
    }
  });

  it("is read for Mastercard and for a brand not named, for no other", () => {
    for (const brand of ["MASTER", "MASTERDEBIT", "MAESTRO", "master", null]) {
      expect(outcome({ brand, merchantAdviceCode: "03" })).toBe("hard");
    }
    for (const brand of ["VISA", "AMEX", "JCB"]) {
      expect(outcome({ brand, merchantAdviceCode: "03" })).toBe("soft_limited");
    }
  });

  it("is understood as a number and with words", () => {
    for (const merchantAdviceCode of ["3", "03 : Do not try again", " 03 ", 3 as unknown as string]) {
      expect(outcome({ brand: "MASTER", merchantAdviceCode })).toBe("hard");
    }
  });
});

describe("a Visa decline", () => {
  const rows = ([1, 2, 3, 4] as const).flatMap((category) =>
    eachOf(visaByCategory[category]).map(([response, expected]) => [response, expected, category] as const),
  );

  it.each(rows)("with response %s is %s (category %i)", (acquirerResponse, expected, category) => {
    for (const code of ["800.100.152", "800.100.155", "800.100.151"]) {
      const verdict = decline({ code, brand: "VISA", acquirerResponse });
      expect(verdict).toMatchObject({ outcome: expected, visaCategory: category });
      const stated = decline({ code, brand: "VISA", acquirerResponse, visaCategoryCode: `0${category}` });
      expect(stated).toMatchObject({ outcome: expected, visaCategory: category });
    }
  });

  it.each([
    ["1", "hard"],
    ["2", "soft"],
    ["3", "hard"],
    ["4", "soft_limited"],
  ])("of category %s is %s", (visaCategoryCode, expected) => {
    expect(decline({ code: "800.100.200", brand: "VISA", visaCategoryCode })).toMatchObject({
      outcome: expected,
      visaCategory: Number(visaCategoryCode),
    });
  });

  it("believes the category where the response contradicts it", () => {
    expect(outcome({ brand: "VISA", visaCategoryCode: "1", acquirerResponse: "51" })).toBe("hard");
    expect(outcome({ brand: "VISA", visaCategoryCode: "2", acquirerResponse: "05" })).toBe("soft");
  });

  it("falls back to the code when the bank was content or its answer is unreadable", () => {
    for (const acquirerResponse of ["00", "85", "n/a", "declined", "100", "", null]) {
      const verdict = decline({ code: "800.100.155", brand: "VISA", acquirerResponse });
      expect(verdict).toMatchObject({ outcome: "soft", visaCategory: null, rule: "result code 800.100.155" });
    }
  });

  it("keeps its category beside a result that is not the card's fault", () => {
    expect(decline({ code: "800.100.156", brand: "VISA", acquirerResponse: "12" })).toMatchObject({
      outcome: "request",
      visaCategory: 1,
    });
    expect(decline({ code: "000.000.000", brand: "VISA", visaCategoryCode: "1" }).visaCategory).toBeNull();
  });

  it("says nothing about another brand's card", () => {
    for (const brand of ["MASTER", "AMEX", null]) {
      const verdict = decline({ code: "800.100.155", brand, acquirerResponse: "41", visaCategoryCode: "1" });
      expect(verdict).toMatchObject({ outcome: "soft", visaCategory: null });
    }
  });
});

describe("the gateway's answer", () => {
  it("is read field by field", () => {
    const raw = {
      result: { code: "800.100.155", description: "amount exceeds credit" },
      paymentBrand: "VISA",
      resultDetails: {
        AcquirerResponse: 51,
        MerchantAdviceCode: "02",
        VisaCategoryCode: "02",
        ExtendedDescription: "x",
      },
    };
    expect(resultFacts(raw)).toEqual({
      code: "800.100.155",
      brand: "VISA",
      acquirerResponse: "51",
      merchantAdviceCode: "02",
      visaCategoryCode: "02",
    });
  });

  it.each(["5", "05", 5, "05 : Do not honor", " 05 "])(
    "AcquirerResponse %j is response 05",
    (AcquirerResponse) => {
      const facts = resultFacts({
        result: { code: "800.100.152" },
        paymentBrand: "VISA",
        resultDetails: { AcquirerResponse },
      });
      expect(classify(facts, "live").rule).toBe("Visa response 05");
    },
  );

  it("may be junk: nothing throws, and nothing is approved without its code", () => {
    const junk = fc.anything({
      withNullPrototype: true,
      withBigInt: true,
      withDate: true,
      withSparseArray: true,
    });
    const shaped = fc.record(
      {
        result: fc.oneof(junk, fc.record({ code: junk })),
        paymentBrand: junk,
        resultDetails: fc.oneof(junk, fc.dictionary(fc.string(), junk)),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(junk, shaped), (raw) => {
        expect(classify(resultFacts(raw), "sandbox").outcome).toBe("unknown");
        classify(raw as ResultFacts, "live");
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it("may hold junk beside a good code", () => {
    const junk = fc.oneof(fc.anything(), fc.string(), fc.integer(), fc.stringMatching(/^[0-9A-Z]{1,3}$/));
    const facts = fc.record({
      code: fc.constantFrom("800.100.152", "000.000.000", "100.150.200"),
      brand: fc.oneof(junk, fc.constantFrom("VISA", "MASTER")),
      acquirerResponse: junk,
      merchantAdviceCode: junk,
      visaCategoryCode: junk,
    });
    fc.assert(
      fc.property(facts, (some) => {
        const approved = classify(some as ResultFacts, "live").outcome === "approved";
        expect(approved).toBe(some.code === "000.000.000");
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});

/** Half of them near the real ones, so that the groups are met; the same ones in every run. */
function* generatedCodes(count: number) {
  const heads = ["000", "100", "200", "300", "500", "600", "700", "800", "900", "999"];
  let seed = 20_260_101;
  const below = (limit: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * limit);
  };
  const three = (value: number) => String(value).padStart(3, "0");
  for (let made = 0; made < count; made += 1) {
    yield made % 2
      ? `${three(below(1000))}.${three(below(1000))}.${three(below(1000))}`
      : `${heads[below(heads.length)]}.${three(below(100) * 10)}.${three(below(1000))}`;
  }
}
