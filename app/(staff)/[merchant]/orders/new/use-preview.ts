"use client";
import { useEffect, useRef, useState } from "react";
import type { Action } from "@/lib/action";
import type { TypedOrder } from "./typed-order";
import type { NewOrderView } from "./view";

/**
 * What the order comes to, asked a moment after each change. While an answer is on its way the last one is shown, and
 * said to be so.
 */
export function usePreview(
  typed: TypedOrder,
  preview: Action<NewOrderView>,
  merchant: string,
): { view: NewOrderView | null; isCurrent: boolean; lost: "away" | "signed_out" | null } {
  const [answer, setAnswer] = useState<{ of: TypedOrder; view: NewOrderView } | null>(null);
  const [lost, setLost] = useState<"away" | "signed_out" | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    const turn = ++asked.current;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const result = await preview(null, { merchant, ...typed }).catch(() => null);
      if (turn !== asked.current) return;
      if (result?.is === "done") setAnswer({ of: typed, view: result.value });
      setLost(result === null ? "away" : result.is === "signed_out" ? "signed_out" : null);
      if (result?.is !== "done") timer = setTimeout(ask, ASKED_AGAIN);
    };
    timer = setTimeout(ask, TYPING);
    return () => clearTimeout(timer);
  }, [typed, preview, merchant]);
  return { view: answer?.view ?? null, isCurrent: answer?.of === typed, lost };
}

/** Milliseconds between two presses of a key, for somebody who types. */
const TYPING = 200;
/** Until somebody is signed in again, or the network is back. */
const ASKED_AGAIN = 3_000;
