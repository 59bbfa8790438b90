"use server";
import { headers } from "next/headers";
import { after } from "next/server";
import { z } from "zod";
import { visitorAction } from "@/lib/action";
import { askForPassword, mayAskForPassword } from "@/lib/auth/account";
import { addressOf } from "@/lib/auth/request-address";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done, refused } from "@/lib/domain/order/result";
import { MINUTE, PERSON_LINKS_COUNTED } from "@/lib/domain/value/timetable";

const Form = z.object({
  email: z
    .string()
    .trim()
    .max(254, "Shorten it to 254 characters at most.")
    .pipe(z.email("Enter an e-mail address, such as anna@example.com.")),
});

export const askForLink = visitorAction(Form, async ({ email }) => {
  const db = database();
  const machineNow = Date.now();
  if (!(await mayAskForPassword(db, addressOf(await headers()), machineNow))) return refused(TOO_MANY);
  // After the answer: neither what it says nor how long it takes tells whether there is such an account.
  after(async () => askForPassword(db, email, { now: await businessNow(db), machineNow }));
  return done(`If ${email} has an account, a link is on its way there. It works for an hour.`);
});

const TOO_MANY = `Too many links were asked for. Wait ${PERSON_LINKS_COUNTED / MINUTE} minutes, then try again.`;
