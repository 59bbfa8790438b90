/** A card's brand as a mark of one size; its name is the accessible name. */
export function CardBrand({ name }: { name: string }) {
  return (
    <span
      role="img"
      aria-label={name}
      className="inline-flex h-4.5 w-7 shrink-0 items-center justify-center overflow-hidden rounded-[3px] border border-line-strong text-[0.5625rem]/none font-bold tracking-tight"
      // A mark keeps its owner's colours, in the light and in the dark.
      style={{ background: "#ffffff", color: "#1a2b6b" }}
    >
      <span aria-hidden>{/^(Mastercard|Maestro)/.test(name) ? <Circles /> : shortNames(name)}</span>
    </span>
  );
}

function Circles() {
  return (
    <svg viewBox="0 0 20 12" width="20" height="12" aria-hidden="true">
      <circle cx="7" cy="6" r="5" fill="#c8282c" />
      <circle cx="13" cy="6" r="5" fill="#e9a23b" fillOpacity="0.85" />
    </svg>
  );
}

function shortNames(name: string): string {
  if (name.startsWith("Visa")) return "VISA";
  if (name === "American Express") return "AMEX";
  return name.slice(0, 4).toUpperCase();
}
