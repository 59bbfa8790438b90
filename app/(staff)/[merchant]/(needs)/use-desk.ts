"use client";
import { useEffect, useRef, useState } from "react";
import type { ActResult } from "@/lib/domain/words/act-result";
import type { DeskActs } from "./desk-acts";
import type { NeedRowText } from "./need-row";
import { rowAtHand } from "./outcomes";
import { useCare } from "./use-care";
import { useDeskKeys } from "./use-desk-keys";
import { useOpenOrder } from "./use-open-order";
import { useOutcomes } from "./use-outcomes";

/** Which row is at hand, what is open and selected, and the keys that change it. */
export function useDesk(merchant: string, rows: readonly NeedRowText[], acts: DeskActs) {
  const { shown, outcomes, say } = useOutcomes(rows);
  const [hand, setHand] = useState<{ zuid: number | null; place: number }>({ zuid: null, place: 0 });
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const at = rowAtHand(shown, hand.zuid, hand.place);
  const current = shown[at] ?? null;
  const side = useOpenOrder(shown);
  useVanished(rows, side.asked, { outcomes, say });
  const selected = shown.filter(({ zuid }) => picked.has(zuid));
  const chosen = selected.length > 0 ? selected.map(({ zuid }) => zuid) : current ? [current.zuid] : [];
  const care = useCare({ merchant, acts, rows: shown, say, settled: () => setPicked(new Set()) });

  const rowOf = (zuid: number | undefined) =>
    table.current?.querySelector<HTMLElement>(`[data-zuid="${zuid}"]`) ?? null;
  const focusRow = () => rowOf(current?.zuid)?.focus();
  const placeOf = (zuid: number | null) => shown.findIndex((row) => row.zuid === zuid);
  const goTo = (place: number) => {
    const row = shown[place];
    if (!row) return;
    setHand({ zuid: row.zuid, place });
    rowOf(row.zuid)?.focus();
    if (side.zuid !== null) side.open(row.zuid, { replace: true });
  };
  const openMenu = (kind: OpenMenu["kind"], zuids: readonly number[], anchor: Element | null) => {
    if (anchor && zuids.length > 0) setMenu({ kind, zuids, anchor });
  };
  const closeSide = () => {
    side.close();
    focusRow();
  };
  const pick = (zuid: number) => setPicked((before) => toggled(before, zuid));
  useDeskKeys({
    move: (by) => goTo(Math.max(0, Math.min(at + by, shown.length - 1))),
    best: () => current && side.open(current.zuid, { isToConfirm: true }),
    look: () => current && (side.zuid === current.zuid ? side.close() : side.open(current.zuid)),
    snooze: () => openMenu("snooze", chosen, rowOf(current?.zuid)),
    take: () =>
      // What is someone's already is not taken from them by one press.
      chosen.length === 1 && current?.owner
        ? openMenu("owner", chosen, rowOf(current.zuid))
        : void care.take(chosen),
    pick: () => current && pick(current.zuid),
    close: () => (side.zuid === null ? setPicked(new Set()) : closeSide()),
  });
  return {
    ...{ shown, outcomes, table, current, side, care, menu, openMenu, placeOf, goTo, closeSide },
    ...{ picked, selected, chosen, pick },
    pickAll: () =>
      setPicked(selected.length === shown.length ? new Set() : new Set(shown.map(({ zuid }) => zuid))),
    clear: () => setPicked(new Set()),
    reach: (zuid: number) => setHand({ zuid, place: placeOf(zuid) }),
    closeMenu: () => {
      setMenu(null);
      focusRow();
    },
    /** Nothing became of it: said in the row too, which may leave with the panel. */
    failed: (text: string) => {
      const place = placeOf(side.zuid);
      const row = shown[place];
      if (row) say(row, place, { text, tone: "waits" });
    },
    /** What became of the order in the panel. */
    done: (outcome: ActResult) => {
      const place = placeOf(side.zuid);
      const row = shown[place];
      if (row) say(row, place, outcome);
      care.announce(outcome.text);
      side.close();
      rowOf(row?.zuid)?.focus();
    },
  };
}

/** What someone else has done while its panel was open is said, before both leave. */
function useVanished(
  rows: readonly NeedRowText[],
  asked: number,
  { outcomes, say }: Pick<ReturnType<typeof useOutcomes>, "outcomes" | "say">,
) {
  const open = useRef<{ row: NeedRowText; place: number } | null>(null);
  useEffect(() => {
    const place = rows.findIndex(({ zuid }) => zuid === asked);
    const row = rows[place];
    const before = open.current;
    open.current = row ? { row, place } : null;
    if (row || before?.row.zuid !== asked || outcomes.some((one) => one.row.zuid === asked)) return;
    say(before.row, before.place, { text: "This order does not need anyone any more.", tone: "done" });
  }, [rows, asked, outcomes, say]);
}

type OpenMenu = { kind: "snooze" | "owner"; zuids: readonly number[]; anchor: Element };

function toggled(before: ReadonlySet<number>, zuid: number): ReadonlySet<number> {
  return before.has(zuid) ? new Set([...before].filter((one) => one !== zuid)) : new Set([...before, zuid]);
}
