"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, staffAction } from "@/lib/action";
import type { Admitted } from "@/lib/auth/admission";
import type { Acting } from "@/lib/auth/register";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { badText } from "@/lib/domain/order/free-text";
import { orderTypes } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { discountedPayments } from "@/lib/domain/sale/product";
import { type Currency, currencies } from "@/lib/domain/value/money";
import { LARGEST_PICTURE, readPicture } from "@/lib/domain/value/picture";
import { writtenName, writtenNameOrNone } from "@/lib/domain/value/written-name";
import { wholeNumber } from "@/lib/form";
import { rehearseProduct } from "@/lib/orders/new-order";
import { changePicture, changeProduct, type ProductChanged, setProductActive } from "@/lib/products/change";
import { addProduct } from "@/lib/products/create";
import type { NewProduct } from "@/lib/products/new-product";
import { productWith } from "@/lib/products/read";
import { units } from "../orders/new/typed-order";
import { productHref } from "./product-href";
import { readProduct, type TypedProduct } from "./typed-product";
import { productView } from "./view";

const short = z.string().max(60, "Shorten it to 60 characters at most.");
const long = z.string().max(5_000, "Shorten it to 5,000 characters at most.");
const currency = z.enum(Object.keys(currencies) as [Currency, ...Currency[]]);
const price = { price: short, discount: short, fee: short, setUpFee: short, deposit: short };

/** The form as the browser keeps it: texts, which `readProduct` reads. */
const ProductForm = z.object({
  name: z.string().max(1_000, "Shorten it to 200 characters at most."),
  type: z.enum(orderTypes),
  prices: z
    .array(z.object({ currency, ...price }))
    .min(1, "Add a price.")
    .max(Object.keys(currencies).length),
  ...{ tax: short, discountKind: z.enum(["none", "percent", "amount"]), percent: short },
  discountOn: z.enum(discountedPayments),
  ...{ every: short, unit: z.enum(units), parts: short, trialEvery: short, trialUnit: z.enum(units) },
  ...{ locksPricing: z.boolean(), locksPayment: z.boolean() },
  ...{
    groupName: z.string().max(1_000),
    soldBy: z.string().max(1_000),
    description: long,
    internalNote: long,
  },
});
const id = z.uuid();
const version = wholeNumber(1, 1_000_000_000);

/** What the product would cost a customer. Nothing is written. */
export const previewProduct = staffAction("manage_products", ProductForm, async (staff, typed) => {
  const read = await readWhole(staff, typed);
  return done(read.view);
});

/** `form`: whatever is sent twice from one form makes one product. */
export const createNewProduct = staffAction(
  "manage_products",
  ProductForm.extend({ form: id }),
  async (staff, { form, ...typed }) => {
    const { product, view } = await readWhole(staff, typed);
    if (Object.keys(view.faults).length > 0) return invalid(view.faults);
    const made = await addProduct(database(), await acting(staff), product, form);
    if (made === "not_allowed") return refused(why.not_allowed);
    const text =
      made === "done" ? `${product.name} is created.` : `${product.name} was already created from this form.`;
    return done<Acted>({ text, tone: "done", to: productHref(staff.merchant.code, form) });
  },
);

export const saveProduct = staffAction(
  "manage_products",
  ProductForm.extend({ product: id, version }),
  async (staff, { product: productId, version: drawnFrom, ...typed }) => {
    const known = await productWith(database(), staff.merchantId, productId);
    if (!known) return { is: "not_found" as const };
    const { product, view } = await readWhole(staff, { ...typed, type: known.type });
    if (Object.keys(view.faults).length > 0) return invalid(view.faults);
    const seen = { id: productId, version: drawnFrom };
    const said = await changeProduct(database(), await acting(staff), seen, product);
    return answer(
      staff,
      productId,
      said,
      `${product.name} is saved. Orders that have it keep what was agreed.`,
    );
  },
);

export const deactivateProduct = staffAction(
  "manage_products",
  z.object({ product: id, version }),
  (staff, given) =>
    setActive(staff, given, false, "Deactivated. It is in no new order; orders that have it continue."),
);

export const reactivateProduct = staffAction(
  "manage_products",
  z.object({ product: id, version }),
  (staff, given) => setActive(staff, given, true, "Reactivated. It can be sold again."),
);

export const savePicture = staffAction(
  "manage_products",
  z.object({
    ...{ product: id, version },
    picture: z.base64("The file could not be read.").max(900_000, "Choose a smaller file."),
  }),
  async (staff, given) => {
    const bytes = Buffer.from(given.picture, "base64");
    const read = readPicture(bytes, { largest: LARGEST_PICTURE });
    if ("wrong" in read) return invalid({ picture: read.wrong });
    const seen = { id: given.product, version: given.version };
    const said = await changePicture(database(), await acting(staff), seen, { type: read.type, bytes });
    return answer(staff, given.product, said, "The picture is saved.");
  },
);

export const removePicture = staffAction(
  "manage_products",
  z.object({ product: id, version }),
  async (staff, given) => {
    const seen = { id: given.product, version: given.version };
    const said = await changePicture(database(), await acting(staff), seen, null);
    return answer(staff, given.product, said, "The picture is removed.");
  },
);

/** The product that was described, with all that is wrong with it. */
async function readWhole(staff: Admitted, typed: TypedProduct) {
  const read = readProduct(typed);
  const texts = textsOf(read.product);
  const at = { actor: actorOf(staff), now: await businessNow(database()) };
  const rehearsals = await rehearseProduct(database(), staff.merchantId, read.product, at);
  const { faults, ...view } = productView(read.product, rehearsals, read.faults);
  return {
    product: { ...read.product, ...texts.written },
    view: { ...view, faults: { ...texts.faults, ...faults } },
  };
}

function textsOf({ name, groupName = "", unit = "", description = "", internalNote = "" }: NewProduct) {
  const faults: Record<string, string> = {};
  const named = (field: string, read: { name: string } | { wrong: string }) => {
    if ("name" in read) return read.name;
    faults[field] = read.wrong;
    return "";
  };
  const text = (field: string, given: string) => {
    const bad = badText(given);
    if (bad) faults[field] = explainRefusal(bad);
    return given.trim();
  };
  const written = {
    name: named("name", writtenName(name)),
    groupName: named("groupName", writtenNameOrNone(groupName)),
    unit: named("soldBy", writtenNameOrNone(unit)),
    description: text("description", description),
    internalNote: text("internalNote", internalNote),
  };
  return { written, faults };
}

async function setActive(
  staff: Admitted,
  { product, version: drawnFrom }: { product: string; version: number },
  isActive: boolean,
  text: string,
) {
  const seen = { id: product, version: drawnFrom };
  return answer(
    staff,
    product,
    await setProductActive(database(), await acting(staff), seen, isActive),
    text,
  );
}

async function acting({ sessionId, merchantId }: Admitted): Promise<Acting> {
  return { sessionId, merchantId, now: await businessNow(database()), machineNow: Date.now() };
}

function answer({ merchant }: Admitted, product: string, said: ProductChanged, text: string) {
  if (said === "unknown") return { is: "not_found" as const };
  if (said !== "done") return refused(why[said]);
  refresh();
  return done<Acted>({ text, tone: "done", to: productHref(merchant.code, product) });
}

const why: Readonly<Record<Exclude<ProductChanged, "done" | "unknown">, string>> = {
  not_allowed: "Your role does not allow this.",
  unchanged: "Nothing was changed.",
  stale:
    "Someone changed this product after you opened this page, so nothing was saved. What you typed is kept here. Open the product again in another tab to see what is different.",
};
