import { buttonClass } from "@/components/ui/button-class";
import { saySums } from "@/lib/domain/words/need-words";
import { SelectionActs } from "../orders/selection-acts";
import type { NeedRowText } from "./need-row";

/** What can be done with the rows that are selected. */
export function PickedBar({ rows, acts, take, openMenu, clear }: PickedBarProps) {
  const currencies = [...new Set(rows.map(({ currency }) => currency))];
  const sums = currencies.map((currency) => ({
    currency,
    amount: rows.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.amount, 0),
  }));
  return (
    <section
      aria-label="Selected orders"
      className="sticky top-12 z-10 mt-4 flex flex-wrap items-center gap-2 rounded-panel bg-selected px-3 py-2 text-13"
    >
      <p className="mr-2">
        <span className="font-medium">{rows.length} selected</span>{" "}
        <span className="text-quiet">{saySums(sums)}</span>
      </p>
      {acts ? <SelectionActs merchant={acts.merchant} of={rows.map(({ zuid }) => zuid)} /> : null}
      <button type="button" onClick={take} className={buttonClass.plain}>
        Take
      </button>
      <button
        type="button"
        onClick={({ currentTarget }) => openMenu("snooze", currentTarget)}
        className={buttonClass.plain}
      >
        Snooze
      </button>
      <button
        type="button"
        onClick={({ currentTarget }) => openMenu("owner", currentTarget)}
        className={buttonClass.plain}
      >
        Hand over
      </button>
      <button type="button" onClick={clear} className={buttonClass.quiet}>
        Clear
      </button>
    </section>
  );
}

type PickedBarProps = {
  rows: readonly NeedRowText[];
  /** Where something can be done with all of them; null for whoever may not. */
  acts: { merchant: string } | null;
  take: () => void;
  openMenu: (kind: "snooze" | "owner", anchor: Element) => void;
  clear: () => void;
};
