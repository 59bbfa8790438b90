import type { OfferedAct } from "./event-acts";

/** Asks what can be done with some billing events; a sentence where no answer came. */
export async function askOffered(address: string, events: readonly number[]): Promise<Offered> {
  const answer = await fetch(`${address}?events=${events.join(",")}`).catch(() => null);
  if (!answer)
    return {
      failed: "There was no answer because the network or the server was not available. Tick it again.",
    };
  // Signed out, or the order is not this person's any more: the page itself says which.
  if (answer.redirected || !answer.ok) return { failed: null };
  return { acts: await answer.json() };
}

export type Offered = { acts: OfferedAct[] } | { failed: string | null };
