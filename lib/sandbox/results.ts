/** The gateway's words for a result code. */
export function descriptionOf(code: string): string {
  return descriptions[code] ?? (isApproved(code) ? "Transaction succeeded" : "transaction declined");
}

export const APPROVED = "000.000.000";

/**
 * Money or a hold was really booked. Written apart from the product's own reading of codes on purpose:
 * the ledger is what that reading is held against.
 */
export function isApproved(code: string): boolean {
  return /^(000\.000\.|000\.100\.11[012]|000\.[36]|000\.400\.0[^3]|000\.400\.100)/.test(code);
}

/** Codes that only say "wait". */
export function isPending(code: string): boolean {
  return /^(000\.200|800\.400\.5|100\.400\.500)/.test(code);
}

/** What the issuer's own answer would have been: ISO 8583 response, and the category Visa sorts it into. */
export function issuerAnswer(code: string): { iso: string; visaCategory: string; words: string } | null {
  const [iso, visaCategory, words] = issuer[code] ?? [];
  return iso && visaCategory && words ? { iso, visaCategory, words } : null;
}

const descriptions: Record<string, string> = {
  "000.000.000": "Transaction succeeded",
  "000.100.200": "Reason not specified",
  "000.200.000": "transaction pending",
  "000.200.100": "successfully created checkout",
  "100.100.101": "invalid creditcard, bank account number or bank name",
  "100.100.303": "card expired",
  "100.150.200": "registration does not exist",
  "100.150.202": "registration is already deregistered",
  "100.380.401": "User Authentication Failed",
  "200.300.404": "invalid or missing parameter",
  "300.100.100": "Transaction declined (additional customer authentication required)",
  "700.100.500": "referenced payment currency does not match with requested payment currency",
  "700.100.700": "referenced transaction is of inappropriate type",
  "700.300.300":
    "referenced tx can not be refunded, captured or reversed (already refunded, captured or reversed)",
  "700.300.700": "referenced tx can not be reversed (reversal not possible anymore)",
  "700.400.100": "cannot capture (PA value exceeded, PA reverted or invalid workflow?)",
  "700.400.200": "cannot refund (refund volume exceeded or tx reversed or invalid workflow?)",
  "700.400.300": "cannot reverse (already refunded|reversed, invalid workflow or amount exceeded)",
  "700.400.510": "capture needs at least one successful transaction of type (PA)",
  "700.400.520": "refund needs at least one successful transaction of type (CP or DB or RB or RC)",
  "700.400.530": "reversal needs at least one successful transaction of type (CP or DB or RB or PA)",
  "700.400.580": "cannot find transaction",
  "800.100.151": "transaction declined (invalid card)",
  "800.100.152": "transaction declined by authorization system",
  "800.100.153": "transaction declined (invalid CVV)",
  "800.100.155": "transaction declined (amount exceeds credit)",
  "800.100.157": "transaction declined (wrong expiry date)",
  "800.100.158": "transaction declined (suspecting manipulation)",
  "800.100.159": "transaction declined (stolen card)",
  "800.100.162": "transaction declined (limit exceeded)",
  "800.100.163": "transaction declined (maximum transaction frequency exceeded)",
  "800.100.165": "transaction declined (card lost)",
  "800.100.171": "transaction declined (pick up card)",
  "800.100.203": "transaction declined (insufficient funds)",
  "800.120.100": "Rejected by Throttling.",
  "800.900.300": "invalid authentication information",
  "900.100.300": "timeout, uncertain result",
};

const issuer: Record<string, [iso: string, visaCategory: string, words: string]> = {
  "300.100.100": ["1A", "3", "Additional customer authentication required"],
  "800.100.151": ["14", "1", "Invalid account number"],
  "800.100.152": ["05", "4", "Do not honor"],
  "800.100.153": ["82", "3", "Negative CVV result"],
  "800.100.155": ["51", "2", "Not sufficient funds"],
  "800.100.157": ["54", "3", "Expired card"],
  "800.100.159": ["43", "1", "Stolen card"],
  "800.100.162": ["61", "2", "Exceeds amount limit"],
  "800.100.163": ["65", "2", "Exceeds frequency limit"],
  "800.100.165": ["41", "1", "Lost card"],
  "800.100.171": ["04", "1", "Pick up card"],
  "800.100.203": ["51", "2", "Not sufficient funds"],
  "800.100.403": ["R1", "1", "Revocation of authorization"],
  "800.100.500": ["R1", "1", "Revocation of authorization"],
  "800.100.501": ["R1", "1", "Revocation of authorization"],
};
