import { createHash } from "node:crypto";
import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { importFaults, importPieces, imports } from "@/db/schema/imports";
import type { Actor } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { isUuid } from "@/lib/domain/value/uuid";
import { cleanedName } from "@/lib/domain/value/written-name";
import { readHeader, withoutEmptyEnd } from "./columns";
import { fileRows, UnreadableFile } from "./read-file";

export type Import = typeof imports.$inferSelect;
export type ImportId = { merchantId: number; id: string };

/** Announces a file; what it holds comes in pieces. */
export async function beginUpload(
  db: Db,
  merchantId: number,
  { fileName, size }: { fileName: string; size: number },
  { actor, now }: { actor: Actor; now: Instant },
): Promise<{ value: string } | { wrong: string }> {
  if (size === 0) return { wrong: "This file is empty." };
  if (size > LARGEST_IMPORT) return { wrong: TOO_LARGE };
  const name = cleanedName(fileName) || "File without a name";
  const [row] = await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(imports)
      .values({ merchantId, fileName: name, size, actor, createdAt: now })
      .returning({ id: imports.id }),
  );
  if (!row) throw new Error("an import was not stored");
  return { value: row.id };
}

/**
 * Keeps a piece of the file if it is the next one. One that came before is not kept a second time, so whoever had no
 * answer sends it again.
 *
 * @returns how many bytes are there, or why the piece is not one of this file; null where there is no such import
 */
export async function addPiece(
  db: Db,
  id: ImportId,
  place: number,
  piece: Uint8Array,
): Promise<{ received: number } | { wrong: string } | null> {
  const kept = await withMerchant(db, id.merchantId, async (tx) => {
    const [file] = await tx.select().from(imports).where(isImport(id)).for("update");
    if (!file) return null;
    if (file.state !== "uploading" || place !== file.received) return { received: file.received };
    const received = place + piece.length;
    if (received > file.size) return { wrong: "The file has changed since it was chosen. Choose it again." };
    if (piece.length > 0) await tx.insert(importPieces).values({ ...ofImport(id), place, piece });
    await tx.update(imports).set({ received }).where(isImport(id));
    return { received };
  });
  const file = await readImport(db, id);
  if (file?.state === "uploading" && file.received === file.size) await lookThrough(db, id);
  return kept;
}

/** Reads a file that is whole, once: what it is, how many rows it has, or why it is of no use. */
async function lookThrough(db: Db, id: ImportId): Promise<void> {
  const hash = createHash("sha256");
  async function* hashed() {
    for await (const piece of pieces(db, id)) {
      hash.update(piece);
      yield piece;
    }
  }
  const found = await rowsCounted(fileRows(hashed()));
  await withMerchant(db, id.merchantId, async (tx) => {
    const isHere = and(isImport(id), eq(imports.state, "uploading"));
    if ("unreadable" in found) {
      await tx
        .update(imports)
        .set({ state: "unreadable", ...found })
        .where(isHere);
      await removePieces(tx, id);
    } else {
      await tx
        .update(imports)
        .set({ state: "ready", digest: hash.digest("hex"), ...found })
        .where(isHere);
    }
  });
}

async function rowsCounted(
  rows: ReturnType<typeof fileRows>,
): Promise<{ rowCount: number; columns: readonly string[]; delimiter: string } | { unreadable: string }> {
  try {
    const first = await rows.next();
    if (first.done) return { unreadable: "This file is empty." };
    const header = readHeader(first.value.cells);
    if ("wrong" in header) return { unreadable: header.wrong };
    let rowCount = 0;
    for await (const _row of rows) {
      rowCount += 1;
      if (rowCount > MOST_ROWS) return { unreadable: TOO_MANY_ROWS };
    }
    if (rowCount === 0) return { unreadable: "This file has no rows under the names of its columns." };
    return { rowCount, columns: withoutEmptyEnd(first.value.cells), delimiter: first.value.delimiter };
  } catch (fault) {
    if (fault instanceof UnreadableFile) return { unreadable: fault.message };
    throw fault;
  }
}

/** A file's pieces, one in memory at a time. */
export async function* pieces(db: Db, id: ImportId): AsyncGenerator<Uint8Array> {
  for (let place = -1; ; ) {
    const [next] = await withMerchant(db, id.merchantId, (tx) =>
      tx
        .select({ place: importPieces.place, piece: importPieces.piece })
        .from(importPieces)
        .where(and(isPieceOf(id), gt(importPieces.place, place)))
        .orderBy(asc(importPieces.place))
        .limit(1),
    );
    if (!next) return;
    place = next.place;
    yield next.piece;
  }
}

/** Hands a file that was looked through to the worker; false where it is not, or no longer, one to be started. */
export async function startImport(db: Db, id: ImportId): Promise<boolean> {
  const started = await withMerchant(db, id.merchantId, (tx) =>
    tx
      .update(imports)
      .set({ state: "running" })
      .where(and(isImport(id), eq(imports.state, "ready")))
      .returning({ id: imports.id }),
  );
  return started.length > 0;
}

/** Forgets a file that is not applied; false where it is, or is being. */
export async function dropUpload(db: Db, id: ImportId): Promise<boolean> {
  const dropped = await withMerchant(db, id.merchantId, (tx) =>
    tx
      .delete(imports)
      .where(and(isImport(id), sql`${imports.state} in ('uploading', 'ready', 'unreadable')`))
      .returning({ id: imports.id }),
  );
  return dropped.length > 0;
}

export async function readImport(db: Db, id: ImportId): Promise<Import | null> {
  if (!isUuid(id.id)) return null;
  const [file] = await withMerchant(db, id.merchantId, (tx) => tx.select().from(imports).where(isImport(id)));
  return file ?? null;
}

/** The last ones, the newest first. */
export function listImports(db: Db, merchantId: number): Promise<Import[]> {
  return withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(imports)
      .where(eq(imports.merchantId, merchantId))
      .orderBy(desc(imports.createdAt), desc(imports.id))
      .limit(MOST_LISTED),
  );
}

/** The newest import of the same file that was applied, or is being; null: it is new here. */
export async function appliedBefore(db: Db, { merchantId, id, digest }: Import): Promise<Import | null> {
  const known = await listImports(db, merchantId);
  return (
    known.find((one) => one.id !== id && one.digest === digest && /running|done/.test(one.state)) ?? null
  );
}

/** Rows that were not applied, in their order; one batch in memory at a time. */
export async function* faultyRows(db: Db, id: ImportId): AsyncGenerator<typeof importFaults.$inferSelect> {
  for (let row = 0; ; ) {
    const batch = await withMerchant(db, id.merchantId, (tx) =>
      tx
        .select()
        .from(importFaults)
        .where(and(isFaultOf(id), gt(importFaults.row, row)))
        .orderBy(asc(importFaults.row))
        .limit(500),
    );
    yield* batch;
    const last = batch.at(-1);
    if (!last) return;
    row = last.row;
  }
}

export async function removePieces(tx: Tx, id: ImportId): Promise<void> {
  await tx.delete(importPieces).where(isPieceOf(id));
}

export const isImport = ({ merchantId, id }: ImportId) =>
  and(eq(imports.merchantId, merchantId), eq(imports.id, id));
export const ofImport = ({ merchantId, id }: ImportId) => ({ merchantId, importId: id });
const isPieceOf = ({ merchantId, id }: ImportId) =>
  and(eq(importPieces.merchantId, merchantId), eq(importPieces.importId, id));
const isFaultOf = ({ merchantId, id }: ImportId) =>
  and(eq(importFaults.merchantId, merchantId), eq(importFaults.importId, id));

/** In bytes. */
export const LARGEST_IMPORT = 50_000_000;
const MOST_ROWS = 200_000;
const MOST_LISTED = 50;
const TOO_LARGE =
  "This file is larger than 50 MB. Divide it into smaller files, each with the names of the columns.";
const TOO_MANY_ROWS =
  "This file has more than 200,000 rows. Divide it into smaller files, each with the names of the columns.";
