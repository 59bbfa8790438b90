import type { TypedCard } from "./card";
import type { Submitted } from "./checkouts";
import type { testCards } from "./test-cards";

/** A customer who types a test card, for people who only look at the brand of it. */
export function cardOf(
  number: (typeof testCards)[number]["number"],
  more: Partial<TypedCard> = {},
): TypedCard {
  return { number, expiryMonth: "12", expiryYear: "2034", cvv: "123", holder: "Jane Jones", ...more };
}

/**
 * Plays the customer without a browser, over the same two requests that the card fields make: the card,
 * and the answer to the bank's question if it asks. Resolves to what the browser would come back with;
 * how the payment went is for the merchant to ask. Throws when the card fields would have stayed open.
 */
export async function payCheckout(
  sandboxUrl: string,
  checkoutId: string,
  card: TypedCard,
  challenge: "approve" | "reject" = "approve",
): Promise<{ checkoutId: string; resourcePath: string }> {
  const frame = `${sandboxUrl.replace(/\/+$/, "")}/frame/${encodeURIComponent(checkoutId)}`;
  let answer = await post(`${frame}/card`, card);
  if (answer.kind === "challenge") answer = await post(`${frame}/challenge`, { answer: challenge });
  if (answer.kind === "done") return { checkoutId: answer.id, resourcePath: answer.resourcePath };
  throw new Error(answer.kind === "misprint" ? answer.message : `The checkout is ${answer.kind}.`);
}

async function post(url: string, values: Record<string, string>): Promise<Submitted> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(values) });
  return (await response.json()) as Submitted;
}
