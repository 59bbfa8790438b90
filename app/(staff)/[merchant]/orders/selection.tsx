"use client";
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Currency } from "@/lib/domain/value/money";
import type { ListChoices } from "@/lib/orders/list-choices";
import type { ShownList } from "./read-list";

/**
 * Keeps what is selected in the list while orders are looked at, and from page to page of the list. It belongs to what
 * the list is narrowed to: another filter begins with nothing selected. The list that was looked at last is kept too.
 */
export function SelectionKeeper({ children }: { children: ReactNode }) {
  const [kept, keep] = useState<Kept>({ filter: "", orders: nothing });
  const list = useRef<ShownList | null>(null);
  const choices = useRef<ListChoices | null>(null);
  return <Keeper value={useMemo(() => ({ kept, keep, list, choices }), [kept])}>{children}</Keeper>;
}

/** What is selected among the orders that this filter finds, and how to select others. */
export function useSelection(filter: string): [Selection | AllThatMatch, SelectOrders] {
  const { kept, keep } = useKeeper();
  const isOther = kept.filter !== filter;
  useEffect(() => {
    if (isOther) keep({ filter, orders: nothing });
  }, [isOther, filter, keep]);
  return [isOther ? nothing : kept.orders, (orders) => keep({ filter, orders })];
}

/** The list as it was looked at last, for whoever comes back to it or goes on from one of its orders. */
export function useKeptList(): RefObject<ShownList | null> {
  return useKeeper().list;
}

/** What the address of the list said that was looked at last in this tab; null: none was. Known once the page is awake. */
export function useLastList(merchant: string): string | null {
  const { list } = useKeeper();
  const [query, setQuery] = useState<string | null>(null);
  useEffect(() => {
    setQuery(list.current?.query ?? sessionStorage.getItem(lastListKey(merchant)));
  }, [list, merchant]);
  return query;
}

/** Where a tab keeps which list was looked at last, for when it is read again. */
export function lastListKey(merchant: string): string {
  return `list of ${merchant}`;
}

/** How the list was told to look since the page was read. */
export function useKeptChoices(): RefObject<ListChoices | null> {
  return useKeeper().choices;
}

function useKeeper(): Keeping {
  const keeper = useContext(Keeper);
  if (!keeper) throw new Error("a list of orders stands inside a SelectionKeeper");
  return keeper;
}

/** By their ids; with what they add to a sum, since most of them may be on other pages. Minor units. */
export type Selection = Readonly<Record<string, { currency: Currency; outstanding: number }>>;

/** Every order that the filter finds, on whatever page. */
export const allThatMatch = "all";
export type AllThatMatch = typeof allThatMatch;

type SelectOrders = (orders: Selection | AllThatMatch) => void;
type Kept = { filter: string; orders: Selection | AllThatMatch };
type Keeping = {
  kept: Kept;
  keep: (kept: Kept) => void;
  list: RefObject<ShownList | null>;
  choices: RefObject<ListChoices | null>;
};

const nothing: Selection = {};

const Keeper = createContext<Keeping | null>(null);
