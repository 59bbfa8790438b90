"use client";
import { selectPageId } from "@/components/data-table/select-box";
import { buttonClass } from "@/components/ui/button-class";
import { CopyButton } from "@/components/ui/copy-button";
import type { Selection } from "./selection";
import { selectionWords } from "./selection-words";

/** What is selected comes to, and what can be done with it. Beside the filters; in a narrow window at its foot. */
export function SelectionBar({ selected, clear }: { selected: Selection; clear: () => void }) {
  const words = selectionWords(selected);
  return (
    <div
      className={`flex items-center gap-3 text-13 lg:absolute lg:top-2 lg:right-36 lg:h-8 lg:left-28 ${words ? footClass : ""}`}
    >
      {/* It is there before it says anything, or what it says is not read out. */}
      <p role="status" className="min-w-0 max-lg:flex-1 lg:truncate">
        {words ? (
          <>
            <span className="font-medium">{words.count}</span>
            <span className="sr-only">, </span>
            <span className="ml-2 text-quiet tabular-nums">{words.sum}</span>
          </>
        ) : null}
      </p>
      {words ? (
        <>
          <CopyButton label="Copy ZUIDs" text={Object.keys(selected).join("\n")} />
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

const footClass =
  "max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:border-t max-lg:border-line max-lg:bg-panel max-lg:px-4 max-lg:py-3";
