import type { FoundCustomer } from "@/lib/customers/find";
import { emptyLine, type TypedLine, type TypedOrder, units } from "./typed-order";

/** What the browser keeps of a form that is not sent yet, for whoever leaves the page and comes back. */
export type KeptOrder = {
  /** Tells this form from others: sent twice, it makes one order. */
  form: string;
  typed: TypedOrder;
  customer: FoundCustomer | null;
  /** What the products are called, by id. */
  names: Readonly<Record<string, string>>;
  /** When it was last changed, by this browser's clock. */
  at: number;
};

/** Null where nothing is kept, or what is kept is of another make. */
export function keptOrder(key: string): KeptOrder | null {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") as KeptOrder | null;
    return kept && isKept(kept) ? kept : null;
  } catch {
    return null;
  }
}

/** A browser that keeps nothing loses the draft with its page, and nothing else. */
export function keepOrder(key: string, order: KeptOrder | null): void {
  try {
    if (order) localStorage.setItem(key, JSON.stringify(order));
    else localStorage.removeItem(key);
  } catch {
    // It is full, or forbidden.
  }
}

function isKept({ form, typed, at, names }: KeptOrder): boolean {
  const texts = [form, typed.invoiceId, typed.currency, typed.deposit, typed.parts, typed.every];
  return (
    [...texts, typed.startOn, typed.memo, typed.tags].every((text) => typeof text === "string") &&
    typed.lines.every((line) =>
      Object.keys(emptyLine).every((name) => typeof line[name as keyof TypedLine] === "string"),
    ) &&
    units.includes(typed.unit) &&
    typeof at === "number" &&
    typeof names === "object"
  );
}
