import { type Role, roles } from "@/db/schema/users";

/** What the roles are called on screens and in mails, and what they stand for. */
export const roleNames: Readonly<Record<Role, { name: string; inSentence: string; may: string }>> = {
  admin: {
    name: "Administrator",
    inSentence: "an administrator",
    may: "Everything, users and settings included",
  },
  accountant: {
    name: "Accountant",
    inSentence: "an accountant",
    may: "Orders, refunds, reports and retry settings",
  },
  agent: { name: "Agent", inSentence: "an agent", may: "Orders and refunds, without reports" },
  restricted: {
    name: "Restricted agent",
    inSentence: "a restricted agent",
    may: "Only orders that they created themselves, without refunds",
  },
};

export const everyRole = roles;
