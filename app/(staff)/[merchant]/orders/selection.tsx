"use client";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import type { Currency } from "@/lib/domain/value/money";

/**
 * Keeps what is selected in the list while orders are looked at, and from page to page of the list. It belongs to what
 * the list is narrowed to: another filter begins with nothing selected.
 */
export function SelectionKeeper({ children }: { children: ReactNode }) {
  const [kept, keep] = useState<Kept>({ filter: "", orders: {} });
  return <Keeper value={useMemo(() => ({ kept, keep }), [kept])}>{children}</Keeper>;
}

/** What is selected among the orders that this filter finds, and how to select others. */
export function useSelection(filter: string): [Selection, (orders: Selection) => void] {
  const keeper = useContext(Keeper);
  if (!keeper) throw new Error("a list of orders stands inside a SelectionKeeper");
  const { kept, keep } = keeper;
  const isOther = kept.filter !== filter;
  useEffect(() => {
    if (isOther) keep({ filter, orders: {} });
  }, [isOther, filter, keep]);
  return [isOther ? nothing : kept.orders, (orders) => keep({ filter, orders })];
}

/** By their ids; with what they add to a sum, since most of them may be on other pages. Minor units. */
export type Selection = Readonly<Record<string, { currency: Currency; outstanding: number }>>;

type Kept = { filter: string; orders: Selection };

const nothing: Selection = {};

const Keeper = createContext<{ kept: Kept; keep: (kept: Kept) => void } | null>(null);
