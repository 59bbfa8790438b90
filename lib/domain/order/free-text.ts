import { holdsCardNumber } from "../value/card-number";
import { LONGEST_NAME, writtenName } from "../value/written-name";
import type { Refusal } from "./refusal";

const LONGEST_TEXT = 2_000;

/** Text written on an order has a maximum length and must not hold a card number. */
export function badText(text: string): Refusal | null {
  if (text.length > LONGEST_TEXT) return { code: "note_too_long", most: LONGEST_TEXT };
  return holdsCardNumber(text) ? { code: "card_number_in_text" } : null;
}

/**
 * The merchant's own number of an order, as it is kept; "" when none is given. A number that could be a card's is
 * refused, so that none is ever stored.
 */
export function writtenInvoiceId(typed: string): { invoiceId: string } | { wrong: string } {
  if (typed.trim() === "") return { invoiceId: "" };
  const read = shortText(typed, LONGEST_INVOICE_ID);
  return "wrong" in read ? read : { invoiceId: read.text };
}

/** Tags as they are kept: each once, in the order in which they were given. */
export function writtenTags(typed: readonly string[]): { tags: readonly string[] } | { wrong: string } {
  const read = typed.filter((tag) => tag.trim() !== "").map((tag) => shortText(tag, LONGEST_TAG));
  const wrong = read.find((tag) => "wrong" in tag);
  if (wrong && "wrong" in wrong) return wrong;
  const tags = [...new Set(read.flatMap((tag) => ("text" in tag ? [tag.text] : [])))];
  return tags.length > MOST_TAGS ? { wrong: `Choose at most ${MOST_TAGS} tags.` } : { tags };
}

const LONGEST_INVOICE_ID = 60;
const LONGEST_TAG = 40;
const MOST_TAGS = 20;

function shortText(typed: string, most: number): { text: string } | { wrong: string } {
  const read = writtenName(typed.slice(0, LONGEST_NAME + 1));
  if ("wrong" in read) return read;
  if ([...read.name].length > most) return { wrong: `Shorten this to ${most} characters at most.` };
  return holdsCardNumber(read.name)
    ? { wrong: "This contains what could be a card number. Card numbers are never kept here." }
    : { text: read.name };
}
