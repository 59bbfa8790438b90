/** Words: their tests read them whole, and a changed letter is no changed rule. */
const words = [
  "describe",
  "explain-decline",
  "messages",
  "names",
  "outcome-words",
  "preview-words",
  "reason-words",
  "refusal",
  "situation-words",
];

/** Tables of data, which their tests hold line by line. */
const tables = ["decline-codes", "*-reasons", "result-codes", "result-groups"];

/** What tells lives and checks them, for tests, checks and the demo. */
const lives = [
  ...["any-command", "full-lives", "histories", "history", "invariants", "lifecycle-print", "plain-order"],
  ...["retold", "sample", "schedule-invariants", "supposed-answer", "testing-lives"],
];

/**
 * `npm run mutants`: plants small faults in the rules, one at a time, and counts those that no test notices. What was
 * found is kept: the next run plants again only what it concerns. One file: `npm run mutants -- --mutate lib/domain/retry.ts`.
 */
export default {
  mutate: [
    "lib/domain/*.ts",
    "!lib/domain/*.test.ts",
    ...[...words, ...tables, ...lives].map((name) => `!lib/domain/${name}.ts`),
  ],
  testRunner: "pure",
  plugins: [new URL("./bench/mutants/runner.mjs", import.meta.url).href],
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  incremental: true,
  incrementalFile: "test-results/mutants-so-far.json",
  concurrency: 1,
  timeoutMS: 20000,
  reporters: ["clear-text", "progress", "json"],
  jsonReporter: { fileName: "test-results/mutants.json" },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  // TypeScript 7 has no programming interface for it to rewrite a tsconfig with, and nothing here needs one.
  tsconfigFile: "none",
  tempDirName: "test-results/mutants",
  ignorePatterns: [".next", ".data", "docs/pictures", "test-results"],
  thresholds: { high: 95, low: 90, break: 90 },
};
