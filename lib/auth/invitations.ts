import { createHash } from "node:crypto";
import { and, eq, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { invitations } from "@/db/schema/invitations";
import { merchants } from "@/db/schema/merchants";
import type { Role } from "@/db/schema/users";
import { SIGN_INS_COUNTED } from "@/lib/domain/value/timetable";
import { readInvitationToken } from "./invitation-link";
import { hashedOn, hashPassword } from "./password";
import { countTry } from "./rate-limit";

/** Somebody who holds a good link is asked to work for a merchant. */
export type Invitation = {
  merchantId: number;
  merchant: string;
  id: string;
  email: string;
  role: Role;
  /** The address has an account already: it joins with its own password. */
  hasAccount: boolean;
};

/** Why a link that we made cannot be used any more. */
export type SpentInvitation = "used" | "withdrawn" | "expired";

/** The invitation behind a link; null for one that we never made. Asking changes nothing. */
export async function invitationOf(
  db: Db,
  { secret, token }: { secret: string; token: string },
  machineNow: number,
): Promise<Invitation | SpentInvitation | null> {
  const said = readInvitationToken(secret, token);
  if (!said) return null;
  const [merchant] = await db.select().from(merchants).where(eq(merchants.code, said.code));
  if (!merchant) return null;
  const [found] = await withMerchant(db, merchant.id, (tx) =>
    tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.merchantId, merchant.id), eq(invitations.id, said.id))),
  );
  if (!found) return null;
  if (found.usedAt !== null) return "used";
  if (found.withdrawnAt !== null) return "withdrawn";
  if (found.expiresAt <= machineNow) return "expired";
  const { id, email, role } = found;
  const hasAccount = (await termsOf(db, email)) !== null;
  return { merchantId: merchant.id, merchant: merchant.name, id, email, role, hasAccount };
}

export type Accepted = "done" | "wrong" | "unusable" | "too_often";

/** `wrong`: the address has an account, and this is not its password. `unusable`: somebody was faster. */
export async function acceptInvitation(
  db: Db,
  invitation: Invitation,
  { name, password }: { name: string; password: string },
  machineNow: number,
): Promise<Accepted> {
  const tries = `invited ${digestOf(invitation.email)}`;
  if (!(await countTry(db, tries, perInvited, machineNow))) return "too_often";
  const terms = await termsOf(db, invitation.email);
  const hash = terms ? await hashedOn(terms, password) : await hashPassword(password);
  return withMerchant(db, invitation.merchantId, async (tx) => {
    const [answer] = await tx.execute<{ word: Accepted }>(
      sql`select accept_invitation(${invitation.id}, ${toTimestamp(machineNow)}, ${name}, ${hash}) as word`,
    );
    return answer?.word ?? "unusable";
  });
}

/** Keys hold no personal data. */
function digestOf(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
}

/** As many as into an account from one place, however many invitations the account has. */
const perInvited = { most: 10, windowMs: SIGN_INS_COUNTED };

async function termsOf(db: Db, email: string): Promise<string | null> {
  const [account] = await db.execute<{ terms: string | null }>(sql`select password_terms(${email}) as terms`);
  return account?.terms ?? null;
}
