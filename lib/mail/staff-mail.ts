import { and, eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "@/db/client";
import { invitations } from "@/db/schema/invitations";
import { merchants } from "@/db/schema/merchants";
import type { messages } from "@/db/schema/messages";
import { type PersonLinkKind, personLinks, users } from "@/db/schema/users";
import { invitationPath } from "@/lib/auth/invitation-link";
import { personLinkPath } from "@/lib/auth/person-link";
import { roleNames } from "@/lib/auth/role-names";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { alertMail } from "./alert-mail";
import { type Mail, type Reading, type StaffMailKind, staffMailKinds } from "./mail";
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
  const kind = StaffMail.parse(message.kind);
  const sheet = await writers[kind](tx, message, merchant, reading);
  if ("untrue" in sheet) return sheet;
  const { name: merchantName, mailFrom, replyTo } = merchant;
  const rendered = onPaper(sheet);
  return {
    merchantId,
    id,
    zuid: null,
    kind,
    to: sheet.to ?? to,
    attempts,
    merchantName,
    mailFrom,
    replyTo,
    rendered,
    isSecret: true,
  };
}

type Merchant = typeof merchants.$inferSelect;
type Writer = (
  tx: Tx,
  message: Message,
  merchant: Merchant,
  reading: Reading,
) => Promise<(Sheet & { to?: string }) | { untrue: string }>;

const StaffMail = z.enum(staffMailKinds);

const writers: Readonly<Record<StaffMailKind, Writer>> = {
  invitation: invited,
  password_link: passwordLink,
  email_link: emailLink,
  email_changed: emailChanged,
  two_step_reset: twoStepReset,
  alerts: alertMail,
};

async function invited(
  tx: Tx,
  { data, to, merchantId }: Message,
  merchant: Merchant,
  { appUrl, authSecret, machineNow }: Reading,
): Promise<Sheet | { untrue: string }> {
  if (!authSecret) throw new Error(unsigned);
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

async function passwordLink(
  tx: Tx,
  message: Message,
  merchant: Merchant,
  reading: Reading,
): Promise<Sheet | { untrue: string }> {
  const link = await openLink(tx, message, "password", reading);
  if ("untrue" in link) return link;
  return {
    ...frame(merchant, message),
    subject: "Choose a new password",
    greeting: `Hello ${link.name},`,
    lines: [
      "Someone asked for a new password for your account in Tenor.",
      `The link works once, until ${sayInstant(link.expiresAt, link.timeZone)} (${link.timeZone}). Do not pass it on.`,
    ],
    button: { label: "Choose a new password", href: link.href },
    closing: [`Sent to ${message.to}. If this was not you, do nothing: your password stays as it is.`],
  };
}

async function emailLink(
  tx: Tx,
  message: Message,
  merchant: Merchant,
  reading: Reading,
): Promise<Sheet | { untrue: string }> {
  const link = await openLink(tx, message, "email", reading);
  if ("untrue" in link) return link;
  return {
    ...frame(merchant, message),
    subject: "Confirm your e-mail address",
    lines: [
      `${link.name} wants to sign in to Tenor with the address ${message.to}. Until it is confirmed, nothing changes.`,
      `The link works once, until ${sayInstant(link.expiresAt, link.timeZone)} (${link.timeZone}).`,
    ],
    button: { label: "Confirm this address", href: link.href },
    closing: [`Sent to ${message.to}. If you did not expect this, do nothing.`],
  };
}

async function emailChanged(_tx: Tx, message: Message, merchant: Merchant): Promise<Sheet> {
  const { email } = message.data as { email: string };
  return {
    ...frame(merchant, message),
    subject: "Your e-mail address was changed",
    lines: [
      `Your account in Tenor now has the address ${email}. You sign in with it, and mail is sent there.`,
      "If this was not you, tell an administrator immediately.",
    ],
  };
}

async function twoStepReset(_tx: Tx, message: Message, merchant: Merchant): Promise<Sheet> {
  return {
    ...frame(merchant, message),
    subject: "Two-step verification was reset",
    lines: [
      `An administrator of ${merchant.name} reset the two-step verification of your account in Tenor. You were signed out everywhere.`,
      "Sign in with your password, and switch it on again under Account. If you did not ask for this, tell an administrator immediately.",
    ],
  };
}

function frame(merchant: Merchant, { to }: Message): Sheet {
  return {
    subject: "",
    greeting: "Hello,",
    lines: [],
    list: [],
    button: null,
    sender: merchant.name,
    closing: [`Sent to ${to}.`],
  };
}

/** A link as it is mailed, with whose account it is about. */
async function openLink(
  tx: Tx,
  { data }: Message,
  kind: PersonLinkKind,
  { appUrl, authSecret, machineNow }: Reading,
): Promise<OpenLink | { untrue: string }> {
  if (!authSecret) throw new Error(unsigned);
  const { link } = data as { link: string };
  const { name, timeZone } = users;
  const [open] = await tx
    .select({ expiresAt: personLinks.expiresAt, name, timeZone })
    .from(personLinks)
    .innerJoin(users, eq(users.id, personLinks.userId))
    .where(eq(personLinks.id, link));
  if (!open || open.expiresAt <= machineNow) return { untrue: "The link cannot be used any more." };
  return { ...open, href: appUrl + personLinkPath(authSecret, kind, link) };
}

type OpenLink = { name: string; timeZone: string; expiresAt: Instant; href: string };

const unsigned = "the process that sends this is not told how its link is signed";
