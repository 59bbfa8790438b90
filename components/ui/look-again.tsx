"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ifStillThere } from "./still-there";

/** Draws the page anew until it no longer asks for that: soon at first, then every ten seconds. */
export function LookAgain() {
  const router = useRouter();
  useEffect(() => {
    let pauseMs = FIRST_MS;
    let timer = setTimeout(look, pauseMs);
    function look() {
      void ifStillThere(() => router.refresh());
      pauseMs = Math.min(pauseMs * 2, LONGEST_MS);
      timer = setTimeout(look, pauseMs);
    }
    return () => clearTimeout(timer);
  }, [router]);
  return null;
}

const FIRST_MS = 500;
const LONGEST_MS = 10_000;
