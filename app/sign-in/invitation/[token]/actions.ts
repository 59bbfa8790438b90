"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { visitorAction } from "@/lib/action";
import { whyWeak } from "@/lib/auth/chosen-password";
import { acceptInvitation, invitationOf } from "@/lib/auth/invitations";
import { countLink } from "@/lib/auth/link-limit";
import { addressOf } from "@/lib/auth/request-address";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { writtenName } from "@/lib/domain/value/written-name";
import { env } from "@/lib/env";

const Form = z.object({
  token: z.string().max(80),
  name: z.string().max(1_000, "Shorten it to 200 characters at most.").default(""),
  password: z.string().min(1, "Write a password.").max(200, "Shorten it to 200 characters at most."),
});

export const accept = visitorAction(Form, async ({ token, name, password }) => {
  const db = database();
  const now = Date.now();
  if (!(await countLink(db, addressOf(await headers()), now))) return refused(TOO_OFTEN);
  const invitation = await invitationOf(db, { secret: env().authSecret, token }, now);
  if (!invitation || typeof invitation === "string") return refused(UNUSABLE);
  const { email, hasAccount } = invitation;
  const written = hasAccount ? { name: email } : writtenName(name);
  if ("wrong" in written) return invalid({ name: written.wrong });
  const weak = hasAccount ? null : whyWeak(password, { email, name: written.name });
  if (weak) return invalid({ password: weak });
  const said = await acceptInvitation(db, invitation, { name: written.name, password }, now);
  if (said === "wrong") return invalid({ password: "This is not the password of the account." });
  if (said === "too_often") return refused(TOO_OFTEN);
  return said === "done" ? done({ email }) : refused(UNUSABLE);
});

const UNUSABLE = "This invitation cannot be used any more. Ask the person who invited you for a new one.";
const TOO_OFTEN = "There were too many tries in a short time. Wait a few minutes, then try again.";
