import { type Currency, currencies, parseDecimal } from "./money";

/**
 * An amount as people write it: "300,50", "1.300,50", "1,300.50", "1 300.50", "1'300.50". The mark that comes last is
 * the decimal one when no more digits follow it than the currency has decimals; three digits after the only mark could
 * be thousands as well, and are asked back.
 *
 * @returns minor units, null for what is no amount, or "ambiguous".
 */
export function readTypedAmount(text: string, currency: Currency): number | "ambiguous" | null {
  const tight = text.trim().replace(/(?<=\d)[\s'’](?=\d{3}(?!\d))/g, "");
  if (!/^\d[\d.,]*$/.test(tight)) return null;
  const plain = parseDecimal(tight, currency);
  if (plain !== null) return plain;

  const decimals = currencies[currency];
  const [whole = "", fraction = "", ...rest] = tight.split(/[.,](?=[^.,]*$)/);
  if (rest.length > 0) return null;
  const mark = tight.at(whole.length);
  const earlier = new Set(whole.replace(/\d/g, ""));
  if (earlier.size > 1) return null;
  const isGrouped = /^\d{1,3}([.,]\d{3})*$/.test(whole);
  if (!isGrouped && earlier.size > 0) return null;

  const isThousands = fraction.length === 3 && isGrouped && !/^0/.test(whole);
  if (earlier.has(mark ?? "")) return isThousands ? parseDecimal(tight.replace(/[.,]/g, ""), currency) : null;
  if (earlier.size === 0 && isThousands && decimals > 0) return "ambiguous";
  if (earlier.size === 0 && isThousands) return parseDecimal(whole + fraction, currency);
  return decimals > 0 && fraction !== ""
    ? parseDecimal(`${whole.replace(/[.,]/g, "")}.${fraction}`, currency)
    : null;
}
