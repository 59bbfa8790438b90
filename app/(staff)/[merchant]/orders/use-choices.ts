"use client";
import { startTransition, useOptimistic, useState } from "react";
import type { Widths } from "@/components/data-table/column-places";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import type { ActionResult } from "@/lib/domain/order/result";
import type { ListChoices, SavedView } from "@/lib/orders/list-choices";
import { chooseRows } from "../preferences";
import { hideColumns, keepWidths } from "./list-actions";
import { usuallyHidden } from "./orders-columns";
import { useKeptChoices } from "./selection";

/**
 * How the person wants the list to look. What is chosen shows immediately, and is kept on the server for every browser
 * of theirs; what cannot be kept is taken back, and says so.
 */
export function useChoices(merchant: string, given: ListChoices): Choices {
  const kept = useKeptChoices();
  const [known, setKnown] = useState(() => kept.current ?? given);
  const [complaint, complain] = useState("");
  const [shown, show] = useOptimistic(known);
  const choose = (change: Partial<ListChoices>, ask: () => Promise<ActionResult<unknown>>) =>
    startTransition(async () => {
      const next = { ...shown, ...change };
      show(next);
      const answer = await answerOrRefusal(ask(), "Choose it again.");
      complain(complaintOf(answer));
      if (answer.is === "done") know(next);
    });
  const know = (next: ListChoices) => {
    kept.current = next;
    setKnown(next);
  };
  const hidden = shown.hidden ?? usuallyHidden;
  return {
    hidden,
    hide: (change) => {
      const next = change(hidden);
      choose({ hidden: next }, () => hideColumns(null, { merchant, columns: next.join(".") }));
    },
    widths: shown.widths,
    resize: (id, width) => {
      const { [id]: _, ...others } = shown.widths;
      const widths = width === null ? others : { ...others, [id]: width };
      choose({ widths }, () => keepWidths(null, { merchant, widths: JSON.stringify(widths) }));
    },
    isCompact: shown.isCompact,
    setCompact: (isCompact) =>
      choose({ isCompact }, () => chooseRows(null, { merchant, rows: isCompact ? "compact" : "usual" })),
    views: shown.views,
    setViews: (views) => know({ ...known, views }),
    complaint,
  };
}

export type Choices = {
  hidden: readonly string[];
  hide: (change: (before: readonly string[]) => string[]) => void;
  widths: Widths;
  resize: (id: string, width: number | null) => void;
  /** Null: as the browser has it. */
  isCompact: boolean | null;
  setCompact: (isCompact: boolean) => void;
  views: readonly SavedView[];
  setViews: (views: readonly SavedView[]) => void;
  /** Why the last choice could not be kept. */
  complaint: string;
};
