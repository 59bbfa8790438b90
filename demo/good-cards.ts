import { cardOf } from "@/lib/sandbox/shopper";

/** Cards that the sandbox always approves, of different schemes. */
export const goodCards = [
  cardOf("4242424242424242"),
  cardOf("4200000000000000", { expiryMonth: "08", expiryYear: "2039" }),
  cardOf("5454545454545454", { expiryMonth: "03", expiryYear: "2038" }),
  cardOf("378282246310005", { expiryMonth: "11", expiryYear: "2037", cvv: "1234" }),
];
