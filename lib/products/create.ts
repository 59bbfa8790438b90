import { type Db, withMerchant } from "@/db/client";
import { productPrices, products } from "@/db/schema/products";
import type { Product, ProductDiscount } from "@/lib/domain/sale/product";
import { writtenName } from "@/lib/domain/value/written-name";

/** A product as somebody describes it. */
export type NewProduct = Omit<Product, "id" | "isActive"> & {
  readonly groupName?: string;
  readonly unit?: string;
  readonly description?: string;
  readonly isActive?: boolean;
};

/** The id of what was stored, or what is wrong with which field. */
export async function createProduct(
  db: Db,
  merchantId: number,
  { prices, discount, isActive, ...product }: NewProduct,
): Promise<{ value: string } | { invalid: Record<string, string> }> {
  const name = writtenName(product.name);
  if ("wrong" in name) return { invalid: { name: name.wrong } };
  return withMerchant(db, merchantId, async (tx) => {
    const [row] = await tx
      .insert(products)
      .values({
        ...product,
        ...discountColumns(discount),
        active: isActive ?? true,
        name: name.name,
        merchantId,
      })
      .returning({ id: products.id });
    if (!row) throw new Error("a product was not stored");
    if (prices.length > 0)
      await tx
        .insert(productPrices)
        .values(prices.map((price) => ({ ...price, merchantId, productId: row.id })));
    return { value: row.id };
  });
}

function discountColumns(discount: ProductDiscount) {
  return {
    discountKind: discount.kind,
    ...(discount.kind === "none" ? {} : { discountOn: discount.on }),
    discountBasisPoints: discount.kind === "percent" ? discount.basisPoints : 0,
  };
}
