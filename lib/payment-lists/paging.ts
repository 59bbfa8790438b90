import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { toTimestamp } from "@/db/schema/columns";
import type { Instant } from "@/lib/domain/value/calendar";

/** A page of a list that is read along an index; `older` and `newer` are cursors of the pages beside it. */
export type PaymentPage<Row> = { rows: Row[]; older: string | null; newer: string | null };

/** Where a row stands: at an instant, and among those of the same one by its order and its number in it. */
export type RowPlace = { at: Instant; zuid: number; number: number };

/** How a page is read: from which place, and which way along the index. */
type PageReading = {
  from: SQL | undefined;
  order: SQL;
  isDescending: boolean;
  isBack: boolean;
  isLater: boolean;
};

/**
 * `key` and its tie-breakers, `forward` along the index or back, from the place that the cursor names. Where the last
 * of them stands in another table, an index can only be entered by the others.
 */
export function readingFrom(
  cursor: string | null,
  [key, zuid, number]: readonly [SQL, SQL, SQL],
  forward: "asc" | "desc",
): PageReading {
  const place = readPlace(cursor);
  const isBack = place?.way === "newer";
  const isDescending = (forward === "desc") !== isBack;
  const way = sql.raw(isDescending ? "desc" : "asc");
  const past = sql.raw(isDescending ? "<" : ">");
  const from = place && {
    entered: sql`(${key}, ${zuid}) ${past}= (${toTimestamp(place.at)}, ${place.zuid})`,
    exact: sql`(${key}, ${zuid}, ${number}) ${past} (${toTimestamp(place.at)}, ${place.zuid}, ${place.number})`,
  };
  return {
    from: from ? sql`${from.entered} and ${from.exact}` : undefined,
    order: sql`${key} ${way}, ${zuid} ${way}, ${number} ${way}`,
    ...{ isDescending, isBack, isLater: place !== null },
  };
}

/** The page of what was found in whatever order, of which one more than fits was asked for. */
export function pageOf<Row extends RowPlace>(
  found: readonly Row[],
  size: number,
  { isDescending, isBack, isLater }: PageReading,
): PaymentPage<Row> {
  const read = [...found].sort((a, b) => (isDescending ? byPlace(b, a) : byPlace(a, b)));
  const hasMore = read.length > size;
  const rows = read.slice(0, size);
  if (isBack) rows.reverse();
  return {
    rows,
    older: isBack || hasMore ? placeOf(rows.at(-1), "older") : null,
    newer: (isBack ? hasMore : isLater) ? placeOf(rows[0], "newer") : null,
  };
}

function byPlace(a: RowPlace, b: RowPlace): number {
  return a.at - b.at || a.zuid - b.zuid || a.number - b.number;
}

const Place = z.object({
  way: z.enum(["older", "newer"]),
  at: z.number().int().min(-8.64e15).max(8.64e15),
  zuid: z.number().int().min(0).max(2_147_483_647),
  number: z.number().int().min(0).max(2_147_483_647),
});

function placeOf(row: RowPlace | undefined, way: "older" | "newer"): string | null {
  if (!row) return null;
  const { at, zuid, number } = row;
  return Buffer.from(JSON.stringify({ way, at, zuid, number })).toString("base64url");
}

/** A cursor that cannot be read begins at the beginning. */
function readPlace(text: string | null): z.infer<typeof Place> | null {
  if (!text) return null;
  try {
    return Place.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
  } catch {
    return null;
  }
}
