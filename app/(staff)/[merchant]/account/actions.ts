"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, personAction } from "@/lib/action";
import { ChosenAlertMail, chooseAlertMail } from "@/lib/alerts/choice";
import { type AccountAnswer, askForEmail, changePassword, type OwnAct } from "@/lib/auth/account";
import { whyWeak } from "@/lib/auth/chosen-password";
import { endOtherSessions, endOwnSession } from "@/lib/auth/sessions";
import type { SignedIn } from "@/lib/auth/staff";
import { confirmTwoStep, endTwoStep, type TwoStepAnswer } from "@/lib/auth/two-step";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { env } from "@/lib/env";

/** Whose pages the person came from, and goes back to. */
const merchant = z.string().regex(/^[a-z0-9]{2,20}$/);
const password = z.string().min(1, "Enter your current password.").max(200, "This is too long.");
const code = z.string().trim().min(1, "Enter a code.").max(40, "This is too long.");

export const changeOwnPassword = personAction(
  z.object({
    merchant,
    password,
    newPassword: z.string().min(1, "Enter a password.").max(200, "Shorten it to 200 characters at most."),
  }),
  async (person, given) => {
    const weak = whyWeak(given.newPassword, person.user);
    if (weak) return invalid({ newPassword: weak });
    const act = await ownAct(person);
    const said = await changePassword(database(), act, {
      password: given.password,
      wanted: given.newPassword,
    });
    return answer(given, said, "Your password is changed. All your other sessions have ended.");
  },
);

export const changeOwnEmail = personAction(
  z.object({
    merchant,
    email: z
      .string()
      .trim()
      .max(254, "Shorten it to 254 characters at most.")
      .pipe(z.email("Enter an e-mail address, such as anna@example.com.")),
    password,
  }),
  async (person, given) => {
    const said = await askForEmail(database(), await ownAct(person), given);
    if (said === "unchanged") return invalid({ email: "This is your address already." });
    return answer(
      given,
      said,
      `A link is on its way to ${given.email}. Your address changes when it is opened and confirmed, within an hour.`,
    );
  },
);

export const chooseMail = personAction(
  z.object({ merchant, at: merchant, mail: ChosenAlertMail }),
  async ({ user, profiles }, given) => {
    const place = profiles.find(({ code: one }) => one === given.at);
    if (!place) return { is: "not_found" } as const;
    await chooseAlertMail(database(), { merchantId: place.id, userId: user.id }, given.mail);
    return answer(given, "done", `Alerts of ${place.name}: ${mailWords[given.mail]}`);
  },
);

const mailWords = {
  immediately: "they will be mailed to you immediately.",
  daily: "they will be mailed to you once a day.",
  none: "they will not be mailed to you.",
} as const;

export const endOne = personAction(z.object({ merchant, session: z.uuid() }), async ({ user }, given) => {
  const isEnded = await endOwnSession(database(), user.id, given.session);
  return answer(given, "done", isEnded ? "The session has ended." : "The session had ended already.");
});

export const endOthers = personAction(z.object({ merchant }), async ({ user, sessionId }, given) => {
  await endOtherSessions(database(), user.id, sessionId);
  return answer(given, "done", "All your other sessions have ended.");
});

export const switchOff = personAction(z.object({ merchant, password, code }), async (person, given) => {
  const said = await endTwoStep(database(), env().authSecret, await ownAct(person), given);
  return answer(given, said, "Two-step verification is off. You sign in with your password alone.");
});

/** Answers with the recovery codes: they are shown this once. */
export const switchOn = personAction(z.object({ code }), async (person, given) => {
  const act = await ownAct(person);
  const { said, codes } = await confirmTwoStep(database(), env().authSecret, act, given.code);
  return said === "done" ? done(codes) : no(said);
});

async function ownAct({ sessionId, user }: SignedIn): Promise<OwnAct> {
  return { sessionId, user, now: await businessNow(database()), machineNow: Date.now() };
}

type Answered = AccountAnswer | TwoStepAnswer;

function answer(given: { merchant: string }, said: Answered, text: string) {
  if (said !== "done") return no(said);
  refresh();
  return done<Acted>({ text, tone: "done", to: `/${given.merchant}/account` });
}

function no(said: Exclude<Answered, "done">) {
  if (said === "wrong") return invalid({ password: "This is not your current password." });
  if (said === "wrong_code") return invalid({ code: "This code is incorrect, or was used already." });
  return refused(why[said]);
}

const why: Readonly<Record<Exclude<Answered, "done" | "wrong" | "wrong_code">, string>> = {
  not_allowed: "You are signed out, and nothing was done. Sign in, then send this again.",
  unchanged: "This is already so. Nothing was changed.",
  unusable: "You do not work for a merchant any more, so nothing was done.",
  too_many: "Too many attempts. Wait an hour, then try again.",
};
