import type { Order } from "@/lib/domain/order/order";
import type { StaffCommand } from "@/lib/domain/rules/command";

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

/** The form of a new order, empty or begun with what is named. */
export function newOrderHref(merchant: string, asked: { copy?: string; customer?: string } = {}): string {
  const query = new URLSearchParams(asked).toString();
  return `/${merchant}/orders/new${query ? `?${query}` : ""}`;
}

/** What every form about an order carries: it is done to this order of this merchant, wherever the person looks now. */
export function carriedBy({ merchant, zuid }: { merchant: { code: string }; zuid: number }) {
  return { merchant: merchant.code, zuid };
}

/**
 * The same of a form that asks a command: with the version that it is drawn from, so that what was previewed is what
 * is done. What is still to be typed is left out.
 */
export function asks(
  order: Order,
  command: InPart<StaffCommand>,
): Record<string, string | number | readonly number[]> {
  const fields = Object.entries(command).flatMap(([name, value]) =>
    value === null || value === undefined
      ? []
      : [[name, typeof value === "boolean" ? Number(value) : (value as string | number)] as const],
  );
  return { ...carriedBy(order), version: order.version, ...Object.fromEntries(fields) };
}

type InPart<One> = One extends { kind: infer Kind } ? { kind: Kind } & Partial<One> : never;
