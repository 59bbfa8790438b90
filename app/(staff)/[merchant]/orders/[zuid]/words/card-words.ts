import type { Card } from "@/lib/domain/order/order";

/** What may be shown of a card's number: its first six and last four digits. */
export function maskedNumber({ bin, last4 }: Pick<Card, "bin" | "last4">): string {
  return `${bin.slice(0, 4)} ${bin.slice(4, 6)}•• •••• ${last4}`;
}

export function expiryWords({ expiryMonth, expiryYear }: Pick<Card, "expiryMonth" | "expiryYear">): string {
  return `${String(expiryMonth).padStart(2, "0")}/${expiryYear}`;
}
