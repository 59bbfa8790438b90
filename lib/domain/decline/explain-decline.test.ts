import { describe, expect, it } from "vitest";
import { classify, type ResultFacts } from "@/lib/gateway/opp/classify";
import { resultCodes } from "@/lib/gateway/opp/result-codes";
import { resultGroups } from "@/lib/gateway/opp/result-groups";
import { adviceCodes, visaCategories, visaResponses } from "./decline-codes";
import { declineReasons } from "./decline-reasons";
import { explainDecline, shortReason } from "./explain-decline";

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

const groupCodes = [
  ...[
    "000.000.000",
    "000.400.000",
    "000.400.030",
    "000.200.000",
    "000.100.200",
    "800.100.199",
    "900.100.100",
  ],
  ...[
    "900.200.100",
    "999.999.999",
    "800.500.100",
    "100.400.000",
    "800.300.500",
    "100.390.101",
    "800.400.100",
  ],
  ...[
    "800.120.101",
    "800.140.100",
    "500.100.201",
    "100.350.100",
    "100.250.100",
    "700.100.100",
    "100.300.101",
  ],
  ...["100.700.100", "100.200.100", "100.550.300", "700.600.100", "700.601.100"],
];

const listed = [
  ...Object.keys(resultCodes).map((code) => factsOf({ code })),
  ...groupCodes.map((code) => factsOf({ code })),
  ...Object.keys(adviceCodes).map((code) => factsOf({ brand: "MASTER", merchantAdviceCode: code })),
  ...Object.keys(visaResponses).map((code) => factsOf({ brand: "VISA", acquirerResponse: code })),
  ...Object.keys(visaCategories).map((code) => factsOf({ brand: "VISA", visaCategoryCode: code })),
  factsOf({ code: "123.456.789" }),
  factsOf({ code: "000.500.000" }),
  factsOf({ code: "" }),
];

const staff = (facts: Partial<ResultFacts>) => explainDecline(classify(factsOf(facts), "live")).staff;

describe("every listed answer", () => {
  it("is explained to staff, to the customer and in a word", () => {
    for (const facts of listed) {
      for (const mode of ["live", "sandbox"] as const) {
        const { staff, customer } = explainDecline(classify(facts, mode));
        expect(staff).toMatch(/^[A-Z].+\. [A-Z].+\.$/);
        expect(customer).toMatch(/^[A-Z].+\.$/);
        expect(shortReason(classify(facts, mode))).toMatch(/^[A-Z0-9].{3,49}$/);
      }
    }
  });

  it("promises no retry and no date, which the order's plan decides", () => {
    for (const facts of listed) {
      const { staff, customer, card } = explainDecline(classify(facts, "live"));
      expect(`${staff} ${customer} ${card}`).not.toMatch(
        /tomorrow|day or two|two days|few days|try again in|tried again by itself/i,
      );
    }
  });

  it("speaks to the customer without codes and without the bank's suspicions", () => {
    for (const facts of listed) {
      const { customer } = explainDecline(classify(facts, "live"));
      expect(customer).not.toMatch(/\d|stolen|lost|fraud|sanction|blacklist|blocklist/i);
    }
  });

  it("speaks of no payment to whoever only wanted to save a card", () => {
    for (const facts of listed) {
      const { card } = explainDecline(classify(facts, "live"));
      expect(card).toMatch(/^[A-Z].+\.$/);
      expect(card).not.toMatch(/\d|payment|stolen|lost|fraud|sanction|blacklist|blocklist/i);
    }
  });

  it("has its own explanation: each reason and each group is told apart", () => {
    const told = Object.values(declineReasons).map(({ happened }) => happened);
    expect(new Set(told).size).toBe(told.length);
    const groups = groupCodes.map((code) => staff({ code }));
    expect(new Set(groups).size).toBe(resultGroups.length);
    const advice = Object.keys(adviceCodes).map((code) =>
      staff({ brand: "MASTER", merchantAdviceCode: code }),
    );
    expect(new Set(advice).size).toBe(advice.length);
    const categories = Object.keys(visaCategories).map((code) =>
      staff({ brand: "VISA", visaCategoryCode: code, code: "123.456.789" }),
    );
    expect(new Set(categories).size).toBe(categories.length);
  });

  it("leaves no reason unused", () => {
    const rules = [
      ...Object.values(resultCodes),
      ...resultGroups,
      ...Object.values(resultCodes).flatMap(({ live }) => live ?? []),
    ];
    const others = [
      ...Object.values(adviceCodes),
      ...Object.values(visaResponses),
      ...Object.values(visaCategories),
    ];
    const used = new Set<string>([...rules, ...others].map(({ reason }) => reason));
    expect(Object.keys(declineReasons).filter((reason) => !used.has(reason))).toEqual([
      "unlisted",
      "unlisted_success",
      "no_result",
    ]);
  });
});

describe("the more specific answer is told", () => {
  it("not enough money, from the code, the bank's response or both", () => {
    const both = staff({ code: "800.100.155", brand: "VISA", acquirerResponse: "51" });
    expect(both).toMatch(/enough money.*payday/);
    expect(staff({ code: "800.100.155" })).toBe(both);
    expect(staff({ brand: "VISA", acquirerResponse: "51" })).toBe(both);
  });

  it("the code's reason with the time that the advice code gave", () => {
    const facts = factsOf({ code: "800.100.155", brand: "MASTER", merchantAdviceCode: "25" });
    expect(explainDecline(classify(facts, "live")).staff).toMatch(
      /enough money.*not be charged again within 24 hours/,
    );
    expect(shortReason(classify(facts, "live"))).toBe("Insufficient funds (wait 24 hours)");
  });

  it("the code's reason beside a bank's generic no", () => {
    expect(staff({ code: "800.100.155", brand: "VISA", acquirerResponse: "05" })).toMatch(/enough money/);
    expect(staff({ code: "800.100.152", brand: "VISA", acquirerResponse: "05" })).toMatch(
      /refused to honour/,
    );
  });

  it("never a reason that contradicts what we do", () => {
    expect(staff({ code: "800.100.155", brand: "VISA", visaCategoryCode: "1" })).toMatch(
      /never approve.*another card/,
    );
    expect(staff({ code: "800.100.159", brand: "MASTER", merchantAdviceCode: "02" })).toMatch(
      /within 72 hours/,
    );
  });
});

it("says who has to act", () => {
  const acts = (facts: Partial<ResultFacts>) => explainDecline(classify(factsOf(facts), "live")).resolvedBy;
  expect(acts({ code: "000.000.000" })).toBe("nobody");
  expect(acts({ code: "000.200.000" })).toBe("bank");
  expect(acts({ code: "100.100.303" })).toBe("customer");
  expect(acts({ code: "800.900.100" })).toBe("us");
  expect(acts({ code: "900.100.600" })).toBe("nobody");
});

it("is short in tables", () => {
  expect(shortReason(classify(factsOf({ code: "800.100.155" }), "live"))).toBe("Insufficient funds");
  expect(shortReason(classify(factsOf({ code: "100.100.303" }), "live"))).toBe("Card expired");
  expect(shortReason(classify(factsOf({ brand: "MASTER", merchantAdviceCode: "03" }), "live"))).toBe(
    "Do not try again (advice 03)",
  );
});
