/** The page of a product, of the form that changes it, or of all products. */
export function productHref(merchant: string, product: string): string {
  return `${productsHref(merchant)}/${product}`;
}

/** The list, with what it is narrowed by. */
export function productsHref(merchant: string, asked: Readonly<Record<string, string | null>> = {}): string {
  const given = Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const query = new URLSearchParams(given).toString();
  return `/${merchant}/products${query ? `?${query}` : ""}`;
}

/** Its address changes with its bytes, so that the browser may keep it. */
export function pictureHref(merchant: string, { id, picture }: { id: string; picture: string }): string {
  return `${productHref(merchant, id)}/picture?${picture.slice(0, 12)}`;
}
