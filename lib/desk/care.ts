import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type Db, type Tx, withMerchant } from "@/db/client";
import { lockOrder } from "@/db/orders";
import { alerts } from "@/db/schema/messages";
import { orders } from "@/db/schema/orders";
import { memberships, users } from "@/db/schema/users";
import type { Actor } from "@/lib/domain/order/order";
import { done, type Result, refused } from "@/lib/domain/order/result";
import { decide } from "@/lib/domain/rules/decide";
import type { Instant } from "@/lib/domain/value/calendar";
import { commit } from "@/lib/orders/execute";
import type { Care, DeskScope } from "./needs";

/** An order, and the version of its care that a page showed. */
export type CareOf = { zuid: number; version: number };

/** Sets an order aside until a time, until its next attempt, or not any more. Whatever happens to it ends that too. */
export function snooze(
  db: Db,
  scope: DeskScope,
  of: CareOf,
  until: Instant | "next_attempt" | null,
): Promise<Result<Care, "no_attempt">> {
  return withMerchant(db, scope.merchantId, async (tx) => {
    const waits = until === "next_attempt" ? isNotNull(orders.nextAttemptAt) : undefined;
    const at = until === "next_attempt" ? sql`${orders.nextAttemptAt}` : until;
    const [changed] = await tx
      .update(orders)
      .set({ snoozedUntil: at, careVersion: sql`${orders.careVersion} + 1` })
      .where(and(asShown(scope, of), waits))
      .returning(cared);
    if (changed) return done(changed);
    const stands = await careIn(tx, scope, of.zuid);
    return stands?.version === of.version ? refused("no_attempt") : missed(stands);
  });
}

/** Gives an order to whoever asks, or to no one. */
export function own(db: Db, scope: DeskScope, of: CareOf, ownerId: string | null): Promise<Result<Care>> {
  return withMerchant(db, scope.merchantId, async (tx) => {
    const [changed] = await tx
      .update(orders)
      .set({ ownerId, careVersion: sql`${orders.careVersion} + 1` })
      .where(asShown(scope, of))
      .returning(cared);
    return changed ? done(changed) : missed(await careIn(tx, scope, of.zuid));
  });
}

/**
 * Gives an order to a colleague: the note goes into the order's notes, the colleague gets an alert, and it is not set
 * aside any more. All of it, or nothing.
 */
export function handOverOrder(
  db: Db,
  scope: DeskScope,
  of: CareOf,
  { to, note, actor, now, machineNow }: HandOver,
): Promise<Result<Care>> {
  const { merchantId } = scope;
  return withMerchant(db, merchantId, async (tx) => {
    const held = await lockOrder(tx, merchantId, of.zuid, { lock: true, now });
    const stands = await careIn(tx, scope, of.zuid);
    if (!held || stands?.version !== of.version) return missed(stands);
    const text = [`Handed over to ${to.name}.`, note.trim()].filter(Boolean).join(" ");
    const decided = decide(held.order, { kind: "add_note", text }, actor, now);
    if ("refusal" in decided) return refused(decided.refusal);
    await commit(tx, {
      merchantId,
      before: held.order,
      decided,
      actor,
      now,
      machineNow,
      addressee: held.addressee,
    });
    const [changed] = await tx
      .update(orders)
      .set({ ownerId: to.id, snoozedUntil: null, careVersion: sql`${orders.careVersion} + 1` })
      .where(asShown(scope, of))
      .returning(cared);
    if (!changed) throw new Error(`order ${of.zuid} was held and has changed`);
    const by = actor.kind === "user" ? actor.name : "Tenor";
    await tx.insert(alerts).values({
      merchantId,
      zuid: of.zuid,
      kind: "handed_over",
      text: `ZUID-${of.zuid}: ${by} handed it over to ${to.name}.${note.trim() ? ` ${note.trim()}` : ""}`,
      createdAt: now,
    });
    return done(changed);
  });
}

export type HandOver = {
  to: DeskColleague;
  note: string;
  actor: Actor;
  now: Instant;
  machineNow: Instant;
};

export type DeskColleague = { id: string; name: string };

/** Who works for the merchant. `reachesAll`: not only orders of their own. */
export async function colleaguesOf(
  db: Db,
  merchantId: number,
): Promise<(DeskColleague & { isActive: boolean; reachesAll: boolean })[]> {
  const found = await db
    .select({ id: users.id, name: users.name, role: memberships.role, isActive: memberships.active })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.merchantId, merchantId))
    .orderBy(users.name, users.id);
  return found.map(({ role, ...one }) => ({ ...one, reachesAll: role !== "restricted" }));
}

const cared = {
  ownerId: orders.ownerId,
  snoozedUntil: orders.snoozedUntil,
  version: orders.careVersion,
};

/** It is in reach, and its care is as it was shown. */
function asShown(scope: DeskScope, { zuid, version }: CareOf) {
  return and(inReach(scope, zuid), eq(orders.careVersion, version));
}

function inReach({ merchantId, createdBy }: DeskScope, zuid: number) {
  return and(
    eq(orders.merchantId, merchantId),
    eq(orders.zuid, zuid),
    createdBy === null ? undefined : eq(orders.createdByUser, createdBy),
  );
}

async function careIn(tx: Tx, scope: DeskScope, zuid: number): Promise<Care | null> {
  const [found] = await tx.select(cared).from(orders).where(inReach(scope, zuid));
  return found ?? null;
}

/** Someone changed it meanwhile, or there is no such order. */
function missed(stands: Care | null): { is: "not_found" } | { is: "stale"; version: number } {
  return stands ? { is: "stale", version: stands.version } : { is: "not_found" };
}
