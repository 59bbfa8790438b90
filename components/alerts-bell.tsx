"use client";
import { Bell } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useState } from "react";
import { ALERTS_LOOKED_FOR_EVERY } from "@/lib/domain/value/timetable";
import { ALERTS_CHANGED, alertNews } from "./alert-news";

/** How many alerts are new, known within seconds on a page that stays open; and the way to them. */
export function AlertsBell({ merchant }: { merchant: string }) {
  const count = useNewAlerts(merchant);
  const pathname = usePathname();
  const href = `/${merchant}/alerts`;
  const shown = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
  return (
    <>
      <Link
        href={href}
        prefetch={false}
        aria-label={count > 0 ? `Alerts, ${shown} new` : "Alerts"}
        aria-current={pathname === href ? "page" : undefined}
        className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-control text-ink hover:bg-hover active:brightness-90"
      >
        <Bell size={16} strokeWidth={1.5} aria-hidden />
        {count > 0 ? (
          <span
            aria-hidden
            className="absolute -top-0.5 -right-1 min-w-4 rounded-full bg-red px-1 text-center text-12 font-medium leading-4 text-on-red tabular-nums"
          >
            {shown}
          </span>
        ) : null}
      </Link>
      <span aria-live="polite" className="sr-only">
        {count > 0 ? `${shown} new ${count === 1 ? "alert" : "alerts"}` : ""}
      </span>
    </>
  );
}

/** What cannot be counted now is what it was, until the next time. */
function useNewAlerts(merchant: string): number {
  const [count, setCount] = useState(0);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      if (document.visibilityState === "hidden") return;
      const answer = await fetch(`/${merchant}/alerts/new`).catch(() => null);
      const said = answer?.ok ? ((await answer.json().catch(() => null)) as { count: number } | null) : null;
      if (said && !isGone) setCount(said.count);
    };
    void look();
    const timer = setInterval(look, ALERTS_LOOKED_FOR_EVERY);
    document.addEventListener("visibilitychange", look);
    alertNews.addEventListener(ALERTS_CHANGED, look);
    return () => {
      isGone = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
      alertNews.removeEventListener(ALERTS_CHANGED, look);
    };
  }, [merchant]);
  return count;
}

const MOST_SHOWN = 99;
