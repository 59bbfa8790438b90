import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { determineHitLimitReached, toMutantRunResult } from "@stryker-mutator/api/test-runner";
import { readAsTheTestsDo } from "./resolve.mjs";
import { declared } from "./tests.mjs";

const TIMES = "mutants-times.json";

/**
 * Runs the pure tests of the rules for Stryker inside its own process. Vitest starts a worker and reads everything
 * anew for each planted fault, which takes a hundred times as long as most faults need to be noticed. Here all is read
 * once, the first test that fails ends it, and the tests go first that are quick and have noticed something before.
 */
class PureTests {
  static inject = [];
  #tests = [];
  #planted = {};
  #noticed = new Map();

  capabilities() {
    return { reloadEnvironment: false };
  }

  async init() {
    process.env.LIVES = "2";
    globalThis.__stryker__ = this.#planted;
    readAsTheTestsDo(process.cwd());
    for (const file of globSync("lib/domain/**/*.test.ts").toSorted()) {
      const before = declared.length;
      await import(pathToFileURL(resolve(file)).href);
      declared.slice(before).forEach((one, place) => {
        this.#tests.push({ ...one, id: `${file} ${place} ${one.name}`, file: join(process.cwd(), file) });
      });
    }
  }

  async dryRun() {
    const result = await this.#run(this.#tests, false);
    const times = Object.fromEntries(result.tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    writeFileSync(TIMES, JSON.stringify(times));
    return { ...result, mutantCoverage: this.#planted.mutantCoverage };
  }

  async mutantRun({ testFilter, hitLimit, activeMutant }) {
    const times = JSON.parse(readFileSync(TIMES, "utf8"));
    const wanted = testFilter && new Set(testFilter);
    const cost = ({ id }) => times[id] / (1 + 10 * (this.#noticed.get(id) ?? 0));
    const tests = this.#tests
      .filter(({ id }) => !wanted || wanted.has(id))
      .toSorted((a, b) => cost(a) - cost(b));
    Object.assign(this.#planted, { activeMutant: activeMutant.id, hitCount: hitLimit && 0, hitLimit });
    const result = await this.#run(tests, true);
    const endless = determineHitLimitReached(this.#planted.hitCount, hitLimit);
    Object.assign(this.#planted, { activeMutant: undefined, hitCount: undefined, hitLimit: undefined });
    return toMutantRunResult(endless ?? result);
  }

  async #run(tests, endsAtFirst) {
    const results = [];
    for (const { id, name, file, body } of tests) {
      this.#planted.currentTestId = id;
      const began = performance.now();
      const failure = await failureOf(body);
      const told = { id, name, fileName: file, timeSpentMs: performance.now() - began };
      results.push(
        failure === null ? { ...told, status: 0 } : { ...told, status: 1, failureMessage: failure },
      );
      if (failure === null || !endsAtFirst) continue;
      this.#noticed.set(id, (this.#noticed.get(id) ?? 0) + 1);
      break;
    }
    this.#planted.currentTestId = undefined;
    return { status: "complete", tests: results };
  }
}

async function failureOf(body) {
  try {
    await body();
    return null;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "pure", PureTests)];
