/**
 * Left out of the floors of the rules: words, whose tests read them whole, tables of data, which their tests hold line
 * by line, and what the random lives are told with.
 */
const noRules = [
  ...["decline/explain-decline", "decline/reason-words", "order/refusal"],
  ...["decline/decline-codes", "decline/*-reasons", "decline/result-codes", "decline/result-groups"],
  ...["order/simulated-answer", "rules/sample"],
];

/**
 * `npm run mutants`: plants small faults in the rules, one at a time, and counts those that no test notices. What was
 * found is kept: the next run plants again only what it concerns. One file: `npm run mutants -- --mutate lib/domain/order/retry.ts`.
 */
export default {
  mutate: [
    "lib/domain/{value,decline,order,rules,preview}/*.ts",
    "!lib/domain/*/*.test.ts",
    ...noRules.map((name) => `!lib/domain/${name}.ts`),
  ],
  testRunner: "pure",
  plugins: ["runner", "samples"].map((name) => new URL(`./bench/mutants/${name}.mjs`, import.meta.url).href),
  ignorers: ["samples"],
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
