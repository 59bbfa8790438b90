/**
 * Whether a text contains what looks like a card number: 13 to 19 digits, together or in groups, with a valid check
 * digit (ISO/IEC 7812). PCI DSS forbids storing one, in a note too.
 */
export function holdsCardNumber(text: string): boolean {
  const suspects = text.replace(uuid, " ").match(/(?<![0-9a-f])\d(?:[ -]?\d){12,18}(?![0-9a-f])/gi) ?? [];
  return suspects.some((digits) => passesLuhn(digits.replace(/\D/g, "")));
}

/** Our own random numbers. */
const uuid = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi;

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
