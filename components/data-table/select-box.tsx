"use client";
import type { ChangeEvent, KeyboardEvent } from "react";
import { useAwake } from "@/components/ui/early-press";

/** Selects a row. With shift, all between it and the one that was pressed last. */
export function SelectRow({ name, checked, toggle }: SelectRowProps) {
  return (
    <label className="relative z-1 -my-1.5 inline-flex min-h-8 items-center pr-1 pl-1 align-middle select-none max-sm:-my-3 max-sm:-ml-2 max-sm:min-h-16 max-sm:items-start max-sm:pt-3.5 max-sm:pr-3 max-sm:pl-2">
      <input
        {...useAwake<HTMLInputElement>()}
        type="checkbox"
        aria-label={`Select ${name}`}
        aria-keyshortcuts="x"
        checked={checked}
        onChange={toggle}
        className="size-4 accent-accent"
      />
    </label>
  );
}

type SelectRowProps = { name: string; checked: boolean; toggle: (event: ChangeEvent) => void };

/** Selects every row of the page that is looked at. */
export function SelectPage({ all, some, toggle }: SelectPageProps) {
  const { ref, ...asleep } = useAwake<HTMLInputElement>();
  return (
    <label className="inline-flex min-h-6 items-center gap-3 pl-1 align-middle text-12 font-medium text-quiet max-sm:min-h-11">
      <input
        {...asleep}
        ref={(box) => {
          ref.current = box;
          if (box) box.indeterminate = some && !all;
        }}
        id={selectPageId}
        type="checkbox"
        aria-label="Select all on this page"
        checked={all}
        onChange={toggle}
        className="size-4 accent-accent"
      />
      <span aria-hidden="true" className="sm:hidden">
        Select all on this page
      </span>
    </label>
  );
}

type SelectPageProps = { all: boolean; some: boolean; toggle: (event: ChangeEvent) => void };

/** Where the focus goes when nothing is selected any more. */
export const selectPageId = "select-page";

/** The x key selects the row that has the focus, as pressing its box does. */
export function onSelectKey(event: KeyboardEvent, isSelected: boolean, toggle: (event: unknown) => void) {
  if (event.key.toLowerCase() !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  toggle({ target: { checked: !isSelected }, shiftKey: event.shiftKey });
}
