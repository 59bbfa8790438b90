import type { ActTone } from "@/lib/domain/words/act-result";
import type { NeedRowText } from "./need-row";

/** What became of an order, in the place of its row. */
export type RowOutcome = { row: NeedRowText; place: number; text: string; tone: ActTone };

/** The rows as they are shown: those with an outcome keep their place, also when they are needed no more. */
export function withOutcomes(rows: readonly NeedRowText[], outcomes: readonly RowOutcome[]): NeedRowText[] {
  const shown = [...rows];
  for (const { row, place } of outcomes.toSorted((a, b) => a.place - b.place))
    if (!shown.some(({ zuid }) => zuid === row.zuid)) shown.splice(Math.min(place, shown.length), 0, row);
  return shown;
}

/** The row that is at hand: the same as before, or what took its place. */
export function rowAtHand(rows: readonly NeedRowText[], zuid: number | null, place: number): number {
  const at = rows.findIndex((row) => row.zuid === zuid);
  return at >= 0 ? at : Math.max(0, Math.min(place, rows.length - 1));
}
