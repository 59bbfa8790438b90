"use client";
import { useEffect, useState } from "react";
import type { OrderCounts } from "@/lib/orders/count-words";
import { narrowingOf, orderFilterParams } from "@/lib/orders/filter-address";
import type { ShownList } from "./read-list";

/**
 * How many orders the list and its tabs have. Counting takes longer than a page of rows, so it comes after them; another
 * page of the same list has what the first one had.
 */
export function useCounts(merchant: string, shown: ShownList, first: FirstList): KnownCounts {
  const [known, setKnown] = useState<Known | null>(null);
  const of = orderFilterParams(narrowingOf(shown.filter)).toString();
  const isKnown = known?.of === of;
  const asksFor = shown.filter.cursor && isKnown ? null : shown;
  useEffect(() => {
    if (!asksFor) return;
    let isOver = false;
    const counting = asksFor === first.list ? first.counts : fetchCounts(merchant, of);
    counting.then(
      (counts) => isOver || setKnown({ of, counts }),
      // The list says itself when there is no network: without a number it can be used.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [asksFor, first, merchant, of]);
  return { counts: known?.counts ?? null, isKnown };
}

/** The list as the page came with it, and its counts, which may still be on their way. */
export type FirstList = { list: ShownList; counts: Promise<OrderCounts> };

/** Until they are known, those of the list before; null when there was none. */
export type KnownCounts = { counts: OrderCounts | null; isKnown: boolean };

type Known = { of: string; counts: OrderCounts };

async function fetchCounts(merchant: string, query: string): Promise<OrderCounts> {
  const answer = await fetch(`/${merchant}/orders/counts?${query}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`the counts could not be had: ${answer.status}`);
  return answer.json();
}
