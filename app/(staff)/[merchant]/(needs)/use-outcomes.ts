"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { OUTCOME_SHOWN } from "@/lib/domain/value/timetable";
import type { ActTone } from "@/lib/domain/words/act-result";
import type { NeedRowText } from "./need-row";
import { type RowOutcome, withOutcomes } from "./outcomes";

/** The rows, each outcome in its row's place for some seconds. */
export function useOutcomes(rows: readonly NeedRowText[]) {
  const [outcomes, setOutcomes] = useState<readonly RowOutcome[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const running = timers.current;
    return () => running.forEach(clearTimeout);
  }, []);
  const shown = withOutcomes(rows, outcomes);
  const say = useCallback((row: NeedRowText, place: number, outcome: { text: string; tone: ActTone }) => {
    const one = { row, place, ...outcome };
    setOutcomes((before) => [...before.filter((other) => other.row.zuid !== row.zuid), one]);
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setOutcomes((before) => before.filter((other) => other !== one));
    }, OUTCOME_SHOWN);
    timers.current.add(timer);
  }, []);
  return { shown, outcomes, say };
}
