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
    does: "Insufficient funds, at the checkout too",
  },
  {
    number: "4000000000000341",
    brand: "VISA",
    script: "registers_then_no_funds",
    does: "Can be stored, then insufficient funds on every charge",
  },
  {
    number: "4000000000005126",
    brand: "VISA",
    script: "registers_then_no_funds_twice",
    does: "Can be stored, two charges lack funds, the third is approved",
  },
  {
    number: "4000000000000069",
    brand: "VISA",
    script: "registers_then_expired",
    does: "Can be stored, then the card counts as expired",
  },
  { number: "4000000000009979", brand: "VISA", script: "stolen", does: "Reported stolen: a hard decline" },
  {
    number: "5105105105105100",
    brand: "MASTER",
    script: "advice_03",
    does: "Mastercard says do not try again: a hard decline of every payment, although it can be stored",
  },
  {
    number: "5200000000001005",
    brand: "MASTER",
    script: "advice_25",
    does: "Mastercard says try again after 24 hours, although it can be stored",
  },
  { number: "4000000000000002", brand: "VISA", script: "generic_decline", does: "Declined without a reason" },
  {
    number: "4000002500003155",
    brand: "VISA",
    script: "challenge",
    does: "Asks for 3-D Secure; later every third charge asks for it again",
  },
  {
    number: "4000000000000119",
    brand: "VISA",
    script: "silent",
    does: "Approved, but the answer never comes: only asking again finds it",
  },
] as const;

export type CardScript = (typeof testCards)[number]["script"];
