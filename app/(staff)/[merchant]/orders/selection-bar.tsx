"use client";
import { selectPageId } from "@/components/data-table/select-box";
import { buttonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import { countInWords } from "@/lib/orders/count-words";
import { type AllThatMatch, allThatMatch, type Selection } from "./selection";
import { SelectionActs } from "./selection-acts";
import { selectionWords } from "./selection-words";

/** What is selected comes to, and what can be done with it. Beside the filters; in a narrow window at its foot. */
export function SelectionBar({ selected, matches, acts, selectAll, clear }: SelectionBarProps) {
  const words = selectionWords(selected, matches);
  const isAll = selected === allThatMatch;
  return (
    <div
      className={`flex items-center gap-x-3 gap-y-2 text-13 lg:absolute lg:top-2 lg:right-36 lg:left-28 lg:h-8 ${words ? footClass : ""}`}
    >
      {/* It is there before it says anything, or what it says is not read out. */}
      <p role="status" className="min-w-0 max-lg:basis-full lg:truncate">
        {words ? (
          <>
            <span className="font-medium">{words.count}</span>
            {words.sum ? <span className="sr-only">, </span> : null}
            <span className="ml-2 text-quiet tabular-nums">{words.sum}</span>
          </>
        ) : null}
      </p>
      {words ? (
        <>
          {!isAll && matches !== null && matches > Object.keys(selected).length ? (
            <button
              type="button"
              onClick={selectAll}
              className={`${buttonClass.quiet} text-accent max-lg:px-0`}
            >
              Select all {countInWords(matches)}
            </button>
          ) : null}
          {acts ? (
            <SelectionActs merchant={acts.merchant} of={isAll ? acts.narrowing : numbersOf(selected)} />
          ) : null}
          {isAll ? null : (
            <span className="max-sm:hidden">
              <CopyButton label="Copy ZUIDs" text={Object.keys(selected).join("\n")} />
            </span>
          )}
          <button
            type="button"
            onClick={() => {
              clear();
              document.getElementById(selectPageId)?.focus();
            }}
            className={buttonClass.quiet}
          >
            Clear
          </button>
        </>
      ) : null}
    </div>
  );
}

type SelectionBarProps = {
  selected: Selection | AllThatMatch;
  /** How many orders the filter finds; null until they are counted. */
  matches: number | null;
  /** Where something can be done with them, and how the address of the list narrows it; null for whoever may not. */
  acts: { merchant: string; narrowing: string } | null;
  selectAll: () => void;
  clear: () => void;
};

const footClass =
  "max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:flex-wrap max-lg:border-t max-lg:border-line max-lg:bg-panel max-lg:px-4 max-lg:py-3";

function numbersOf(selected: Selection): number[] {
  return Object.keys(selected).map((id) => Number(id.replace("ZUID-", "")));
}
