"use client";
import { useEffect, useState } from "react";
import { type KeptOrder, keepOrder, keptOrder } from "./kept-order";
import type { TypedOrder } from "./typed-order";

export type StartedOrder = Pick<KeptOrder, "typed" | "customer" | "names">;

/** The order as it was typed until now, which the browser keeps. */
export function useKeptOrder(start: StartedOrder, keepAs: string) {
  const [order, setOrder] = useState<KeptOrder>(() => ({ ...start, form: "", at: 0 }));
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    setOrder((now) => keptOrder(keepAs) ?? { ...now, form: crypto.randomUUID() });
  }, [keepAs]);
  useEffect(() => {
    if (order.at > 0) keepOrder(keepAs, order);
  }, [keepAs, order]);
  return {
    order,
    touched,
    change(part: Partial<TypedOrder>, fields: readonly string[], more: Partial<KeptOrder> = {}) {
      setOrder((now) => ({ ...now, ...more, typed: { ...now.typed, ...part }, at: Date.now() }));
      setTouched((now) => new Set([...now, ...fields]));
    },
    /** Makes another form of it: what was created from the former one stays that one's. */
    renew() {
      setOrder((now) => ({ ...now, form: crypto.randomUUID(), at: Date.now() }));
    },
    forget() {
      keepOrder(keepAs, null);
      setOrder({ ...start, form: crypto.randomUUID(), at: 0 });
      setTouched(new Set());
    },
  };
}
