/** The cards that the sandbox knows; it refuses every other, so that no real card is typed in by mistake. */
export const testCards = [
  { number: "4242424242424242", brand: "VISA", script: "approves", does: "Always approved" },
  { number: "4200000000000000", brand: "VISA", script: "approves", does: "Always approved" },
  { number: "5454545454545454", brand: "MASTER", script: "approves", does: "Always approved" },
  { number: "378282246310005", brand: "AMEX", script: "approves", does: "Always approved" },
  {
    number: "4000000000009995",
    brand: "VISA",
    script: "no_funds",
    does: "Insufficient funds, also at the checkout",
  },
  {
    number: "4000000000000341",
    brand: "VISA",
    script: "registers_then_no_funds",
    does: "Can be saved, then insufficient funds on every charge",
  },
  {
    number: "4000000000005126",
    brand: "VISA",
    script: "registers_then_no_funds_twice",
    does: "Can be saved. Two charges have insufficient funds, the third is approved",
  },
  {
    number: "4000000000000069",
    brand: "VISA",
    script: "registers_then_expired",
    does: "Can be saved, then the card counts as expired",
  },
  { number: "4000000000009979", brand: "VISA", script: "stolen", does: "Reported stolen: a hard decline" },
  {
    number: "5105105105105100",
    brand: "MASTER",
    script: "advice_03",
    does: "Can be saved, then a hard decline on every payment (Mastercard: do not try again)",
  },
  {
    number: "5200000000001005",
    brand: "MASTER",
    script: "advice_25",
    does: "Can be saved, then declined (Mastercard: try again after 24 hours)",
  },
  { number: "4000000000000002", brand: "VISA", script: "generic_decline", does: "Declined without a reason" },
  {
    number: "4000002500003155",
    brand: "VISA",
    script: "challenge",
    does: "Asks for 3-D Secure. Later, every third charge asks again",
  },
  {
    number: "4000000000000119",
    brand: "VISA",
    script: "silent",
    does: "Approved, but the answer never arrives. Only asking again finds it",
  },
] as const;

export type CardScript = (typeof testCards)[number]["script"];
