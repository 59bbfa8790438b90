"use client";
import { useEffect, useState } from "react";
import type { PaletteActs, PaletteFound } from "./palette-found";

/** What is found for what is typed, asked with every letter; and what can be done on the page that is looked at. */
export function usePaletteData(merchant: string, pathname: string, typed: string) {
  const [found, setFound] = useState<{ text: string; found: PaletteFound }>({ text: "", found: nothing });
  const [acts, setActs] = useState<PaletteActs>(none);
  const text = typed.trim();
  useEffect(() => {
    const mine = new AbortController();
    const asked = `/${merchant}/search/found?${new URLSearchParams({ q: text })}`;
    fetchJson<PaletteFound>(asked, mine.signal).then((answer) => answer && setFound({ text, found: answer }));
    return () => mine.abort();
  }, [merchant, text]);
  useEffect(() => {
    const order = /^\/[^/]+\/orders\/ZUID-\d+$/i.exec(pathname)?.[0];
    if (!order) return;
    const mine = new AbortController();
    fetchJson<PaletteActs>(`${order}/acts`, mine.signal).then((answer) => answer && setActs(answer));
    return () => mine.abort();
  }, [pathname]);
  return { found: found.found, acts, isFoundFor: (asked: string) => found.text === asked.trim() };
}

/** Null when there was no answer: what is offered already stays. */
async function fetchJson<Answer>(address: string, signal: AbortSignal): Promise<Answer | null> {
  try {
    const answer = await fetch(address, { signal, cache: "no-store" });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const nothing: PaletteFound = { customers: [], orders: [], places: [] };
const none: PaletteActs = { title: "Here", acts: [] };
