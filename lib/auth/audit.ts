import { and, asc, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { toTimestamp } from "@/db/schema/columns";
import type { Role } from "@/db/schema/users";
import { describeSettings } from "./audit-settings";
import { roleNames } from "./role-names";

export type AuditEntry = typeof auditLog.$inferSelect;

/** Where a page of the log begins: after an entry, towards the older ones or the newer. */
export type AuditCursor = { towards: "older" | "newer"; at: number; id: string };

export type AuditPage = { entries: AuditEntry[]; newer: string | null; older: string | null };

/** A page of the log, the newest first. */
export async function auditPage(
  db: Db,
  merchantId: number,
  cursor: AuditCursor | null,
  size = PAGE,
): Promise<AuditPage> {
  const isNewer = cursor?.towards === "newer";
  const compare = sql.raw(isNewer ? ">" : "<");
  const beyond =
    cursor &&
    sql`(${auditLog.at}, ${auditLog.id}) ${compare} (${toTimestamp(cursor.at)}, ${cursor.id}::uuid)`;
  const order = isNewer ? asc : desc;
  const found = await withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(auditLog)
      .where(and(eq(auditLog.merchantId, merchantId), beyond ?? undefined))
      .orderBy(order(auditLog.at), order(auditLog.id))
      .limit(size + 1),
  );
  const hasMore = found.length > size;
  const page = found.slice(0, size);
  const entries = isNewer ? page.reverse() : page;
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    entries,
    newer: first && (isNewer ? hasMore : cursor !== null) ? cursorOf("newer", first) : null,
    older: last && (isNewer || hasMore) ? cursorOf("older", last) : null,
  };
}

function cursorOf(towards: AuditCursor["towards"], { at, id }: AuditEntry): string {
  return `${towards}.${at}.${id}`;
}

/** Null for whatever is no cursor. */
export function readAuditCursor(given: unknown): AuditCursor | null {
  const [towards, at, id] = typeof given === "string" ? given.split(".") : [];
  return Cursor.safeParse({ towards, at, id }).data ?? null;
}

const Cursor = z.object({
  towards: z.enum(["older", "newer"]),
  at: z
    .string()
    .regex(/^\d{1,14}$/)
    .transform(Number),
  id: z.uuid(),
});

const PAGE = 50;

/** What was done, in a sentence that begins with what was done. */
export function describeAudit({ kind, subject, before, after }: AuditEntry): string {
  const role = (facts: AuditEntry["after"]) =>
    roleNames[facts.role as Role]?.inSentence ?? String(facts.role ?? "");
  switch (kind) {
    case "merchant_opened":
      return `Opened ${after.name ?? subject} under the code ${subject}.`;
    case "user_invited":
      return `Invited ${subject} as ${role(after)}.`;
    case "invitation_withdrawn":
      return `Withdrew the invitation of ${subject} as ${role(before)}.`;
    case "invitation_accepted":
      return `Accepted the invitation to ${subject} as ${role(after)}.`;
    case "role_changed":
      return `Made ${subject} ${role(after)}. Before, it was ${role(before)}.`;
    case "terms_changed":
    case "profile_changed":
      return describeSettings(before, after);
    case "person_exported":
      return `Exported the data held about customer ${subject}.`;
    case "person_erased":
      return `Erased the personal data of customer ${subject}.`;
    case "user_deactivated":
      return `Deactivated ${subject}. Before, they were active.`;
    case "user_reactivated":
      return `Reactivated ${subject}. Before, they were deactivated.`;
    case "product_created":
      return `Created the product ${subject}: ${listed(after)}.`;
    case "product_changed":
      return `Changed the product ${subject}: ${differences(before, after)}.`;
    case "product_deactivated":
      return `Deactivated the product ${subject}. Before, it was active.`;
    case "product_reactivated":
      return `Reactivated the product ${subject}. Before, it was deactivated.`;
    case "password_changed":
      return `Changed the password of ${subject}.`;
    case "password_reset":
      return `Chose a new password for ${subject} by a mailed link.`;
    case "email_changed":
      return `Changed the e-mail address ${subject} to ${after.email}.`;
    case "two_step_on":
      return `Switched on two-step verification for ${subject}.`;
    case "two_step_off":
      return `Switched off two-step verification for ${subject}.`;
    case "two_step_reset":
      return `Reset the two-step verification of ${subject}. Before, it was on.`;
    case "two_step_required":
      return after.required
        ? "Made two-step verification required. Before, it was each person's choice."
        : "Made two-step verification each person's choice. Before, it was required.";
  }
}

function listed(facts: AuditEntry["after"]): string {
  return Object.entries(facts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");
}

function differences(before: AuditEntry["before"], after: AuditEntry["after"]): string {
  return Object.keys(after)
    .sort()
    .map((name) => `${name} was ${before[name] ?? "not set"}, is ${after[name] ?? "not set"}`)
    .join("; ");
}
