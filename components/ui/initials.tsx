/** Somebody's initials, for the eye alone: the name stands beside them. */
export function Initials({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ""].map((word) => [...(word ?? "")][0] ?? "");
  return (
    <span
      aria-hidden
      className="inline-flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-12 font-medium text-quiet"
    >
      {letters.join("").toUpperCase()}
    </span>
  );
}
