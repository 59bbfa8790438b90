/**
 * Whether a page that is drawn again would come: the router leaves one whose next state it cannot fetch, or that leads to
 * signing in, and everything typed on it would be lost. Customers have no session; there the network is enough.
 */
export async function stillThere(): Promise<"there" | "away" | "signed_out"> {
  const isCustomers = window.location.pathname.startsWith("/pay/");
  try {
    const { status } = await fetch(isCustomers ? "/robots.txt" : "/api/session", { cache: "no-store" });
    if (status === 401) return "signed_out";
    return status < 500 ? "there" : "away";
  } catch {
    return "away";
  }
}

/** Runs what draws the page again, unless it would be left. */
export async function ifStillThere(run: () => void): Promise<void> {
  if ((await stillThere()) === "there") run();
}
