import { fromLocalInput } from "@/components/ui/local-time";
import type { DraftFault } from "@/lib/domain/rules/create";
import type { OrderChoices } from "@/lib/domain/sale/order-choices";
import { type Currency, toDecimal } from "@/lib/domain/value/money";
import { readTypedAmount } from "@/lib/domain/value/typed-amount";

/** The form as it was typed: texts, where "" is what the product says. */
export type TypedOrder = {
  readonly customer: string;
  readonly invoiceId: string;
  readonly currency: Currency;
  readonly lines: readonly TypedLine[];
  readonly splits: boolean;
  readonly deposit: string;
  readonly parts: string;
  readonly every: string;
  readonly unit: Unit;
  readonly startOn: string;
  readonly savesCard: boolean;
  readonly preauthorises: boolean;
  readonly memo: string;
  readonly tags: string;
};

export type TypedLine = {
  readonly product: string;
  readonly quantity: string;
  readonly price: string;
  readonly discount: string;
  readonly fee: string;
};

export const emptyLine: TypedLine = { product: "", quantity: "1", price: "", discount: "", fee: "" };

/** Paid as the products say. */
export const noPlan = {
  ...{ splits: false, preauthorises: false },
  ...{ deposit: "", parts: "", every: "", unit: "MONTH", startOn: "" },
} as const satisfies Partial<TypedOrder>;

export const units = ["DAY", "WEEK", "MONTH", "YEAR"] as const;
type Unit = (typeof units)[number];

/** What was chosen, read as an amount, a number or a time; and what cannot be read, by field. */
export function readChoices(
  typed: TypedOrder,
  zone: string,
): { choices: OrderChoices; faults: DraftFault[] } {
  const faults: DraftFault[] = [];
  const { currency } = typed;
  const amount = (text: string, field: DraftFault["field"], line: number | null = null) => {
    if (text.trim() === "") return null;
    const read = readTypedAmount(text, currency);
    if (typeof read === "number") return read;
    faults.push({ field, line, what: read === null ? exampleOf(currency) : twoWays(text, currency) });
    return null;
  };
  const number = (text: string, field: DraftFault["field"], line: number | null = null) => {
    if (/^\s*\d{1,6}\s*$/.test(text)) return Number(text);
    if (text.trim() !== "" || field === "quantity")
      faults.push({ field, line, what: "Enter a whole number." });
    return null;
  };
  const lines = typed.lines.map((line, i) => ({
    productId: line.product,
    quantity: number(line.quantity, "quantity", i) ?? 1,
    price: amount(line.price, "price", i),
    discount: perCent(line.discount) ?? amount(line.discount, "discount", i),
    fee: amount(line.fee, "fee", i),
  }));
  const every = number(typed.every, "interval");
  const startAt = typed.startOn === "" ? null : fromLocalInput(typed.startOn, zone);
  if (typed.startOn !== "" && startAt === null)
    faults.push({ field: "start", line: null, what: "Choose a date and a time." });
  const { customer, invoiceId, splits, savesCard, preauthorises, memo } = typed;
  return {
    faults,
    choices: {
      ...{ customerId: customer, invoiceId, currency, channel: "MOTO", lines, splits },
      deposit: amount(typed.deposit, "deposit"),
      parts: number(typed.parts, "parts"),
      interval: every === null ? null : { every, unit: typed.unit },
      ...{ startAt, savesCard, preauthorises, memo },
      tags: typed.tags.split(","),
    },
  };
}

/** "12.5 %" as hundredths of a per cent; null: no percentage. */
function perCent(text: string): { basisPoints: number } | null {
  const [, whole = "", fraction = ""] = /^\s*(\d{1,3})(?:[.,](\d{1,2}))?\s*%\s*$/.exec(text) ?? [];
  return whole ? { basisPoints: Number(whole) * 100 + Number(fraction.padEnd(2, "0")) } : null;
}

const exampleOf = (currency: Currency) => `Enter an amount, like ${toDecimal(10_000, currency)}.`;

const twoWays = (text: string, currency: Currency) =>
  `${text.trim()} can be read in two ways. Enter it with decimals, like ${toDecimal(130_000, currency)}.`;
