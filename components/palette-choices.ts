import type { OrderStatus } from "@/lib/domain/order/order";
import type { PaletteActs, PaletteFound } from "./palette-found";

export type PaletteGroup = { name: string; choices: PaletteChoice[] };

export type PaletteChoice = {
  key: string;
  href: string;
  label: string;
  detail: string;
  end: string;
  /** Why it cannot be chosen now. */
  reason: string | null;
  mark: "act" | "customer" | "place" | "all" | { status: OrderStatus };
};

/** First what can be done here, the best step first; then who and what was found; then places. */
export function choicesFor(typed: string, { merchant, found, acts, isCurrent }: Offered): PaletteGroup[] {
  const text = typed.trim();
  const doable = acts.acts
    .filter(({ label }) => fits(label, text))
    .map(({ href, label, hint, reason }) => choice("act", { href, label, detail: hint, reason }));
  const customers = found.customers.map(({ href, name, detail }) =>
    choice("customer", { href, label: name, detail }),
  );
  const orders = found.orders.map(({ href, name, detail, status, sum }) =>
    choice({ status }, { href, label: name, detail, end: sum }),
  );
  const all =
    text === "" || !isCurrent
      ? []
      : [
          choice("all", {
            href: `/${merchant}/orders?${new URLSearchParams({ q: text })}`,
            label: `All orders that match “${text}”`,
          }),
        ];
  const places = found.places
    .filter(({ name }) => fits(name, text))
    .slice(0, text === "" ? MOST_PLACES : undefined)
    .map(({ href, name }) => choice("place", { href, label: name }));
  return [
    { name: acts.title, choices: doable },
    { name: "Customers and orders", choices: text === "" ? [] : [...customers, ...orders, ...all] },
    { name: "Go to", choices: places },
  ].filter(({ choices }) => choices.length > 0);
}

type Offered = { merchant: string; found: PaletteFound; acts: PaletteActs; isCurrent: boolean };

const MOST_PLACES = 12;

function choice(
  mark: PaletteChoice["mark"],
  said: Partial<PaletteChoice> & { href: string; label: string },
): PaletteChoice {
  const kind = typeof mark === "object" ? "order" : mark;
  const key = `${kind}-${said.href}-${said.label}`.replaceAll(/[^\w-]+/g, "_");
  return { key, detail: "", end: "", reason: null, mark, ...said };
}

/**
 * Where Enter leads: to what is marked. What was found for something typed before is not meant: until the answer is
 * there, the search page leads on. Acts and places are known at each letter.
 */
export function enterLeadsTo(
  typed: string,
  marked: PaletteChoice | undefined,
  { merchant, isCurrent }: Pick<Offered, "merchant" | "isCurrent">,
): string | undefined {
  const isKnown = isCurrent || marked?.mark === "act" || marked?.mark === "place";
  if (isKnown || typed.trim() === "") return marked?.href;
  return `/${merchant}/search?${new URLSearchParams({ q: typed.trim() })}`;
}

/** Every word that was typed begins a word of the name. */
function fits(name: string, text: string): boolean {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return text
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}
