import { and, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { invitations } from "@/db/schema/invitations";
import { merchants } from "@/db/schema/merchants";
import type { messages } from "@/db/schema/messages";
import { invitationPath } from "@/lib/auth/invitation-link";
import { roleNames } from "@/lib/auth/role-names";
import { sayInstant } from "@/lib/domain/value/calendar";
import type { Mail, Reading, StaffMailKind } from "./mail";
import { onPaper, type Sheet } from "./paper";

type Message = typeof messages.$inferSelect;

/** Writes a queued mail to somebody of a merchant's staff; or says why it is not true any more. */
export async function readStaffMail(
  tx: Tx,
  message: Message,
  reading: Reading,
): Promise<Mail | { untrue: string }> {
  const { merchantId, id, attempts, to } = message;
  const [merchant] = await tx.select().from(merchants).where(eq(merchants.id, merchantId));
  if (!merchant) throw new Error("a merchant is gone");
  const sheet = await invited(tx, message, merchant, reading);
  if ("untrue" in sheet) return sheet;
  const { name: merchantName, mailFrom, replyTo } = merchant;
  const rendered = onPaper(sheet);
  const kind: StaffMailKind = "invitation";
  return {
    merchantId,
    id,
    zuid: null,
    kind,
    to,
    attempts,
    merchantName,
    mailFrom,
    replyTo,
    rendered,
    isSecret: true,
  };
}

async function invited(
  tx: Tx,
  { data, to, merchantId }: Message,
  merchant: typeof merchants.$inferSelect,
  { appUrl, authSecret, machineNow }: Reading,
): Promise<Sheet | { untrue: string }> {
  if (!authSecret) throw new Error("the process that sends this is not told how its link is signed");
  const { invitation } = data as { invitation: string };
  const [open] = await tx
    .select()
    .from(invitations)
    .where(and(eq(invitations.merchantId, merchantId), eq(invitations.id, invitation)));
  if (!open || open.usedAt !== null || open.withdrawnAt !== null || open.expiresAt <= machineNow)
    return { untrue: "The invitation is not open any more." };
  return {
    subject: `You are invited to work for ${merchant.name}`,
    greeting: "Hello,",
    lines: [
      `You are invited to join the back office of ${merchant.name} as ${roleNames[open.role].inSentence}.`,
      "Open the link to choose a name and a password. Anyone who has the link can use it, so do not pass it on.",
      `It works once, until ${sayInstant(open.expiresAt, merchant.timeZone)} (${merchant.timeZone}).`,
    ],
    list: [],
    button: {
      label: "Accept the invitation",
      href: appUrl + invitationPath(authSecret, merchant.code, open.id),
    },
    sender: merchant.name,
    closing: [`Sent to ${to}. If you did not expect this, you do not have to do anything.`],
  };
}
