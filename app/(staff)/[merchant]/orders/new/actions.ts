"use server";
import { z } from "zod";
import { type Acted, staffAction } from "@/lib/action";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { createCustomer } from "@/lib/customers/create";
import { customerWith, findCustomers } from "@/lib/customers/find";
import { database } from "@/lib/database";
import { done, invalid } from "@/lib/domain/order/result";
import { isOrderOf } from "@/lib/domain/sale/same-order";
import { type Currency, currencies } from "@/lib/domain/value/money";
import { wholeNumber } from "@/lib/form";
import { create } from "@/lib/orders/create";
import { rehearse } from "@/lib/orders/new-order";
import { findProducts } from "@/lib/products/read";
import { orderHref } from "../order-href";
import { readChoices, units } from "./typed-order";
import { byField, shownFrom } from "./view";

const currency = z.enum(Object.keys(currencies) as [Currency, ...Currency[]]);
const upTo = (most: number) =>
  z.string().max(most, `Shorten this to ${most} characters at most.`).default("");
const short = upTo(60);
const long = upTo(1_000);
const yesOrNo = z.boolean().default(false);

/** The form as the browser keeps it. Amounts are texts here: what they mean is read by `readChoices`. */
const OrderForm = z.object({
  customer: z.string().max(40).default(""),
  invoiceId: upTo(200),
  currency,
  lines: z
    .array(
      z.object({ product: z.string().max(40), quantity: short, price: short, discount: short, fee: short }),
    )
    .max(100, "An order can have at most 100 products."),
  splits: yesOrNo,
  ...{ deposit: short, parts: short, every: short, startOn: short },
  unit: z.enum(units),
  ...{ savesCard: yesOrNo, preauthorises: yesOrNo },
  memo: upTo(5_000),
  tags: upTo(1_000),
});

/** What the order would come to. Nothing is written. */
export const previewOrder = staffAction("orders", OrderForm, async (staff, typed) => {
  const read = readChoices(typed, staff.user.timeZone);
  const rehearsed = await rehearse(database(), staff.merchantId, read.choices, await acting(staff));
  return done(shownFrom(rehearsed, read.faults));
});

/**
 * Creates the order. It is computed again from what is sold now; if it comes to other sums than were shown, nothing is
 * done, and the new ones are shown.
 */
export const createNewOrder = staffAction(
  "orders",
  OrderForm.extend({
    form: z.uuid(),
    total: wholeNumber(0, 99_999_999_999),
    initial: wholeNumber(0, 99_999_999_999),
  }),
  async (staff, { form, total, initial, ...typed }) => {
    const db = database();
    const at = await acting(staff);
    const read = readChoices(typed, staff.user.timeZone);
    const { faults, order } = await rehearse(db, staff.merchantId, read.choices, at);
    const customer = await customerWith(db, staff.merchantId, {
      id: typed.customer,
      enteredBy: onlyOwnOf(staff),
    });
    const wrong = byField([...read.faults, ...faults]);
    if (!customer) wrong.customer = "Choose a customer.";
    else if (!customer.isActive)
      wrong.customer = `${customer.name} is deactivated and gets no new orders. Choose another customer, or reactivate this one.`;
    if (Object.keys(wrong).length > 0 || !order) return invalid(wrong);
    if (order.total !== total || order.initialAmount !== initial)
      return invalid({ form: "The amounts have changed. Check them, then create the order." });
    const made = await create(db, staff.merchantId, order.draft, {
      ...at,
      machineNow: Date.now(),
      formId: form,
    });
    if (made.is !== "done") return made;
    const { zuid } = made.value.order;
    if (!made.value.isNew && !isOrderOf(made.value.order, order.draft, read.choices))
      return invalid({
        sentBefore: `ZUID-${zuid} was already created from this form, with other contents. To create this order too, send it again.`,
      });
    const to = orderHref({ merchant: staff.merchant, zuid }, { popup: "collect-payment" });
    const text = made.value.isNew
      ? `ZUID-${zuid} is created for ${customer?.name}.`
      : `ZUID-${zuid} was already created from this form.`;
    return done<Acted>({ text, tone: "done", to });
  },
);

export const searchCustomers = staffAction(
  "orders",
  z.object({ text: z.string().max(200) }),
  async (staff, { text }) =>
    done(await findCustomers(database(), staff.merchantId, { text, enteredBy: onlyOwnOf(staff) })),
);

export const searchProducts = staffAction(
  "orders",
  z.object({ text: z.string().max(200), currency }),
  async (staff, asked) => done(await findProducts(database(), staff.merchantId, asked)),
);

/** A customer created beside the order. */
export const addCustomer = staffAction(
  "orders",
  z.object({ firstName: long, lastName: long, organisation: long, email: long, phone: long }),
  async (staff, given) => {
    const made = await createCustomer(database(), staff.merchantId, given, await acting(staff));
    if ("invalid" in made) return invalid(made.invalid);
    const customer = await customerWith(database(), staff.merchantId, { id: made.value, enteredBy: null });
    if (!customer) throw new Error("a customer was not stored");
    return done(customer);
  },
);

async function acting(staff: Admitted) {
  return { actor: actorOf(staff), now: await businessNow(database()) };
}
