/** Milliseconds of the fastest, in the middle, and those that one in twenty exceeds. */
export type Spread = { least: number; p50: number; p95: number };

export function spreadOf(times: readonly number[]): Spread {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { least: at(0), p50: at(0.5), p95: at(0.95) };
}

/** Milliseconds of each of `runs` calls after a few that only warm up. */
export async function timesOf(runs: number, work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let i = -WARM_UPS; i < runs; i++) {
    const since = performance.now();
    await work();
    if (i >= 0) times.push(performance.now() - since);
  }
  return times;
}

const WARM_UPS = 3;

/** Beside each other: on a machine that others use too, the fastest says most. */
export function shownSpread({ least, p50, p95 }: Spread): [string, string, string] {
  return [shown(least), shown(p50), shown(p95)];
}

function shown(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0);
}
