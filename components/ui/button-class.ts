const base =
  "inline-flex h-8 items-center justify-center gap-1.5 rounded-control px-3 text-13 font-medium whitespace-nowrap active:brightness-90 disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55";

/** How what can be pressed looks, buttons and links alike. */
export const buttonClass = {
  primary: `${base} bg-accent text-on-accent hover:bg-accent-strong`,
  /** Gives up money for good. */
  danger: `${base} bg-red text-on-red hover:bg-red-strong`,
  plain: `${base} border border-line-strong bg-panel text-ink hover:bg-hover`,
  quiet: `${base} text-ink hover:bg-hover`,
} as const;
