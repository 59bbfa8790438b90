export type Chance = ReturnType<typeof chanceOf>;

/** Chances that fall the same way in every installation: the seed decides (mulberry32). */
export function chanceOf(seed: number) {
  let state = (seed * 0x9e3779b1) >>> 0;
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    /** Whether something of this probability happens. */
    happens: (probability: number) => next() < probability,
    between,
    oneOf<T>(list: readonly T[]): T {
      return list[between(0, list.length - 1)] as T;
    },
  };
}
