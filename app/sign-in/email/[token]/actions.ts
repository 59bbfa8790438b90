"use server";
import { headers } from "next/headers";
import { z } from "zod";
import { visitorAction } from "@/lib/action";
import { confirmEmail, personLinkOf } from "@/lib/auth/account";
import { countLink } from "@/lib/auth/link-limit";
import { addressOf } from "@/lib/auth/request-address";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done, refused } from "@/lib/domain/order/result";
import { env } from "@/lib/env";

export const confirm = visitorAction(z.object({ token: z.string().max(80) }), async ({ token }) => {
  const db = database();
  const machineNow = Date.now();
  if (!(await countLink(db, addressOf(await headers()), machineNow))) return refused(TOO_OFTEN);
  const link = await personLinkOf(db, { secret: env().authSecret, kind: "email", token }, machineNow);
  if (!link) return refused(UNUSABLE);
  const said = await confirmEmail(db, link, { now: await businessNow(db), machineNow });
  return said === "done" ? done(`The address is confirmed. Sign in as ${link.email}.`) : refused(UNUSABLE);
});

const UNUSABLE = "This link cannot be used any more. Ask for a new one under Account, after signing in.";
const TOO_OFTEN = "There were too many tries in a short time. Wait a few minutes, then try again.";
