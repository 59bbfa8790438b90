/**
 * A card brand as its owner writes it, from the name that a gateway gives it: VISA is Visa, MASTER is Mastercard. One
 * that is not known stays as it was told.
 */
export function brandName(brand: string): string {
  const told = brand.trim();
  return names[told.toUpperCase().replaceAll(/[^A-Z]/g, "")] ?? told;
}

const names: Readonly<Record<string, string | undefined>> = {
  VISA: "Visa",
  VISADEBIT: "Visa Debit",
  VISAELECTRON: "Visa Electron",
  VPAY: "V Pay",
  MASTER: "Mastercard",
  MASTERCARD: "Mastercard",
  MASTERDEBIT: "Mastercard Debit",
  MAESTRO: "Maestro",
  AMEX: "American Express",
  AMERICANEXPRESS: "American Express",
  DISCOVER: "Discover",
  DINERS: "Diners Club",
  DINERSCLUB: "Diners Club",
  JCB: "JCB",
  UNIONPAY: "UnionPay",
  CARTEBANCAIRE: "Carte Bancaire",
  DANKORT: "Dankort",
  ELO: "Elo",
  HIPERCARD: "Hipercard",
  MADA: "mada",
};
