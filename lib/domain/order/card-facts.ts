import type { BillingEvent, CardFacts } from "./billing-event";

/** What is known of an event with one card; of one that it never met, nothing. */
export function factsWith({ cardFacts }: WithFacts, card: string | null): CardFacts {
  return cardFacts.find((facts) => facts.card === card) ?? { ...nothingKnown, card: card ?? "" };
}

/** Changes what is known with one card and leaves every other as it is. The card that changed last stands last. */
export function withFacts(
  facts: readonly CardFacts[],
  card: string,
  change: Partial<Omit<CardFacts, "card">>,
): CardFacts[] {
  const others = facts.filter((known) => known.card !== card);
  return [...others, { ...factsWith({ cardFacts: facts }, card), ...change }];
}

/**
 * What a merged event knows: for each card the highest count, the latest end of a window and the latest
 * not-before of its parts, and every bar.
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
