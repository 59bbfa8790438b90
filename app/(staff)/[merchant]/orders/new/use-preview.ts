"use client";
import { useEffect, useRef, useState } from "react";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/**
 * What the form comes to, asked a moment after each change. While an answer is on its way the last one is shown, and
 * said to be so. `unread`: what is shown of a form that could not even be read.
 */
export function usePreview<Typed extends object, View>(
  typed: Typed,
  preview: Action<View>,
  merchant: string,
  unread: (fields: Readonly<Record<string, string>>, last: View | null) => View,
): { view: View | null; isCurrent: boolean; lost: Lost | null } {
  const [answer, setAnswer] = useState<{ of: Typed; view: View } | null>(null);
  const [lost, setLost] = useState<Lost | null>(null);
  const asked = useRef(0);
  useEffect(() => {
    const turn = ++asked.current;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const result = await preview(null, { merchant, ...typed }).catch(() => null);
      if (turn !== asked.current) return;
      if (result?.is === "done") setAnswer({ of: typed, view: result.value });
      if (result?.is === "invalid")
        setAnswer((last) => ({ of: typed, view: unread(result.fields, last?.view ?? null) }));
      const why = lostFor(result);
      setLost(why);
      if (why) timer = setTimeout(ask, ASKED_AGAIN);
    };
    timer = setTimeout(ask, TYPING);
    return () => clearTimeout(timer);
  }, [typed, preview, merchant, unread]);
  return { view: answer?.view ?? null, isCurrent: answer?.of === typed, lost };
}

/** Why nothing can be said of what was typed. */
export type Lost = { why: string; isSignedOut: boolean };

function lostFor(result: ActionResult<unknown> | null): Lost | null {
  if (result?.is === "done" || result?.is === "invalid") return null;
  if (result?.is === "refused") return { why: result.why, isSignedOut: false };
  return result?.is === "signed_out"
    ? { why: "You are signed out. What you typed is kept.", isSignedOut: true }
    : {
        why: "There is no answer because the network or the server is not available. What you typed is kept.",
        isSignedOut: false,
      };
}

/** Milliseconds between two presses of a key, for somebody who types. */
const TYPING = 200;
/** Until somebody is signed in again, the network is back, or a role is given back. */
const ASKED_AGAIN = 3_000;
