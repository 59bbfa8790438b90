import { ChevronDown, ChevronRight } from "lucide-react";
import { cellClass, foldedCellClass } from "@/components/ui/table";
import { type Currency, formatMoney } from "@/lib/domain/value/money";

/** What was collected takes one row, until somebody looks into it. */
export function CollectedRow({ rows, currency, isOpen, toggle }: CollectedRowProps) {
  const Icon = isOpen ? ChevronDown : ChevronRight;
  const sum = rows.reduce((total, { minor }) => total + minor, 0);
  const [first, last] = [rows[0], rows.at(-1)];
  return (
    <tr className="hover:bg-hover max-sm:block max-sm:border-b max-sm:border-line max-sm:px-2 max-sm:py-2.5">
      <td colSpan={8} className={`${cellClass} ${foldedCellClass}`}>
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={toggle}
          className="flex w-full items-center gap-2 text-left"
        >
          <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-quiet" />
          <span className="font-medium">{rows.length} collected</span>
          <span className="text-quiet">
            {first?.name} to {last?.name.replace("SPID ", "")}
          </span>
          <span className="ml-auto text-quiet tabular-nums">{formatMoney(sum, currency)}</span>
        </button>
      </td>
    </tr>
  );
}

type CollectedRowProps = {
  rows: readonly { name: string; minor: number }[];
  currency: Currency;
  isOpen: boolean;
  toggle: () => void;
};
