"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, type HandlerResult, staffAction } from "@/lib/action";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import {
  addCustomerNote,
  type CustomerChanged,
  changeCustomer,
  preferCard,
  removeCard,
  setCustomerActive,
} from "@/lib/customers/change";
import { createCustomer } from "@/lib/customers/create";
import { customerWith } from "@/lib/customers/find";
import type { DescribedCustomer } from "@/lib/customers/written-customer";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { wholeNumber } from "@/lib/form";
import { customerHref } from "./customer-href";

const text = z.string().max(1_000, "Shorten this to 1,000 characters at most.").default("");
const addressFields = (of: "billing" | "shipping") =>
  Object.fromEntries(addressParts.map((part) => [`${of}.${part}`, text]));
const addressParts = ["street", "city", "postcode", "state", "country"] as const;

const Described = z.object({
  ...{ firstName: text, lastName: text, organisation: text, email: text, phone: text },
  ...{ birthdate: text, externalId: text, locale: text, tags: text },
  ...addressFields("billing"),
  ...addressFields("shipping"),
});

export const addCustomerAccount = staffAction("orders", Described, async (staff, given) => {
  const made = await createCustomer(database(), staff.merchantId, describedBy(given), await by(staff));
  if ("invalid" in made) return invalid(made.invalid);
  const to = customerHref(staff.merchant.code, made.value);
  return done<Acted>({ text: "The customer is added.", tone: "done", to });
});

const id = z.uuid();

export const editCustomer = staffAction(
  "orders",
  z.object({ id, version: wholeNumber(1, 2_000_000_000) }).and(Described),
  async (staff, { id: customer, version, ...given }) => {
    if (!(await isReached(staff, customer))) return { is: "not_found" };
    const changed = await changeCustomer(
      database(),
      { merchantId: staff.merchantId, id: customer },
      describedBy(given as z.output<typeof Described>),
      { ...(await by(staff)), version },
    );
    return answer(staff, customer, changed, "Saved.");
  },
);

export const deactivateCustomer = staffAction("orders", z.object({ id }), (staff, given) =>
  activity(staff, given.id, false),
);

export const reactivateCustomer = staffAction("orders", z.object({ id }), (staff, given) =>
  activity(staff, given.id, true),
);

async function activity(staff: Admitted, customer: string, active: boolean): Promise<HandlerResult<Acted>> {
  if (!(await isReached(staff, customer))) return { is: "not_found" };
  const its = { merchantId: staff.merchantId, id: customer };
  const changed = await setCustomerActive(database(), its, active, await by(staff));
  const says = active
    ? "The customer is active again and can get new orders."
    : "The customer is deactivated and gets no new orders. Running orders go on.";
  return answer(staff, customer, changed, says);
}

export const noteCustomer = staffAction("orders", z.object({ id, text }), async (staff, given) => {
  if (!(await isReached(staff, given.id))) return { is: "not_found" };
  const its = { merchantId: staff.merchantId, id: given.id };
  return answer(
    staff,
    given.id,
    await addCustomerNote(database(), its, given.text, await by(staff)),
    "Note added.",
  );
});

export const preferCustomerCard = staffAction(
  "billing",
  z.object({ id, card: z.string().min(1).max(100) }),
  async (staff, { id: customer, card }) => {
    if (!(await isReached(staff, customer))) return { is: "not_found" };
    const its = { merchantId: staff.merchantId, id: customer };
    const changed = await preferCard(database(), its, card, await by(staff));
    return answer(staff, customer, changed, "This card is now offered first.");
  },
);

export const forgetCustomerCard = staffAction(
  "billing",
  z.object({ id, card: z.string().min(1).max(100) }),
  async (staff, { id: customer, card }) => {
    if (!(await isReached(staff, customer))) return { is: "not_found" };
    const its = { merchantId: staff.merchantId, id: customer };
    const changed = await removeCard(database(), its, card, await by(staff));
    return answer(staff, customer, changed, "The card is forgotten. Orders that have it go on.");
  },
);

function describedBy(given: z.output<typeof Described>): DescribedCustomer {
  const all = given as Record<string, string>;
  const address = (of: "billing" | "shipping") =>
    Object.fromEntries(addressParts.map((part) => [part, all[`${of}.${part}`] ?? ""]));
  return {
    ...(given as Omit<DescribedCustomer, "tags" | "billing" | "shipping">),
    billing: address("billing") as DescribedCustomer["billing"],
    shipping: address("shipping") as DescribedCustomer["shipping"],
    tags: (all.tags ?? "").split(","),
  };
}

async function by(staff: Admitted) {
  return { actor: actorOf(staff), now: await businessNow(database()) };
}

/** Whoever reaches only what is their own reaches the customers that they entered. */
async function isReached(staff: Admitted, id: string): Promise<boolean> {
  const reached = { id, enteredBy: onlyOwnOf(staff) };
  return (await customerWith(database(), staff.merchantId, reached)) !== null;
}

function answer(
  { merchant }: Admitted,
  customer: string,
  changed: CustomerChanged,
  says: string,
): HandlerResult<Acted> {
  switch (changed.is) {
    case "unknown":
      return { is: "not_found" };
    case "stale":
      return refused(
        "Someone else changed this customer meanwhile. Nothing was saved. Reload the page, then change it again.",
      );
    case "invalid":
      return invalid(changed.fields);
    case "unchanged":
    case "done": {
      refresh();
      const to = customerHref(merchant.code, customer);
      return done<Acted>({ text: changed.is === "done" ? says : "Nothing was changed.", tone: "done", to });
    }
  }
}
