"use client";
import { Combobox } from "@base-ui/react/combobox";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useContext, useId, useRef, useState, useTransition } from "react";
import { FieldErrors, inputClass } from "./field";

/** One of many, found by typing: what is typed is searched for, and the arrow keys choose. */
export function Choice<Item extends { id: string; name: string }>({
  label,
  name,
  isLabelHidden = false,
  chosen,
  placeholder,
  search,
  onChoose,
  children,
}: ChoiceProps<Item>) {
  const id = useId();
  const wrong = useContext(FieldErrors)[name];
  const [found, setFound] = useState<readonly Item[] | null>(null);
  const [isSearching, startSearch] = useTransition();
  const latest = useRef(0);
  const look = (text: string) => {
    const turn = ++latest.current;
    startSearch(async () => {
      const items = await search(text);
      if (turn === latest.current) setFound(items);
    });
  };
  return (
    <div>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "mb-1 block text-12 font-medium text-quiet"}>
        {label}
      </label>
      <Combobox.Root<Item>
        items={found ?? []}
        value={chosen}
        filter={null}
        itemToStringLabel={(item) => item.name}
        isItemEqualToValue={(item, value) => item.id === value.id}
        onValueChange={(item) => {
          if (item) onChoose(item);
        }}
        onOpenChange={(open, { reason }) => {
          // What is typed or pasted opens it too, and is looked for by itself.
          if (open && reason !== "input-change") look("");
        }}
        onInputValueChange={(text, { reason }) => {
          if (reason === "input-change") look(text);
        }}
      >
        <Combobox.InputGroup className="relative">
          <Combobox.Input
            id={id}
            placeholder={placeholder}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? `${id}-error` : undefined}
            className={`${inputClass} pr-8`}
          />
          <Combobox.Trigger
            aria-label={`Show ${label.toLowerCase()} choices`}
            className="absolute inset-y-0 right-0 flex w-8 items-center justify-center text-quiet"
          >
            <ChevronDown size={16} strokeWidth={1.5} aria-hidden />
          </Combobox.Trigger>
        </Combobox.InputGroup>
        <Combobox.Portal>
          <Combobox.Positioner sideOffset={4} className="z-50 outline-none">
            <Combobox.Popup className="max-h-[min(var(--available-height),20rem)] w-[max(var(--anchor-width),16rem)] max-w-[var(--available-width)] overflow-y-auto rounded-panel border border-line bg-panel py-1 shadow-float">
              <Combobox.Status className="px-3 text-13 text-quiet">
                {isSearching && !found?.length ? "Searching …" : null}
              </Combobox.Status>
              <Combobox.Empty className="px-3 text-13 text-quiet">
                {isSearching || !found ? null : "Nothing found. Try other words."}
              </Combobox.Empty>
              <Combobox.List>
                {(item: Item) => (
                  <Combobox.Item
                    key={item.id}
                    value={item}
                    className="cursor-default px-3 py-1.5 text-13 select-none data-highlighted:bg-selected"
                  >
                    {children(item)}
                  </Combobox.Item>
                )}
              </Combobox.List>
            </Combobox.Popup>
          </Combobox.Positioner>
        </Combobox.Portal>
      </Combobox.Root>
      {wrong ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}

type ChoiceProps<Item> = {
  label: string;
  /** Of the field that complaints are about. */
  name: string;
  isLabelHidden?: boolean;
  chosen: Item | null;
  placeholder: string;
  search(text: string): Promise<readonly Item[]>;
  onChoose(item: Item): void;
  /** How one of them looks in the list. */
  children(item: Item): ReactNode;
};
