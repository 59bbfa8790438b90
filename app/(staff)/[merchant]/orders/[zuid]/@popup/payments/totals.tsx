import { Amount } from "@/components/ui/amount";
import type { Totals as Sums } from "@/lib/domain/preview/preview";
import type { Currency } from "@/lib/domain/value/money";

/** What the billing events come to. */
export function Totals({ totals, currency }: { totals: Sums; currency: Currency }) {
  return (
    <dl
      className="mb-3 grid grid-cols-2 gap-x-10 gap-y-2 border-b border-line pb-3 text-15 sm:flex sm:flex-wrap"
      aria-label="Totals"
    >
      {kinds.map(({ name, label }) => (
        <div key={name}>
          <dt className="text-12 text-quiet">{label}</dt>
          <dd className="font-medium">
            <Amount value={totals[name]} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const kinds = [
  { name: "declined", label: "Declined" },
  { name: "overdue", label: "Overdue" },
  { name: "scheduled", label: "Scheduled" },
  { name: "collected", label: "Collected" },
] as const;
