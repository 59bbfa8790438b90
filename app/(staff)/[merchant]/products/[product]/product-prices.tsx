import { Amount } from "@/components/ui/amount";
import { Table, Td, Th } from "@/components/ui/table";
import type { ProductPrice } from "@/lib/domain/sale/product";
import type { DescribedProduct } from "@/lib/products/read";

/** Its amounts, a row for each currency; of what no price has there is no column. */
export function ProductPrices({ product }: { product: DescribedProduct }) {
  const columns = Object.entries(names).filter(
    ([name]) => name === "price" || product.prices.some((price) => price[name as Name] > 0),
  );
  return (
    <Table label="Prices">
      <thead>
        <tr>
          <Th>Currency</Th>
          {columns.map(([name, called]) => (
            <Th key={name} end>
              {name === "price" && product.unit ? `${called}, per ${product.unit}` : called}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {product.prices.map((price) => (
          <tr key={price.currency}>
            <Td>{price.currency}</Td>
            {columns.map(([name]) => (
              <Td key={name} end>
                <Amount value={price[name as Name]} currency={price.currency} />
              </Td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type Name = Exclude<keyof ProductPrice, "currency">;
const names: Readonly<Record<Name, string>> = {
  price: "Price",
  discount: "Discount",
  fee: "Fee",
  setUpFee: "Set-up fee",
  deposit: "First payment",
};
