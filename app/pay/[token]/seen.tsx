"use client";
import { useEffect } from "react";
import type { Action } from "@/lib/action";
import { whenSeen } from "./when-seen";

/** Tells that the customer has the page before their eyes: what brought them here was opened. */
export function OpenedByCustomer({ note, token }: { note: Action<unknown>; token: string }) {
  useEffect(
    () =>
      whenSeen(() => {
        // Nothing on the page depends on it.
        note(null, { token }).catch(() => undefined);
      }),
    [note, token],
  );
  return null;
}
