/** The order's page at its merchant, or a pop-up on it. */
export function orderHref(
  { merchant, zuid }: { merchant: { code: string }; zuid: number },
  asked: Record<string, string | number> = {},
): string {
  const params = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  const query = params.toString();
  const page = `/${merchant.code}/orders/ZUID-${zuid}`;
  return query ? `${page}?${query}` : page;
}

/** What every form about an order carries: it is done to this order of this merchant, wherever the person looks now. */
export function carriedBy({ merchant, zuid }: { merchant: { code: string }; zuid: number }) {
  return { merchant: merchant.code, zuid };
}
