import { declineReasons } from "@/lib/domain/decline/decline-reasons";
import { urgentCauses } from "@/lib/domain/preview/situation";
import { sayCode } from "@/lib/domain/words/situation-words";

/** What the panel offers and the chips say, in words: a browser is not sent the rules that they come from. */
export type FilterWords = {
  causes: Named[];
  reasons: Named[];
  /** Who can take care of an order. */
  owners: { id: string; name: string }[];
};

/** What is called by one name, whatever the codes behind it. */
export type Named = { name: string; codes: string[] };

export function filterWords(owners: readonly { id: string; name: string }[]): FilterWords {
  return {
    causes: byName(urgentCauses.map((code) => [code, sayCode(code)])),
    reasons: byName(Object.entries(declineReasons).map(([code, { short }]) => [code, short])).sort((a, b) =>
      a.name.localeCompare(b.name, "en"),
    ),
    owners: owners.map(({ id, name }) => ({ id, name })),
  };
}

function byName(words: readonly (readonly [string, string])[]): Named[] {
  const codes = new Map<string, string[]>();
  for (const [code, name] of words) codes.set(name, [...(codes.get(name) ?? []), code]);
  return [...codes].map(([name, of]) => ({ name, codes: of }));
}
