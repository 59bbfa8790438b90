import { holdsCardNumber } from "../value/card-number";
import type { Refusal } from "./refusal";

const LONGEST_TEXT = 2_000;

/** Text written on an order has a maximum length and must not hold a card number. */
export function badText(text: string): Refusal | null {
  if (text.length > LONGEST_TEXT) return { code: "note_too_long", most: LONGEST_TEXT };
  return holdsCardNumber(text) ? { code: "card_number_in_text" } : null;
}
