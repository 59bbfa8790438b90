import type { Column } from "./use-data-table";

/** In pixels, by the column's id. */
export type Widths = Readonly<Record<string, number>>;

/** Where each column that is shown stands, and how narrow the table may become before it is scrolled sideways. */
export function placesOf(
  columns: readonly Column<never>[],
  visible: readonly { id: string }[],
  widths: Widths,
): { places: Map<string, Placed>; least: number } {
  const shown = new Set(visible.map(({ id }) => id));
  const places = new Map<string, Placed>();
  let stuck = SELECT_WIDTH;
  let least = SELECT_WIDTH;
  let followsFigures = false;
  for (const column of columns) {
    if (!shown.has(column.id)) continue;
    const width = widths[column.id] ?? column.width;
    const place: Placed = { ...column, followsFigures, shownWidth: width ?? undefined };
    if (column.isSticky && width !== null) {
      place.left = stuck;
      stuck += width;
    }
    places.set(column.id, place);
    if (column.phoneOnly) continue;
    least += width ?? LEAST_REST;
    followsFigures = column.end ?? false;
  }
  return { places, least };
}

export type Placed = Omit<Column<never>, "cell"> & {
  followsFigures: boolean;
  /** Undefined: it takes what the others leave. */
  shownWidth: number | undefined;
  /** Where it stays when the others are scrolled sideways. */
  left?: number;
};

export const SELECT_WIDTH = 32;
/** What the column that takes the rest has at least. */
export const LEAST_REST = 144;

export const NARROWEST = 48;
export const WIDEST = 600;
