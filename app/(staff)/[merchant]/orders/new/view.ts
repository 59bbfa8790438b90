import type { OrderLine, OrderType } from "@/lib/domain/order/order";
import type { NewOrderPreview } from "@/lib/domain/preview/preview-new-order";
import type { DraftFault } from "@/lib/domain/rules/create";
import type { Product } from "@/lib/domain/sale/product";
import type { Rehearsal } from "@/lib/orders/new-order";

/** What the form shows beside itself. */
export type NewOrderView = {
  products: readonly (Product | null)[];
  /** By field, "price.1" for the second product's. */
  faults: Readonly<Record<string, string>>;
  order: (NewOrderPreview & { type: OrderType; lines: readonly OrderLine[] }) | null;
};

export function shownFrom(
  { products, faults, order }: Rehearsal,
  unreadable: readonly DraftFault[],
): NewOrderView {
  const wrong = byField([...unreadable, ...faults]);
  if (unreadable.length > 0 || !order) return { products, faults: wrong, order: null };
  const { draft: _draft, ...shown } = order;
  return { products, faults: wrong, order: shown };
}

/** The same where the form could not even be read: too long, or with characters that cannot be saved. */
export function unreadView(
  fields: Readonly<Record<string, string>>,
  last: NewOrderView | null,
): NewOrderView {
  const named = Object.entries(fields).map(([name, what]) => {
    const [, line, field] = /^lines\.(\d+)\.(\w+)$/.exec(name) ?? [];
    return [field ? `${field}.${line}` : (formNames[name] ?? name), what];
  });
  return { products: last?.products ?? [], faults: Object.fromEntries(named), order: null };
}

/** Where the form's own name of a field is another than the rules'. */
const formNames: Readonly<Record<string, string>> = { every: "interval", startOn: "start" };

/** The first fault of each field. */
export function byField(faults: readonly DraftFault[]): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const { field, line, what } of faults) wrong[line === null ? field : `${field}.${line}`] ??= what;
  return wrong;
}
