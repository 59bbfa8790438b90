import type { Rehearsal } from "@/lib/orders/new-order";
import type { NewProduct } from "@/lib/products/new-product";
import { type NewOrderView, shownFrom } from "../orders/new/view";

/** What the form shows beside itself. */
export type ProductView = {
  /** By field, "price.1" for the second price's. */
  faults: Readonly<Record<string, string>>;
  /** One unit of the product, in each of its currencies. */
  examples: readonly NewOrderView[];
};

/** What is wrong with an order of one unit is wrong with the product. */
export function productView(
  product: NewProduct,
  rehearsals: readonly Rehearsal[],
  wrong: Readonly<Record<string, string>>,
): ProductView {
  const isReadable = Object.keys(wrong).length === 0;
  const faults: Record<string, string> = { ...wrong };
  if (isReadable)
    for (const [i, { faults: found }] of rehearsals.entries())
      for (const { field, what } of found) faults[fieldOf(field, i, product)] ??= what;
  const examples = isReadable ? rehearsals.map((one) => shownFrom(one, [])) : [];
  return { faults, examples };
}

/** What is shown of a form that could not even be read: too long, or with characters that cannot be saved. */
export function unreadProduct(fields: Readonly<Record<string, string>>): ProductView {
  const named = Object.entries(fields).map(([name, what]) => {
    const [, price, field] = /^prices\.(\d+)\.(\w+)$/.exec(name) ?? [];
    return [field ? `${field}.${price}` : (formNames[name] ?? name), what];
  });
  return { faults: Object.fromEntries(named), examples: [] };
}

/** Where the form's own name of a field is another than the one that it stands under. */
const formNames: Readonly<Record<string, string>> = {
  ...{ every: "interval", unit: "interval", trialEvery: "trial", trialUnit: "trial", prices: "form" },
};

/** By the names of this form. */
function fieldOf(field: string, price: number, { discount }: NewProduct): string {
  switch (field) {
    case "price":
    case "fee":
    case "deposit":
      return `${field}.${price}`;
    case "discount":
      return discount.kind === "percent" ? "percent" : `discount.${price}`;
    case "start":
      return "trial";
    case "parts":
    case "interval":
      return field;
    default:
      return "form";
  }
}
