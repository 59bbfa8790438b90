"use client";
import { Plus, X } from "lucide-react";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { Choice } from "@/components/ui/choice";
import { Field } from "@/components/ui/field";
import type { Action } from "@/lib/action";
import type { OrderLine, OrderType } from "@/lib/domain/order/order";
import { lineAmount } from "@/lib/domain/rules/create";
import type { Product } from "@/lib/domain/sale/product";
import { priceIn, productLine } from "@/lib/domain/sale/product-line";
import { type Currency, formatMoney, toDecimal } from "@/lib/domain/value/money";
import { emptyLine, noPlan, type TypedLine, type TypedOrder } from "./typed-order";

/** What is bought. An empty amount is the product's own, which stands in its field in grey. */
export function ProductLines(props: ProductLinesProps) {
  const { typed, onChange } = props;
  const { lines } = typed;
  return (
    <>
      <ul className="space-y-4 sm:space-y-3">
        {lines.map((line, i) => (
          // A line has no identity of its own: it is what stands at its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: as said
          <ProductLine key={i} {...props} line={line} index={i} />
        ))}
      </ul>
      <button
        type="button"
        className={`${buttonClass.plain} mt-3`}
        onClick={() => onChange({ lines: [...lines, emptyLine] }, [])}
      >
        <Plus size={16} strokeWidth={1.5} aria-hidden />
        Add product
      </button>
    </>
  );
}

type ProductLinesProps = {
  merchant: string;
  typed: TypedOrder;
  products: readonly (Product | null)[];
  names: Readonly<Record<string, string>>;
  sums: readonly OrderLine[];
  search: Action<readonly Product[]>;
  onChange(part: Partial<TypedOrder>, fields: readonly string[], named?: { id: string; name: string }): void;
};

function ProductLine({
  merchant,
  typed,
  products,
  names,
  sums,
  search,
  onChange,
  line,
  index,
}: ProductLinesProps & { line: TypedLine; index: number }) {
  const { lines, currency } = typed;
  const product = products[index] ?? null;
  const usual = product ? usualAmounts(product, currency) : null;
  const isLocked = product?.locksPricing === true;
  const sum = sums[index];
  const withPart = (part: Partial<TypedLine>) =>
    lines.map((one, i) => (i === index ? { ...one, ...part } : one));
  const put = (part: Partial<TypedLine>, field: string) =>
    onChange({ lines: withPart(part) }, [`${field}.${index}`]);
  // Payments belong to the product that has them: with another one they are that one's.
  const planWith = (other: Product | null) => (isPlanned(product) || isPlanned(other) ? noPlan : {});
  const amount = (name: "price" | "discount" | "fee", label: string) => (
    <Field
      label={label}
      name={`${name}.${index}`}
      inputMode="decimal"
      autoComplete="off"
      value={line[name]}
      placeholder={usual?.[name] ?? ""}
      readOnly={isLocked && line[name] === ""}
      title={isLocked ? "The price of this product is fixed." : undefined}
      onChange={(event) => put({ [name]: event.target.value }, name)}
    />
  );
  return (
    <li
      onKeyDown={(event) => {
        const field = event.target as HTMLElement;
        const isLast = index === lines.length - 1 && line.product !== "";
        if (event.key === "Enter" && !event.ctrlKey && isLast && field.getAttribute("role") !== "combobox")
          onChange({ lines: [...lines, emptyLine] }, []);
      }}
      className="grid grid-cols-6 items-start gap-2 rounded-panel border border-line bg-panel p-3 sm:grid-cols-[minmax(0,1fr)_4rem_6.5rem_6rem_5rem_auto]"
    >
      <div className="col-span-5 sm:col-span-1">
        <ProductChoice
          index={index}
          chosen={
            line.product ? { id: line.product, name: product?.name ?? names[line.product] ?? "" } : null
          }
          currency={currency}
          search={async (text) => {
            const found = await search(null, { merchant, text, currency });
            return found.is === "done" ? found.value : [];
          }}
          onChoose={(chosen) =>
            onChange(
              {
                ...planWith(chosen),
                lines: withPart({ ...emptyLine, quantity: line.quantity, product: chosen.id }),
              },
              [`product.${index}`],
              chosen,
            )
          }
        />
      </div>
      <button
        type="button"
        aria-label={`Remove product ${index + 1}`}
        disabled={lines.length === 1 && line.product === ""}
        className={`${buttonClass.quiet} mt-5 px-2 sm:col-start-6 sm:row-start-1`}
        onClick={() => {
          const rest = lines.filter((_, i) => i !== index);
          onChange({ ...planWith(null), lines: rest.length > 0 ? rest : [emptyLine] }, []);
        }}
      >
        <X size={16} strokeWidth={1.5} aria-hidden />
      </button>
      <div className="col-span-2 sm:col-span-1">
        <Field
          label="Quantity"
          name={`quantity.${index}`}
          inputMode="numeric"
          autoComplete="off"
          value={line.quantity}
          onChange={(event) => put({ quantity: event.target.value }, "quantity")}
        />
      </div>
      <div className="col-span-4 sm:col-span-1">{amount("price", `Price (${currency})`)}</div>
      <div className="col-span-3 sm:col-span-1">{amount("discount", "Discount")}</div>
      <div className="col-span-3 sm:col-span-1">{amount("fee", "Fee")}</div>
      {sum ? (
        <p className="col-span-6 text-right text-13">
          <span className="text-quiet">Sum </span>
          <Amount value={lineAmount(sum)} currency={currency} />
        </p>
      ) : null}
    </li>
  );
}

function ProductChoice({ index, chosen, currency, search, onChoose }: ProductChoiceProps) {
  return (
    <Choice<{ id: string; name: string }>
      label="Product"
      name={`product.${index}`}
      chosen={chosen}
      placeholder="Search products"
      search={search}
      onChoose={(one) => onChoose(one as Product)}
    >
      {(one) => <FoundProduct product={one as Product} currency={currency} />}
    </Choice>
  );
}

type ProductChoiceProps = {
  index: number;
  chosen: { id: string; name: string } | null;
  currency: Currency;
  search(text: string): Promise<readonly Product[]>;
  onChoose(product: Product): void;
};

function isPlanned(product: Product | null): boolean {
  return product !== null && product.type !== "single";
}

function FoundProduct({ product, currency }: { product: Product; currency: Currency }) {
  const price = priceIn(product, currency);
  return (
    <span className="flex justify-between gap-4">
      <span className="min-w-0">
        <span className="block truncate">{product.name}</span>
        <span className="block text-12 text-quiet">{typeNames[product.type]}</span>
      </span>
      {price ? <span className="whitespace-nowrap">{formatMoney(price.price, currency)}</span> : null}
    </span>
  );
}

const typeNames: Readonly<Record<OrderType, string>> = {
  single: "Single",
  instalment: "Instalment",
  subscription: "Subscription",
  metered: "Metered",
};

/** What one of the product costs, as its fields say it while nothing is typed. */
function usualAmounts(product: Product, currency: Currency) {
  const price = priceIn(product, currency);
  if (!price) return null;
  const one = productLine(product, price, { quantity: 1, price: null, discount: null, fee: null });
  const { discount } = product;
  return {
    price: toDecimal(one.price, currency),
    discount:
      discount.kind === "percent" && discount.on === "every_payment"
        ? `${discount.basisPoints / 100} %`
        : toDecimal(one.discount, currency),
    fee: toDecimal(one.fee, currency),
  };
}
