import type { OfferedAct } from "./event-acts";

/** Asks what can be done with some billing events; a sentence where no answer came. */
export async function askOffered(address: string, events: readonly number[]): Promise<Offered> {
  try {
    const answer = await fetch(`${address}?events=${events.join(",")}`);
    if (answer.redirected)
      return { failed: "You are signed out. Sign in in another tab, then tick it again." };
    // The order is not this person's any more: the page itself says so.
    if (!answer.ok) return { failed: null };
    return { acts: await answer.json() };
  } catch {
    return {
      failed: "There was no answer because the network or the server was not available. Tick it again.",
    };
  }
}

export type Offered = { acts: OfferedAct[] } | { failed: string | null };
