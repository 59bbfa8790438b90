import { and, asc, eq, or } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { listChoices, savedViews } from "@/db/schema/lists";

/** Whose list it is, at which merchant. */
export type ListOwner = { merchantId: number; userId: string };

/** How somebody wants the list to look, and the states of it that were named. */
export type ListChoices = {
  /** Ids of columns; null until somebody chose any. */
  hidden: readonly string[] | null;
  /** In pixels, by the column's id. */
  widths: Readonly<Record<string, number>>;
  isCompact: boolean | null;
  views: readonly SavedView[];
};

export type SavedView = {
  id: string;
  name: string;
  /** What the list's address says behind the question mark. */
  query: string;
  isShared: boolean;
  isOwn: boolean;
  /** The list opens with it. */
  isDefault: boolean;
};

export function readListChoices(db: Db, owner: ListOwner): Promise<ListChoices> {
  return withMerchant(db, owner.merchantId, (tx) => choicesIn(tx, owner));
}

async function choicesIn(tx: Tx, { merchantId, userId }: ListOwner): Promise<ListChoices> {
  const [[kept], views] = await Promise.all([
    tx
      .select()
      .from(listChoices)
      .where(and(eq(listChoices.merchantId, merchantId), eq(listChoices.userId, userId))),
    tx
      .select()
      .from(savedViews)
      .where(
        and(
          eq(savedViews.merchantId, merchantId),
          or(eq(savedViews.ownerId, userId), eq(savedViews.isShared, true)),
        ),
      )
      .orderBy(asc(savedViews.createdAt), asc(savedViews.id))
      .limit(MOST_VIEWS),
  ]);
  return {
    hidden: kept?.hidden ?? null,
    widths: kept?.widths ?? {},
    isCompact: kept?.isCompact ?? null,
    views: views.map(({ id, name, query, isShared, ownerId }) => ({
      ...{ id, name, query, isShared },
      isOwn: ownerId === userId,
      isDefault: id === kept?.opensWith,
    })),
  };
}

/** More than these nobody finds anything among. */
const MOST_VIEWS = 100;
const MOST_OWN_VIEWS = 30;

type Chosen = Partial<Omit<typeof listChoices.$inferInsert, "merchantId" | "userId">>;

export async function keepListChoices(db: Db, owner: ListOwner, chosen: Chosen): Promise<void> {
  await withMerchant(db, owner.merchantId, (tx) => keepIn(tx, owner, chosen));
}

async function keepIn(tx: Tx, owner: ListOwner, chosen: Chosen): Promise<void> {
  await tx
    .insert(listChoices)
    .values({ ...owner, ...chosen })
    .onConflictDoUpdate({ target: [listChoices.merchantId, listChoices.userId], set: chosen });
}

type ViewAsked = { name: string; query: string; isShared: boolean; isDefault: boolean };

/** The choices with the new view; null when there are too many. */
export function saveView(
  db: Db,
  owner: ListOwner,
  { isDefault, ...asked }: ViewAsked,
  machineNow: number,
): Promise<ListChoices | null> {
  return withMerchant(db, owner.merchantId, async (tx) => {
    const { views } = await choicesIn(tx, owner);
    if (views.filter((view) => view.isOwn).length >= MOST_OWN_VIEWS) return null;
    const { merchantId, userId: ownerId } = owner;
    const [made] = await tx
      .insert(savedViews)
      .values({ merchantId, ownerId, ...asked, createdAt: machineNow })
      .returning({ id: savedViews.id });
    if (isDefault && made) await keepIn(tx, owner, { opensWith: made.id });
    return choicesIn(tx, owner);
  });
}

/** Renames, shares, or shows another state under the same name: what is one's own. Null when it is not. */
export function changeView(
  db: Db,
  owner: ListOwner,
  id: string,
  change: Partial<Pick<ViewAsked, "name" | "query" | "isShared">>,
): Promise<ListChoices | null> {
  return withMerchant(db, owner.merchantId, async (tx) => {
    const changed = await tx.update(savedViews).set(change).where(isOwn(owner, id)).returning();
    return changed.length > 0 ? choicesIn(tx, owner) : null;
  });
}

export function deleteView(db: Db, owner: ListOwner, id: string): Promise<ListChoices> {
  return withMerchant(db, owner.merchantId, async (tx) => {
    await tx.delete(savedViews).where(isOwn(owner, id));
    return choicesIn(tx, owner);
  });
}

/** With which of the views that one sees the list opens; null: with none. */
export function openWith(db: Db, owner: ListOwner, id: string | null): Promise<ListChoices> {
  return withMerchant(db, owner.merchantId, async (tx) => {
    await keepIn(tx, owner, { opensWith: id });
    return choicesIn(tx, owner);
  });
}

function isOwn({ merchantId, userId }: ListOwner, id: string) {
  return and(eq(savedViews.merchantId, merchantId), eq(savedViews.ownerId, userId), eq(savedViews.id, id));
}
