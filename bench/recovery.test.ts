import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, retried, softDeclined } from "@/lib/domain/lived/histories";
import { waited } from "@/lib/domain/lived/history";
import type { Attempt } from "@/lib/domain/order/order";
import { areRetryDays } from "@/lib/domain/rules/retry-plan";
import { DAY } from "@/lib/domain/value/calendar";
import { measure } from "./recovery";
import { breachesOf } from "./recovery-breaches";
import { livePayment } from "./recovery-life";
import { policies, standard } from "./recovery-policies";
import { populations } from "./recovery-populations";
import { simulatedCustomer } from "./recovery-world";

const [salaried] = populations;
const named = (name: string) => {
  const policy = policies.find((one) => one.name === name);
  if (!policy) throw new Error(`no policy ${name}`);
  return policy;
};

describe("a simulated population", () => {
  it.each(populations)("shares its causes, paydays and solvency out whole: $name", (population) => {
    const sum = (shares: readonly number[]) => shares.reduce((total, share) => total + share, 0);
    expect(sum(Object.values(population.causes))).toBeCloseTo(1);
    expect(sum(Object.values(population.paydays))).toBeCloseTo(1);
    expect(sum(population.solvency.map(({ share }) => share))).toBeCloseTo(1);
  });

  it("gives the same customer for the same seed, and the same life for the same policy", () => {
    if (!salaried) throw new Error("no population");
    expect(simulatedCustomer(salaried, "payment-7")).toEqual(simulatedCustomer(salaried, "payment-7"));
    expect(simulatedCustomer(salaried, "payment-7")).not.toEqual(simulatedCustomer(salaried, "payment-8"));
    const customer = simulatedCustomer(salaried, "payment-7");
    expect(livePayment(customer, named(standard))).toEqual(livePayment(customer, named(standard)));
  });
});

it.each(policies)(
  "a policy's days are days that a merchant may choose: $name",
  ({ days, genericDays = [] }) => {
    expect([areRetryDays(days), areRetryDays(genericDays)]).toEqual([true, true]);
  },
);

it.each(populations)(
  "nobody recovers more than one who knows the truth, and no policy breaks a scheme's rule: $name",
  (population) => {
    const rows = measure(population, policies, 60);
    const truth = rows.find(({ policy }) => policy === "one who knows the truth");
    const mails = rows.find(({ policy }) => policy === "mails only");
    for (const { recovered, breaches } of rows) {
      expect(breaches).toEqual([]);
      expect(recovered.share).toBeLessThanOrEqual(truth?.recovered.share ?? 0);
      expect(recovered.share).toBeGreaterThanOrEqual(mails?.recovered.share ?? 100);
    }
    expect(mails?.retries).toBe(0);
  },
);

describe("the second count of what the schemes forbid", () => {
  const declined = (answer: Partial<NonNullable<Attempt["answer"]>>) => {
    const failed = softDeclined(activated(instalmentOrder({ merchant: { autoRetry: false } })));
    const again = retried(waited(failed, failed.now + DAY / 2), 1, "soft");
    return again.order.attempts.map((attempt) => {
      const isFirst = attempt.purpose === "event" && attempt.cause === "schedule";
      return isFirst && attempt.answer ? { ...attempt, answer: { ...attempt.answer, ...answer } } : attempt;
    });
  };

  it.each([
    [{ acquirerResponse: "43" }, "after a decline for good"],
    [{ code: "800.100.500" }, "after a withdrawal"],
    [{ merchantAdviceCode: "03" }, "advice not to"],
    [{ merchantAdviceCode: "25" }, "before the time"],
  ])("notices a charge that follows %o", (answer, words) => {
    expect(breachesOf(declined(answer)).join()).toContain(words);
  });

  it("finds nothing against a retry that is allowed", () => {
    expect(breachesOf(declined({}))).toEqual([]);
  });
});
