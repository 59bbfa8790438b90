"use client";
import { createContext, type ReactNode, useContext } from "react";

/** Gives the forms within it the order's latest changes, so that one that came too late can say what happened. */
export function Changes({ latest, children }: { latest: RecentChange[]; children: ReactNode }) {
  return <Latest value={latest}>{children}</Latest>;
}

export type RecentChange = {
  /** The order's version with it. */
  version: number;
  /** Who did what, in words. */
  text: string;
};

/** What happened since a version. */
export function useChangesSince(version: number): string[] {
  return useContext(Latest)
    .filter((change) => change.version > version)
    .map((change) => change.text);
}

const Latest = createContext<RecentChange[]>([]);
