import type { RecordType } from "@/lib/domain/decline/gateway-answer";

/** The protocol's letters for what a record is. CR: most connectors' name for a chargeback's reversal, some's for a credit. */
const types: Readonly<Record<string, RecordType>> = {
  DB: "debit",
  PA: "authorisation",
  CP: "capture",
  RF: "refund",
  RV: "reversal",
  RG: "registration",
  CB: "chargeback",
  CBR: "chargeback_reversal",
  RDR: "rapid_dispute",
  CR: "reversal_or_credit",
  CD: "credit",
  "3D": "authentication",
  RI: "risk_check",
  DR: "deregistration",
};

/** What a record is; letters that we do not know stay as they are. */
export function typeOf(letters: string | null): string | null {
  return letters === null ? null : (types[letters] ?? letters);
}

/** The letters that stand for a type. */
export function lettersOf(type: RecordType): string {
  const found = Object.entries(types).find(([, named]) => named === type);
  if (!found) throw new Error(`the protocol has no letters for ${type}`);
  return found[0];
}
