import type { Product } from "@/lib/domain/sale/product";

/** A product as somebody describes it. */
export type NewProduct = Omit<Product, "id" | "isActive"> & {
  readonly groupName?: string;
  readonly unit?: string;
  readonly description?: string;
  readonly internalNote?: string;
  readonly isActive?: boolean;
};
