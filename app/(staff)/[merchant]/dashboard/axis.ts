/** An axis from zero with few round marks, none of them a fraction of a minor unit. */
export function axisOf(sums: readonly number[]): { most: number; ticks: number[] } {
  const largest = Math.max(1, ...sums);
  const power = 10 ** Math.floor(Math.log10(largest));
  const step =
    [0.5, 1, 2, 5].map((one) => Math.max(1, one * power)).find((one) => one * 3 >= largest) ?? power * 5;
  const count = Math.ceil(largest / step);
  return { most: count * step, ticks: Array.from({ length: count + 1 }, (_, i) => i * step) };
}

/**
 * Where the parts of a stack are named, from the top: beside each, and none over another. One that it lacks is named
 * where it would be; null: no bar has it.
 */
export function labelPlaces(
  values: readonly number[],
  most: number,
  { top, height, isNamed }: { top: number; height: number; isNamed: readonly boolean[] },
): (number | null)[] {
  let below = 0;
  let lowest = top + height + LINE / 2;
  return values.map((value, i) => {
    if (!isNamed[i]) return null;
    const middle = top + height * (1 - (below + value / 2) / most);
    below += value;
    lowest = Math.min(middle, lowest - LINE);
    return lowest;
  });
}

const LINE = 15;
