import type { BillingEvent, CardFacts } from "./billing-event";

/** What is known about an event for one card; empty facts for a card it was never tried with. */
export function factsWith({ cardFacts }: WithFacts, card: string | null): CardFacts {
  return cardFacts.find((facts) => facts.card === card) ?? { ...nothingKnown, card: card ?? "" };
}

/** Changes the facts for one card and leaves those of other cards. The card that changed last comes last. */
export function withFacts(
  facts: readonly CardFacts[],
  card: string,
  change: Partial<Omit<CardFacts, "card">>,
): CardFacts[] {
  const others = facts.filter((known) => known.card !== card);
  return [...others, { ...factsWith({ cardFacts: facts }, card), ...change }];
}

/**
 * The facts of a merged event. For each card: the highest retry count, the latest end of a window, the latest
 * not-before, and whether any part was declined for good.
 */
export function mergedFacts(parts: readonly WithFacts[]): CardFacts[] {
  return parts
    .flatMap((part) => part.cardFacts)
    .reduce<CardFacts[]>((merged, { card, ...part }) => {
      const known = factsWith({ cardFacts: merged }, card);
      return withFacts(merged, card, {
        window: wider(known.window, part.window),
        notBefore: latest(known.notBefore, part.notBefore),
        barred: known.barred || part.barred,
      });
    }, []);
}

type WithFacts = Pick<BillingEvent, "cardFacts">;

const nothingKnown = { window: null, notBefore: null, barred: false } as const;

function wider(a: CardFacts["window"], b: CardFacts["window"]): CardFacts["window"] {
  if (!a || !b) return a ?? b;
  const later = b.endsAt > a.endsAt ? b : a;
  return { ...later, retries: Math.max(a.retries, b.retries) };
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}
