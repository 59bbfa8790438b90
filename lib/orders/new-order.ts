import { type Db, withMerchant } from "@/db/client";
import { loadTerms } from "@/db/orders";
import type { Actor, MerchantTerms, OrderLine, OrderType } from "@/lib/domain/order/order";
import { type NewOrderPreview, previewNewOrder } from "@/lib/domain/preview/preview-new-order";
import { createOrder, type DraftFault, type OrderDraft } from "@/lib/domain/rules/create";
import { draftFrom, type OrderChoices } from "@/lib/domain/sale/order-choices";
import type { Product } from "@/lib/domain/sale/product";
import type { Instant } from "@/lib/domain/value/calendar";
import type { Currency } from "@/lib/domain/value/money";
import { productsOf } from "@/lib/products/read";

/** What an order of these choices would be, from the products as they are sold now. */
export type Rehearsal = {
  /** The products that were chosen, in the order of the lines; null: not one of the merchant's. */
  products: readonly (Product | null)[];
  /** Everything that is wrong, by field. */
  faults: readonly DraftFault[];
  /** Null while something is wrong. */
  order: RehearsedOrder | null;
};

export type RehearsedOrder = NewOrderPreview & {
  type: OrderType;
  lines: readonly OrderLine[];
  draft: OrderDraft;
};

/** Computes an order as `create` would write it, and writes nothing. Whose it would be is not looked at. */
export async function rehearse(
  db: Db,
  merchantId: number,
  choices: OrderChoices,
  { actor, now }: { actor: Actor; now: Instant },
): Promise<Rehearsal> {
  return withMerchant(db, merchantId, async (tx) => {
    const ids = choices.lines.map(({ productId }) => productId);
    const [known, merchant] = await Promise.all([productsOf(tx, merchantId, ids), loadTerms(tx, merchantId)]);
    const products = ids.map((id) => known.find((product) => product.id === id) ?? null);
    const made = draftFrom(choices, known, { now, timeZone: merchant.timeZone });
    if ("faults" in made) return { products, faults: made.faults, order: null };
    return { products, ...tried(made.draft, merchant, { actor, now }) };
  });
}

/** The same for one unit of a product that is only described yet: an order in each of its currencies. */
export async function rehearseProduct(
  db: Db,
  merchantId: number,
  described: Omit<Product, "id" | "isActive">,
  { actor, now }: { actor: Actor; now: Instant },
): Promise<Rehearsal[]> {
  const product: Product = { ...described, id: "described", isActive: true };
  const merchant = await withMerchant(db, merchantId, (tx) => loadTerms(tx, merchantId));
  return product.prices.map(({ currency }) => {
    const made = draftFrom(oneOf(product, currency), [product], { now, timeZone: merchant.timeZone });
    return "faults" in made
      ? { products: [product], faults: made.faults, order: null }
      : { products: [product], ...tried(made.draft, merchant, { actor, now }) };
  });
}

function oneOf({ id }: Product, currency: Currency): OrderChoices {
  return {
    ...{
      customerId: "",
      invoiceId: "",
      currency,
      channel: "MOTO",
      splits: false,
      deposit: null,
      parts: null,
    },
    ...{ interval: null, startAt: null, savesCard: false, preauthorises: false, memo: "", tags: [] },
    lines: [{ productId: id, quantity: 1, price: null, discount: null, fee: null }],
  };
}

function tried(
  draft: OrderDraft,
  merchant: MerchantTerms,
  { actor, now }: { actor: Actor; now: Instant },
): Pick<Rehearsal, "faults" | "order"> {
  const buyer = { wallet: [], cardUses: [] };
  const decided = createOrder(draft, {
    zuid: 0,
    referenceKey: "",
    createdBy: actor,
    ...{ merchant, buyer, now },
  });
  if (!("refusal" in decided)) {
    const { type, lines } = decided.order;
    return { faults: [], order: { ...previewNewOrder(decided.order, now), type, lines, draft } };
  }
  const { refusal } = decided;
  if (refusal.code !== "order_invalid") throw new Error(`a new order was refused: ${refusal.code}`);
  return { faults: [{ field: refusal.field, line: refusal.line, what: refusal.what }], order: null };
}
