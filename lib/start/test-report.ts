import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";

export type Counts = { passed: number; failed: number };

/** A skipped test counts as failed: it is one that does not hold. */
export function vitestCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const report = VitestReport.parse(JSON.parse(readFileSync(file, "utf8")));
  return { passed: report.numPassedTests, failed: report.numTotalTests - report.numPassedTests };
}

/** As for the others; one that passes only at a second try does not hold either. */
export function browserCounts(file: string): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0 };
  const { stats } = BrowserReport.parse(JSON.parse(readFileSync(file, "utf8")));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + stats.skipped };
}

const VitestReport = z.object({ numPassedTests: z.number(), numTotalTests: z.number() });

const BrowserReport = z.object({
  stats: z.object({
    expected: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
    skipped: z.number(),
  }),
});
