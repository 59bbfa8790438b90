import { z } from "zod";
import { chance, type Operation, operations } from "./arrangements";

/**
 * What can go wrong between the caller and the books.
 * - `answer_late`: booked at once, answered after `seconds`
 * - `book_late`: booked and answered after `seconds`; without them the connection drops at once and the
 *   request waits, unbooked, until it is released
 * - `drop_before`, `drop_after`: the connection breaks before or after the booking
 * - `error_before`, `error_after`: HTTP 500 before or after the booking
 */
export const InjectedFault = z.object({
  effect: z.enum(["answer_late", "book_late", "drop_before", "drop_after", "error_before", "error_after"]),
  operations: z.array(z.enum(operations)).optional(),
  referencePrefix: z.string().optional(),
  seconds: z.number().min(0).max(86_400).optional(),
  /** How many requests it strikes; without it, all that match. */
  count: z.number().int().positive().optional(),
  probability: z.number().min(0).max(1).default(1),
  seed: z.string().default("fault"),
});
export type InjectedFault = z.infer<typeof InjectedFault>;

/** The faults in force. */
export function faults() {
  let rules: (InjectedFault & { seen: Map<string, number> })[] = [];

  return {
    add(fault: InjectedFault) {
      rules.push({ ...fault, seen: new Map() });
    },
    clear() {
      rules = [];
    },
    /**
     * The fault that strikes this request. Chance depends on the reference and on how often it was tried,
     * not on the order in which requests of others arrive.
     */
    strike(operation: Operation, reference: string | null): InjectedFault | null {
      for (const rule of rules) {
        if (rule.operations && !rule.operations.includes(operation)) continue;
        if (rule.referencePrefix !== undefined && !reference?.startsWith(rule.referencePrefix)) continue;
        if (rule.probability < 1) {
          const tried = `${operation} ${reference}`;
          const times = rule.seen.get(tried) ?? 0;
          rule.seen.set(tried, times + 1);
          if (chance(rule.seed, tried, times) >= rule.probability) continue;
        }
        if (rule.count !== undefined) {
          rule.count -= 1;
          if (rule.count === 0) rules = rules.filter((other) => other !== rule);
        }
        return rule;
      }
      return null;
    },
  };
}
