import { type CardScript, testCards } from "./test-cards";

/** A card as typed by a customer. It lives for one request and is never written down. */
export type TypedCard = {
  number: string;
  expiryMonth: string;
  expiryYear: string;
  cvv: string;
  holder: string;
};

/** What is kept of a card: instead of its number, how it is going to behave. */
export type KeptCard = {
  script: CardScript | "unknown";
  brand: string;
  bin: string;
  last4: string;
  holder: string;
  expiryMonth: number;
  expiryYear: number;
};

export type Misprint = { field: "number" | "expiry" | "cvv" | "holder"; message: string };

/** Reads what was typed into the card fields, or says which field is wrong. */
export function keepCard(typed: TypedCard): KeptCard | Misprint {
  const number = typed.number.replace(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(number) || !passesLuhn(number)) {
    return { field: "number", message: "Check the card number." };
  }
  const expiryMonth = Number(typed.expiryMonth);
  const year = Number(typed.expiryYear);
  const expiryYear = year < 100 ? 2000 + year : year;
  if (!/^\d{1,2}$/.test(typed.expiryMonth) || expiryMonth < 1 || expiryMonth > 12) {
    return { field: "expiry", message: "Enter the expiry date as MM / YY." };
  }
  if (!/^(\d\d){1,2}$/.test(typed.expiryYear) || expiryYear < 2000 || expiryYear > 2099) {
    return { field: "expiry", message: "Enter the expiry date as MM / YY." };
  }
  if (!/^\d{3,4}$/.test(typed.cvv))
    return { field: "cvv", message: "The security code has three or four digits." };
  const holder = typed.holder.trim();
  if (holder.length < 3 || holder.length > 128) {
    return { field: "holder", message: "Enter the name as shown on the card." };
  }
  const known = testCards.find((card) => card.number === number);
  return {
    script: known?.script ?? "unknown",
    brand: brandOf(number),
    bin: number.slice(0, 6),
    last4: number.slice(-4),
    holder,
    expiryMonth,
    expiryYear,
  };
}

/** The check digit that catches a slip of the finger. */
export function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = Number(number[number.length - 1 - i]);
    const weighed = i % 2 === 1 ? digit * 2 : digit;
    sum += weighed > 9 ? weighed - 9 : weighed;
  }
  return sum % 10 === 0;
}

/** A card is good through the last day of its month; the stand-in counts days in UTC. */
export function isExpired(card: KeptCard, at: number): boolean {
  return at >= Date.UTC(card.expiryYear, card.expiryMonth, 1);
}

function brandOf(number: string): string {
  if (number.startsWith("4")) return "VISA";
  if (/^3[47]/.test(number)) return "AMEX";
  return "MASTER";
}
