import { createHash } from "node:crypto";
import { z } from "zod";
import type { SandboxResult } from "./sandbox-result";

/** What a request does, by the name a test calls it. `submit` is the customer's own click in the card fields. */
export const operations = [
  "open_checkout",
  "submit",
  "checkout_result",
  "charge",
  "capture",
  "refund",
  "reversal",
  "query",
  "payment",
  "registration",
] as const;
export type Operation = (typeof operations)[number];

const Outcomes = z.object({
  code: z.string().regex(/^\d{3}\.\d{3}\.\d{3}$/),
  adviceCode: z.string().max(4).optional(),
  acquirerResponse: z.string().max(4).optional(),
  visaCategory: z.string().max(2).optional(),
  /**
   * What it is said to be wherever the gateway tells of it, until it is resolved. Another amount of the currency that was
   * asked for is booked, too.
   */
  written: z
    .object({ amount: z.string().max(500), currency: z.string().max(500) })
    .partial()
    .optional(),
});

/** The next payments that match have this outcome, whatever their card says. */
export const Override = Outcomes.extend({
  operation: z.enum(operations).default("charge"),
  registrationId: z.string().optional(),
  transactionId: z.string().optional(),
  referencePrefix: z.string().optional(),
  times: z.number().int().positive().default(1),
});

/** Shares of all charges that would be approved; the rest stays approved. The same seed, the same fate. */
export const Mix = z.object({
  seed: z.string(),
  rates: z.array(Outcomes.extend({ share: z.number().min(0).max(1) })).max(50),
});

export type Subject = {
  operation: Operation;
  registrationId?: string | null;
  transactionId?: string | null;
  reference: string | null;
};

export type Arrangements = ReturnType<typeof arrangements>;

/** Outcomes that a test or the demo arranged beforehand. */
export function arrangements() {
  let overrides: z.infer<typeof Override>[] = [];
  let mix: z.infer<typeof Mix> | null = null;

  return {
    override(order: z.infer<typeof Override>) {
      overrides.push(order);
    },
    setMix(order: z.infer<typeof Mix> | null) {
      mix = order;
    },
    clear() {
      overrides = [];
      mix = null;
    },
    /** Uses up one arranged outcome. */
    take(subject: Subject): SandboxResult | null {
      const found = overrides.find(
        (order) =>
          order.operation === subject.operation &&
          (order.registrationId === undefined || order.registrationId === subject.registrationId) &&
          (order.transactionId === undefined || order.transactionId === subject.transactionId) &&
          (order.referencePrefix === undefined || subject.reference?.startsWith(order.referencePrefix)),
      );
      if (!found) return null;
      found.times -= 1;
      if (found.times === 0) overrides = overrides.filter((order) => order !== found);
      return outcomeIn(found);
    },
    /** What the mix makes of an otherwise approved charge; null leaves it approved. */
    mixed(reference: string | null): SandboxResult | null {
      if (!mix) return null;
      let draw = chance(mix.seed, reference ?? "");
      for (const rate of mix.rates) {
        if (draw < rate.share) return outcomeIn(rate);
        draw -= rate.share;
      }
      return null;
    },
  };
}

/** A number from 0 to 1 that depends on nothing but its words: drills run the same way twice. */
export function chance(...words: (string | number)[]): number {
  return createHash("sha256").update(words.join("\u0000")).digest().readUIntBE(0, 6) / 2 ** 48;
}

function outcomeIn(arranged: z.infer<typeof Outcomes>): SandboxResult {
  const { code, adviceCode, acquirerResponse, visaCategory, written } = arranged;
  return { code, adviceCode, acquirerResponse, visaCategory, written };
}
