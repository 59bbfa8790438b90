"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { visitorAction } from "@/lib/action";
import { personLinkOf, resetPassword } from "@/lib/auth/account";
import { whyWeak } from "@/lib/auth/chosen-password";
import { countLink } from "@/lib/auth/link-limit";
import { addressOf } from "@/lib/auth/request-address";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { env } from "@/lib/env";

const Form = z.object({
  token: z.string().max(80),
  password: z.string().min(1, "Enter a password.").max(200, "Shorten it to 200 characters at most."),
});

export const chooseAnother = visitorAction(Form, async ({ token, password }) => {
  const db = database();
  const now = Date.now();
  if (!(await countLink(db, addressOf(await headers()), now))) return refused(TOO_OFTEN);
  const link = await personLinkOf(db, { secret: env().authSecret, kind: "password", token }, now);
  if (!link) return refused(UNUSABLE);
  const weak = whyWeak(password, { email: link.account, name: link.name });
  if (weak) return invalid({ password: weak });
  const said = await resetPassword(db, link, password, now);
  return said === "done"
    ? done("The new password is saved, and you are signed out everywhere. Sign in with it.")
    : refused(UNUSABLE);
});

const UNUSABLE = "This link cannot be used any more. Ask for a new one on the sign-in page.";
const TOO_OFTEN = "There were too many tries in a short time. Wait a few minutes, then try again.";
