"use client";
import { useEffect } from "react";
import { ALERTS_CHANGED, alertNews } from "@/components/alert-news";
import { viewAlerts } from "./actions";

/** Says that what stands on this page was before somebody's eyes, and lets the bell count again. */
export function MarkViewed({ merchant, ids }: { merchant: string; ids: readonly string[] }) {
  const named = ids.join();
  useEffect(() => {
    const seen = named === "" ? [] : named.split(",");
    const isSaid = seen.length > 0 ? viewAlerts(null, { merchant, ids: seen }) : Promise.resolve();
    void isSaid.then(
      () => alertNews.dispatchEvent(new Event(ALERTS_CHANGED)),
      () => undefined,
    );
  }, [merchant, named]);
  return null;
}
