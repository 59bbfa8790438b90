"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ifStillThere } from "./still-there";

/** Draws the page anew every few seconds while something is under way that will change it. */
export function KeepFresh({ everyMs = 2_000 }: { everyMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => ifStillThere(() => router.refresh()), everyMs);
    return () => clearInterval(timer);
  }, [router, everyMs]);
  return null;
}
