import { isStorable } from "./storable";

/**
 * What a name of a customer, an organisation, a product, a merchant or a user may be, as it is kept: one form of each
 * letter, single blanks, and nothing that a reader cannot see does anything to the line. Names are not judged beyond
 * that: any writing, one letter, signs and digits are names. `is_name` in the database holds the same.
 */
export function writtenName(typed: string): { name: string } | { wrong: string } {
  const name = tidied(typed);
  const length = [...name].length;
  if (!isStorable(name) || harmful.test(name)) return { wrong: HARMFUL };
  if (!visible.test(name)) return { wrong: EMPTY };
  if (length > LONGEST_NAME)
    return { wrong: `This has ${length} characters. Shorten it to ${LONGEST_NAME} or fewer.` };
  return { name };
}

/** The same where there may be none: then it is "". */
export function writtenNameOrNone(typed: string): { name: string } | { wrong: string } {
  return tidied(typed) === "" ? { name: "" } : writtenName(typed);
}

/** A name that somebody else answers for: never refused, but cleaned and cut; "" when nothing of it can be seen. */
export function cleanedName(said: string): string {
  const name = tidied(said.toWellFormed().replace(everyHarmful, " "));
  const cut = [...name].slice(0, LONGEST_NAME).join("").trimEnd();
  return visible.test(cut) ? cut : "";
}

/** In code points, as PostgreSQL counts characters. */
export const LONGEST_NAME = 200;

/** From and to. Controls, line separators, and what turns the direction of all that follows. */
const harmfulRanges: readonly Range[] = [
  [0x0000, 0x001f],
  [0x007f, 0x009f],
  [0x2028, 0x2029],
  [0x202a, 0x202e],
  [0x2066, 0x2069],
];

/** Blanks, joiners, fillers, marks of direction, selectors and tags: of these alone nothing is seen. */
const invisibleRanges: readonly Range[] = [
  [0x0020, 0x0020],
  [0x00a0, 0x00a0],
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x202f, 0x202f],
  [0x205f, 0x2065],
  [0x206a, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe0fff],
];

type Range = readonly [from: number, to: number];

const EMPTY = "Enter at least one visible letter, digit or sign.";
const HARMFUL =
  "This contains line breaks, control characters or text direction marks. Enter it without them.";

const setOf = (ranges: readonly Range[]) =>
  ranges.map(([from, to]) => `\\u{${from.toString(16)}}-\\u{${to.toString(16)}}`).join("");
const harmful = new RegExp(`[${setOf(harmfulRanges)}]`, "u");
const everyHarmful = new RegExp(harmful, "gu");
const visible = new RegExp(`[^${setOf([...harmfulRanges, ...invisibleRanges])}]`, "u");

/** Soft hyphens and blanks of no width: they come along when a name is copied, and two of one name differ by them. */
const stowaways = /[\u00ad\u200b\u2060\ufeff]/g;

function tidied(text: string): string {
  return text
    .replace(stowaways, "")
    .normalize("NFC")
    .replace(/\p{Zs}+/gu, " ")
    .trim();
}
