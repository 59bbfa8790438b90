import { badText, writtenInvoiceId, writtenTags } from "../order/free-text";
import type { Channel, OrderType } from "../order/order";
import { type DraftField, explainRefusal } from "../order/refusal";
import type { DraftFault, OrderDraft } from "../rules/create";
import type { Instant, Interval } from "../value/calendar";
import { cycleAt } from "../value/calendar";
import type { Currency } from "../value/money";
import type { Product } from "./product";
import { type LineChoice, priceIn, productLine } from "./product-line";

/**
 * What somebody chose for a new order: which products, how many, and what is to differ from how these are sold. Amounts
 * in minor units of the currency; null: as the product has it.
 */
export type OrderChoices = {
  readonly customerId: string;
  readonly invoiceId: string;
  readonly currency: Currency;
  readonly channel: Channel;
  readonly lines: readonly (LineChoice & { readonly productId: string })[];
  /** Single products paid in instalments. */
  readonly splits: boolean;
  /** Instalment: the deposit. Metered: the first payment. */
  readonly deposit: number | null;
  readonly parts: number | null;
  readonly interval: Interval | null;
  readonly startAt: Instant | null;
  readonly savesCard: boolean;
  readonly preauthorises: boolean;
  readonly memo: string;
  readonly tags: readonly string[];
};

/**
 * The order that these choices make, from the products as they are sold now; or everything that is wrong with them, by
 * field. Amounts are always computed here: a product that locks its pricing or its payment refuses others.
 */
export function draftFrom(
  choices: OrderChoices,
  products: readonly Product[],
  { now, timeZone }: { now: Instant; timeZone: string },
): { draft: OrderDraft } | { faults: readonly DraftFault[] } {
  const chosen = choices.lines.map(({ productId }) => products.find(({ id }) => id === productId));
  const invoiceId = writtenInvoiceId(choices.invoiceId);
  const tags = writtenTags(choices.tags);
  const badMemo = badText(choices.memo);
  const faults = [
    ...choices.lines.flatMap((line, i) => faultsInLine(line, chosen[i], choices.currency, i)),
    ...faultsTogether(chosen, choices),
    ...("wrong" in invoiceId ? [fault("invoiceId", invoiceId.wrong)] : []),
    ...("wrong" in tags ? [fault("tags", tags.wrong)] : []),
    ...(badMemo ? [fault("memo", explainRefusal(badMemo))] : []),
  ];
  if (faults.length > 0 || "wrong" in invoiceId || "wrong" in tags) return { faults };

  const lines = choices.lines.flatMap((line, i) => lineFor(line, chosen[i], choices.currency));
  const plan = planFor(choices, chosen.find(isPlanned) ?? null, { now, timeZone });
  return {
    draft: {
      type: orderTypeFrom(chosen, choices.splits),
      currency: choices.currency,
      channel: choices.channel,
      origin: "UI",
      customerId: choices.customerId,
      invoiceId: invoiceId.invoiceId,
      lines,
      initialKind: choices.preauthorises ? "preauthorise" : "debit",
      ...plan,
      savesCard: choices.savesCard,
      memo: choices.memo.trim(),
      tags: tags.tags,
    },
  };
}

/** The type that an order of these products has: staff choose products, never a type. */
function orderTypeFrom(products: readonly (Product | undefined)[], splits: boolean): OrderType {
  const planned = products.find(isPlanned);
  return planned ? planned.type : splits ? "instalment" : "single";
}

/** What a product says about its payments, where nothing else was chosen. */
function planFor(
  choices: OrderChoices,
  product: Product | null,
  at: { now: Instant; timeZone: string },
): Pick<OrderDraft, "deposit" | "parts" | "interval" | "startAt"> {
  const price = product && priceIn(product, choices.currency);
  const isMetered = product?.type === "metered";
  const interval = isMetered ? null : (choices.interval ?? product?.interval ?? null);
  const isRepeated = product !== null || choices.splits;
  const trialEnd = product?.trial ? cycleAt(at.now, product.trial, 1, at.timeZone) : null;
  return {
    deposit: isRepeated ? (choices.deposit ?? price?.deposit ?? 0) : null,
    parts: isRepeated ? (choices.parts ?? product?.parts ?? null) : null,
    interval: isRepeated ? interval : null,
    startAt: isRepeated && !isMetered ? (choices.startAt ?? trialEnd) : null,
  };
}

function isPlanned(product: Product | undefined): product is Product {
  return product !== undefined && product.type !== "single";
}

function lineFor(line: LineChoice, product: Product | undefined, currency: Currency) {
  const price = product && priceIn(product, currency);
  return product && price ? [productLine(product, price, line)] : [];
}

function faultsInLine(
  line: LineChoice,
  product: Product | undefined,
  currency: Currency,
  index: number,
): DraftFault[] {
  if (!product) return [fault("product", "Choose a product.", index)];
  if (!product.isActive)
    return [fault("product", `${product.name} is not sold any more. Choose another product.`, index)];
  if (!priceIn(product, currency))
    return [fault("product", `${product.name} has no price in ${currency}.`, index)];
  const isChanged = [line.price, line.discount, line.fee].some((amount) => amount !== null);
  return product.locksPricing && isChanged
    ? [fault("price", `The price of ${product.name} is fixed. Remove what you changed.`, index)]
    : [];
}

function faultsTogether(products: readonly (Product | undefined)[], choices: OrderChoices): DraftFault[] {
  const planned = products.findIndex(isPlanned);
  const product = products[planned];
  if (!product) {
    return choices.splits && choices.preauthorises
      ? [fault("parts", "A payment that is split cannot be pre-authorised.")]
      : [];
  }
  const faults: DraftFault[] = [];
  const name = soldAlone[product.type];
  if (products.length > 1)
    faults.push(fault("product", `${name} is sold alone. Remove the other products.`, planned));
  if (choices.splits) faults.push(fault("parts", `${name} cannot be split: it has payments of its own.`));
  if (choices.preauthorises) faults.push(fault("deposit", `${name} cannot be pre-authorised.`));
  const { deposit, parts, interval } = choices;
  if (product.locksPayment && (deposit !== null || parts !== null || interval !== null))
    faults.push(fault("parts", `The payments of ${product.name} are fixed. Remove what you changed.`));
  return faults;
}

const soldAlone: Readonly<Record<OrderType, string>> = {
  single: "A single product",
  instalment: "An instalment product",
  subscription: "A subscription",
  metered: "A metered product",
};

function fault(field: DraftField, what: string, line: number | null = null): DraftFault {
  return { field, line, what };
}
