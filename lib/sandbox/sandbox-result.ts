import { type Currency, toDecimal } from "@/lib/domain/value/money";
import { isExpired, type KeptCard } from "./card";
import { APPROVED } from "./results";
import type { CardScript } from "./test-cards";

/** What becomes of a payment. */
export type SandboxResult = {
  code: string;
  adviceCode?: string;
  acquirerResponse?: string;
  visaCategory?: string;
  /** Said instead of the code when asked the first time; a later query tells the truth. */
  said?: string;
  /** Booked, but the caller is left waiting. */
  silent?: boolean;
  /** Told instead of the amount and currency that were asked for and booked. */
  written?: { amount?: string; currency?: string };
};

export type ChargeCircumstances = {
  card: KeptCard;
  amount: number | null;
  currency: Currency;
  at: number;
  /**
   * Whether the card is only stored, stored with a first payment, paid with once, or charged later from
   * the store. "Can be stored" cards approve the first two.
   */
  purpose: "registration" | "stored_checkout" | "checkout" | "charge";
  /** Payments from the store before this one. */
  charges: number;
  /** Those of them that the merchant caused. */
  repeated: number;
  /** This one is caused by the merchant. */
  isRepeated: boolean;
};

/** The first that says something: the holder's name, the expiry date, the card, the amount. */
export function sandboxResult(c: ChargeCircumstances): SandboxResult {
  const named = /^\d{3}\.\d{3}\.\d{3}$/.exec(c.card.holder)?.[0];
  if (named === UNCERTAIN) return { code: APPROVED, said: UNCERTAIN };
  if (named) return { code: named };
  if (isExpired(c.card, c.at)) return { code: "100.100.303" };
  const scripted = c.card.script === "unknown" ? { code: "100.100.101" } : scripts[c.card.script](c);
  return scripted.code === APPROVED && endsInThree(c) ? DO_NOT_TRY_AGAIN : scripted;
}

const UNCERTAIN = "900.100.300";
const approved: SandboxResult = { code: APPROVED };
const noFunds: SandboxResult = { code: "800.100.155" };

/** The code alone reads as a mild decline, so that only a reader of the advice gets it right. */
const DO_NOT_TRY_AGAIN: SandboxResult = { code: "800.100.152", adviceCode: "03", visaCategory: "1" };

const scripts: Record<CardScript, (c: ChargeCircumstances) => SandboxResult> = {
  approves: () => approved,
  no_funds: () => noFunds,
  registers_then_no_funds: (c) => (isStored(c) ? approved : noFunds),
  registers_then_no_funds_twice: (c) => (isStored(c) || c.charges >= 2 ? approved : noFunds),
  registers_then_expired: (c) => (isStored(c) ? approved : { code: "100.100.303" }),
  stolen: () => ({ code: "800.100.159" }),
  advice_03: (c) => (c.purpose === "registration" ? approved : DO_NOT_TRY_AGAIN),
  advice_25: (c) => (c.purpose === "registration" ? approved : { code: "800.100.152", adviceCode: "25" }),
  generic_decline: () => ({ code: "800.100.152" }),
  challenge: (c) => (c.isRepeated && (c.repeated + 1) % 3 === 0 ? { code: "300.100.100" } : approved),
  silent: (c) => (c.purpose === "registration" ? approved : { code: APPROVED, silent: true }),
};

function isStored(c: ChargeCircumstances): boolean {
  return c.purpose === "registration" || c.purpose === "stored_checkout";
}

function endsInThree(c: ChargeCircumstances): boolean {
  return c.amount !== null && toDecimal(c.amount, c.currency).endsWith(".03");
}
