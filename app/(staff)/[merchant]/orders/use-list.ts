"use client";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import type { GoInList } from "@/components/ui/list-link";
import type { ShownList } from "./read-list";
import { lastListKey, useKeptList } from "./selection";

/**
 * The list that the address asks for. Its first state came with the page; every other is fetched as data, whether it was
 * gone to or back to. What cannot be had leaves everything as it was.
 */
export function useList(merchant: string, first: ShownList): ListState {
  const address = useSearchParams().toString();
  const kept = useKeptList();
  const [shown, setShown] = useState(() => listAt(address, kept.current) ?? first);
  const [isWaiting, setWaiting] = useState(false);
  const [again, setAgain] = useState<(() => void) | null>(null);
  const asked = useRef<AbortController | null>(null);
  const [drawn, setDrawn] = useState(first);
  // The page was drawn again by the server: after an act, or because something that it shows was chosen.
  if (drawn !== first) {
    setDrawn(first);
    if (first.query === address) setShown(first);
  }

  const load = useCallback(
    async function load(query: string, show: (list: ShownList) => void) {
      asked.current?.abort();
      const mine = new AbortController();
      asked.current = mine;
      setWaiting(true);
      const list = await fetchList(merchant, query, mine.signal);
      if (mine.signal.aborted) return;
      setWaiting(false);
      setAgain(list ? null : () => () => load(query, show));
      if (list) show(list);
    },
    [merchant],
  );
  const show = useCallback(
    (list: ShownList) => {
      setShown(list);
      kept.current = list;
    },
    [kept],
  );
  const go: GoInList = useCallback(
    (href) => {
      const query = new URL(href, window.location.href).searchParams.toString();
      return load(query, (list) => {
        show(list);
        window.history.pushState(null, "", href);
        window.scrollTo(0, 0);
      });
    },
    [load, show],
  );

  // Gone back or forward to another state. What was kept while an order was looked at may have changed meanwhile.
  const isKept = useRef(shown !== first);
  const now = useRef(shown);
  now.current = shown;
  useEffect(() => {
    if (isKept.current || now.current.query !== address) load(address, show);
    else kept.current = now.current;
    isKept.current = false;
  }, [address, load, show, kept]);
  useEffect(() => sessionStorage.setItem(lastListKey(merchant), shown.query), [merchant, shown.query]);
  useEffect(() => () => asked.current?.abort(), []);
  return { shown, isWaiting, go, again };
}

export type ListState = {
  shown: ShownList;
  isWaiting: boolean;
  go: GoInList;
  /** Asks once more for what could not be had; null when everything could. */
  again: (() => void) | null;
};

function listAt(address: string, kept: ShownList | null): ShownList | null {
  return kept?.query === address ? kept : null;
}

/** Null when there was no answer. Whoever is signed out goes to sign in, and from there to what they asked for. */
async function fetchList(merchant: string, query: string, signal: AbortSignal): Promise<ShownList | null> {
  try {
    const answer = await fetch(`/${merchant}/orders/rows?${query}`, { signal, cache: "no-store" });
    if (answer.ok) return await answer.json();
    if (answer.status === 401) window.location.assign(`/${merchant}/orders?${query}`);
  } catch {
    // The network is away, or another state was asked for meanwhile.
  }
  return null;
}
