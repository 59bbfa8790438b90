"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, staffAction } from "@/lib/action";
import type { Admitted } from "@/lib/auth/admission";
import * as register from "@/lib/auth/register";
import { everyRole, roleNames } from "@/lib/auth/role-names";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done, refused } from "@/lib/domain/order/result";
import { DAY } from "@/lib/domain/value/calendar";
import { INVITATIONS_COUNTED, INVITED_FOR, MINUTE } from "@/lib/domain/value/timetable";

const email = z
  .string()
  .trim()
  .max(254, "Shorten it to 254 characters at most.")
  .pipe(z.email("Write an e-mail address, such as anna@example.com."));
const role = z.enum(everyRole, "Choose a role.");
const id = z.uuid();

export const invite = staffAction("administration", z.object({ email, role }), async (staff, given) => {
  const said = await register.inviteUser(database(), await acting(staff), given);
  const inWords = roleNames[given.role].inSentence;
  return answer(
    staff,
    said,
    `${given.email} is invited as ${inWords}. The link in the mail works for ${INVITED_FOR / DAY} days.`,
  );
});

export const renew = staffAction("administration", z.object({ invitation: id }), async (staff, given) => {
  const renewed = await register.renewInvitation(database(), await acting(staff), given.invitation);
  return answer(staff, renewed.said, `${renewed.email} gets a new link. The previous one no longer works.`);
});

export const withdraw = staffAction("administration", z.object({ invitation: id }), async (staff, given) => {
  const said = await register.withdrawInvitation(database(), await acting(staff), given.invitation);
  return answer(staff, said, "The invitation is withdrawn. Its link no longer works.");
});

export const changeUserRole = staffAction(
  "administration",
  z.object({ user: id, role }),
  async (staff, given) => {
    const name = await nameOf(staff, given.user);
    const said = await register.changeRole(database(), await acting(staff), given.user, given.role);
    return answer(staff, said, `${name} is ${roleNames[given.role].inSentence} now.`);
  },
);

export const deactivate = staffAction("administration", z.object({ user: id }), async (staff, given) => {
  const name = await nameOf(staff, given.user);
  const said = await register.setUserActive(database(), await acting(staff), given.user, false);
  return answer(staff, said, `${name} has no access to ${staff.merchant.name} any more, and is signed out.`);
});

export const reactivate = staffAction("administration", z.object({ user: id }), async (staff, given) => {
  const name = await nameOf(staff, given.user);
  const said = await register.setUserActive(database(), await acting(staff), given.user, true);
  return answer(staff, said, `${name} has access to ${staff.merchant.name} again.`);
});

export const resetSecondStep = staffAction("administration", z.object({ user: id }), async (staff, given) => {
  const name = await nameOf(staff, given.user);
  const said = await register.resetTwoStep(database(), await acting(staff), given.user);
  return answer(staff, said, `${name} signs in with the password alone now, and has been notified.`);
});

export const chooseRequirement = staffAction(
  "administration",
  z.object({ required: z.enum(["yes", "no"]) }),
  async (staff, given) => {
    const isRequired = given.required === "yes";
    const said = await register.requireTwoStep(database(), await acting(staff), isRequired);
    return answer(
      staff,
      said,
      isRequired
        ? "Two-step verification is required now. Anyone who does not have it sets it up first."
        : "Two-step verification is each person's choice now.",
    );
  },
);

async function acting({ sessionId, merchantId }: Admitted): Promise<register.Acting> {
  return { sessionId, merchantId, now: await businessNow(database()), machineNow: Date.now() };
}

async function nameOf({ merchantId }: Admitted, user: string): Promise<string> {
  const { people } = await register.staffOf(database(), merchantId);
  return people.find((person) => person.id === user)?.name ?? "";
}

function answer({ merchant }: Admitted, said: register.Registered, text: string) {
  if (said === "unknown") return { is: "not_found" as const };
  if (said !== "done") return refused(why[said]);
  refresh();
  return done<Acted>({ text, tone: "done", to: `/${merchant.code}/settings/users` });
}

const why: Readonly<Record<Exclude<register.Registered, "done" | "unknown">, string>> = {
  not_allowed: "Your role does not allow this.",
  own: "You cannot change your own role or access. Ask another administrator.",
  unchanged: "This is already so. Nothing was changed.",
  already_member:
    "A person with this address already works here. Check the list, deactivated people included.",
  works_elsewhere:
    "This person also works for another merchant, so only they can switch it off. A recovery code signs them in.",
  own_first: "Switch on two-step verification for your own account first.",
  too_many: `Too many invitations were sent in a short time. Wait ${INVITATIONS_COUNTED / MINUTE} minutes, then try again.`,
};
