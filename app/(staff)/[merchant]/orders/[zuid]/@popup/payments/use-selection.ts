"use client";
import { useRouter } from "next/navigation";
import { startTransition, useEffect, useOptimistic, useRef, useState, useTransition } from "react";
import { askOffered } from "./ask-offered";
import type { OfferedAct } from "./event-acts";

/**
 * What is ticked. A tick asks for nothing but what can be done now; the rows stay as they are. Whatever the server draws
 * anew goes before what was asked since.
 */
export function useSelection({ address, askedAt, chosen, acts }: Drawn) {
  const router = useRouter();
  const [isAsking, ask] = useTransition();
  const [kept, keep] = useState({ drawn: acts, chosen, offered: acts });
  if (kept.drawn !== acts) keep({ drawn: acts, chosen, offered: acts });
  const [failed, setFailed] = useState<string | null>(null);
  const [selected, setSelected] = useOptimistic(kept.chosen);
  const newest = useRef<readonly number[]>([]);
  // An answer that comes after the pop-up was closed would bring its address back, and the pop-up with it.
  useEffect(
    () => () => {
      newest.current = [];
    },
    [],
  );
  const select = (numbers: number[]) =>
    ask(async () => {
      newest.current = numbers;
      setSelected(numbers);
      const answer = await askOffered(askedAt, numbers);
      if (newest.current !== numbers) return;
      if ("failed" in answer && answer.failed === null) return router.refresh();
      startTransition(() => {
        setFailed("failed" in answer ? answer.failed : null);
        if ("failed" in answer) return;
        keep({ drawn: acts, chosen: numbers, offered: answer.acts });
        const selection = numbers.length > 0 ? `&events=${numbers.join(",")}` : "";
        window.history.replaceState(null, "", `${address}${selection}`);
      });
    });
  return { selected, offered: kept.offered, isAsking, failed, select };
}

/** What the server drew, and where it is asked for less than all of that. */
export type Drawn = {
  /** Of the pop-up without a selection. */
  address: string;
  askedAt: string;
  chosen: number[];
  /** What can be done with those. */
  acts: OfferedAct[];
};
