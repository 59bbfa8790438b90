"use client";
import { buttonClass } from "@/components/ui/button-class";

/** Times that are chosen most, each in one press; the field beside shows what was chosen. */
export function QuickTimes({ field, times }: { field: string; times: readonly QuickTime[] }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div role="group" aria-label="Often chosen" className="flex flex-wrap gap-2 sm:col-span-2">
      {times.map(({ words, typed }) => (
        <button
          key={words}
          type="button"
          onClick={(event) => choose(event.currentTarget.form, field, typed)}
          className={buttonClass.plain}
        >
          {words}
        </button>
      ))}
    </div>
  );
}

/** `typed`: as the field would hold it. */
export type QuickTime = { words: string; typed: string };

/** As if somebody had typed it. */
function choose(form: HTMLFormElement | null, name: string, value: string): void {
  const input = form?.elements.namedItem(name);
  if (!(input instanceof HTMLInputElement)) return;
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  set?.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
