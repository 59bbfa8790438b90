"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useEffect, useLayoutEffect, useRef, useState, useTransition } from "react";

import { stillThere } from "./still-there";

const SETTLE_MS = 250;
const AGAIN_MS = 1_000;

/**
 * Keeps the address in step with some of a form's fields: with what is typed, and with what a field still shows when
 * the page was drawn anew and proposes something else. What a person sees in a field is what the form means. While the
 * server is away, or the session is over, the page stays, with all that was typed, and follows when it is there again.
 */
export function useLiveAddress(names: readonly string[], isDone: boolean) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [isGoing, startGoing] = useTransition();
  const [isTyping, setTyping] = useState(false);
  const [lost, setLost] = useState<"away" | "signed_out" | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const write = async (from: HTMLFormElement, turn: typeof timer.current) => {
    const found = await stillThere();
    if (turn !== timer.current || !from.isConnected) return;
    setLost(found === "there" ? null : found);
    if (found !== "there") return writeIn(AGAIN_MS, from);
    const address = addressOf(from, names, params);
    startGoing(() => {
      router.replace(`${pathname}?${address}`, { scroll: false });
      setTyping(false);
    });
  };
  const writeIn = (ms: number, from: HTMLFormElement) => {
    setTyping(true);
    clearTimeout(timer.current);
    const turn = setTimeout(() => write(from, turn), ms);
    timer.current = turn;
  };

  useLayoutEffect(() => {
    const drawn = form.current;
    if (!drawn || isDone || isGoing || isTyping) return;
    if (names.every((name) => params.has(name) || showsWhatIsProposed(drawn, name))) return;
    writeIn(0, drawn);
  });

  const onInput = (event: FormEvent<HTMLFormElement>) => {
    const field = event.target;
    if (!(field instanceof HTMLInputElement) || !names.includes(field.name)) return;
    writeIn(SETTLE_MS, event.currentTarget);
  };
  return { form, isUpToDate: !isGoing && !isTyping, lost, onInput };
}

/** The address with what the form's fields show now. */
function addressOf(form: HTMLFormElement, names: readonly string[], now: URLSearchParams): URLSearchParams {
  const given = new FormData(form);
  const address = new URLSearchParams(now);
  for (const name of names) {
    const value = given.get(name);
    if (typeof value === "string") address.set(name, value);
    else address.delete(name);
  }
  return address;
}

function showsWhatIsProposed(form: HTMLFormElement, name: string): boolean {
  const field = form.elements.namedItem(name);
  if (!(field instanceof HTMLInputElement)) return true;
  return field.type === "checkbox"
    ? field.checked === field.defaultChecked
    : field.value === field.defaultValue;
}
