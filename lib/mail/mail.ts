import type { Instant } from "@/lib/domain/value/calendar";
import type { MessageKind } from "@/lib/domain/words/messages";
import type { Rendered } from "./paper";

/** What people who work for a merchant are written. */
export const staffMailKinds = [
  "invitation",
  "password_link",
  "email_link",
  "email_changed",
  "two_step_reset",
  "alerts",
] as const;
export type StaffMailKind = (typeof staffMailKinds)[number];

/** A message with its words, as the order stands now. */
export type Mail = {
  merchantId: number;
  id: string;
  /** Null: it is to somebody of the merchant's staff. */
  zuid: number | null;
  kind: MessageKind | StaffMailKind;
  /** The customer's address as it is now. */
  to: string;
  attempts: number;
  merchantName: string;
  /** The merchant's own sender and address for answers, where it has them. */
  mailFrom: string | null;
  replyTo: string | null;
  rendered: Rendered;
  /** Its link lets whoever holds it in: once it is sent, nothing of its text is kept. */
  isSecret: boolean;
};

export type Reading = {
  /** Origin under which people reach the application. */
  appUrl: string;
  /** Signs the links in mails to staff. */
  authSecret: string | undefined;
  /** Business time. */
  now: Instant;
  machineNow: Instant;
};
