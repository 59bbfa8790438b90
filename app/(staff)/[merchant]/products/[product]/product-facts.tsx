import { FactList } from "@/components/ui/fact-list";
import type { ProductDiscount } from "@/lib/domain/sale/product";
import type { Interval } from "@/lib/domain/value/calendar";
import { everyInterval } from "@/lib/domain/words/agreement";
import type { DescribedProduct } from "@/lib/products/read";

/** What its merchant says of it besides its prices. */
export function ProductFacts({ product }: { product: DescribedProduct }) {
  const { type, interval, parts, trial, taxBasisPoints, discount } = product;
  const lines = (text: string) => (text ? <span className="whitespace-pre-line">{text}</span> : null);
  return (
    <FactList
      facts={[
        ["Group", product.groupName],
        ["Unit", product.unit],
        ["Tax included", `${taxBasisPoints / 100} %`],
        ["Discount", discountWords(discount)],
        [
          "Paid",
          interval &&
            (type === "instalment" && parts !== null ? `in ${parts} payments, ` : "") +
              everyInterval(interval),
        ],
        ["Trial", trial && lengthOf(trial)],
        ["Lock pricing", product.locksPricing ? "On: an order has these prices" : null],
        ["Lock payment", product.locksPayment ? "On: an order has these payments" : null],
        ["Description", lines(product.description)],
        ["Internal note", lines(product.internalNote)],
      ]}
    />
  );
}

function discountWords(discount: ProductDiscount): string | null {
  if (discount.kind === "none") return null;
  const on = discount.on === "first_payment" ? "the first payment" : "every payment";
  return discount.kind === "percent" ? `${discount.basisPoints / 100} % of ${on}` : `An amount off ${on}`;
}

function lengthOf({ every, unit }: Interval): string {
  return `${every} ${unit.toLowerCase()}${every === 1 ? "" : "s"}`;
}
