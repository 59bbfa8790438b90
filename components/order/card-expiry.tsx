import { Star } from "lucide-react";

/** A star on a card that expires soon, filled once it has; nothing on a good one. */
export function CardExpiry({ card, state: standing }: CardExpiryProps) {
  if (standing === "good") return null;
  const month = `${String(card.expiryMonth).padStart(2, "0")}/${card.expiryYear}`;
  const says = standing === "expired" ? `Expired ${month}` : `Expires ${month}`;
  return (
    <span role="img" aria-label={says} title={says} className="inline-flex text-yellow">
      <Star
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={standing === "expired" ? "fill-current" : ""}
      />
    </span>
  );
}

type CardExpiryProps = {
  card: { expiryMonth: number; expiryYear: number };
  state: "good" | "expiring" | "expired";
};
