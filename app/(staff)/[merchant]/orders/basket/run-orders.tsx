import { Ban, CircleCheck, Clock, Hourglass, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { StatusName } from "@/components/order/status-icon";
import { Amount } from "@/components/ui/amount";
import type { BasketRow } from "@/lib/bulk/basket";
import { formatMoney } from "@/lib/domain/value/money";
import { sayReason } from "@/lib/domain/words/situation-words";
import { PageSteps } from "../../payments/page-steps";
import { orderHref } from "../order-href";

/** Orders of a run: what is done or was done to each, or why nothing is. */
export function RunOrders({ merchant, rows, charges, page }: RunOrdersProps) {
  if (rows.length === 0) return <p className="py-6 text-13 text-quiet">No order is here.</p>;
  const last = rows.at(-1)?.place ?? 0;
  const hasLater = rows.length === page.size && (page.of === null || last < page.of);
  return (
    <>
      <FoldingTable
        label="Orders of this run"
        columns={columns}
        rows={rows.map((row) => ({
          key: row.zuid,
          cells: cellsOf(row, merchant, charges),
          isMarked: row.state === "planned",
        }))}
      />
      {page.after > 0 || hasLater ? (
        <PageSteps
          says=""
          earlier={{ name: "First page", href: page.after > 0 ? page.href(0) : null }}
          later={{ name: "Next page", href: hasLater ? page.href(last) : null }}
        />
      ) : null}
    </>
  );
}

type RunOrdersProps = {
  merchant: string;
  rows: readonly BasketRow[];
  /** Its act asks the bank for money. */
  charges: boolean;
  /** Those after a place; `of` is how many there are in all, where that is known. */
  page: { after: number; size: number; of: number | null; href: (after: number) => string };
};

const columns: readonly FoldingColumn[] = [
  { id: "status", header: "Status", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "zuid", header: "ZUID", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "customer", header: "Customer", phone: "max-sm:col-start-1 max-sm:row-start-1 max-sm:font-medium" },
  { id: "retries", header: "Retries", phone: "max-sm:hidden" },
  { id: "outcome", header: "Result", phone: "max-sm:col-span-2 max-sm:row-start-3" },
  {
    id: "outstanding",
    header: "Outstanding",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right",
  },
];

function cellsOf(row: BasketRow, merchant: string, charges: boolean) {
  const { zuid, status, customer, currency, outstanding, retriesUsed, retriesLeft } = row;
  return {
    status: <StatusName status={status} />,
    zuid: (
      <Link
        href={orderHref({ merchant: { code: merchant }, zuid })}
        prefetch={false}
        className="font-medium whitespace-nowrap text-accent hover:underline"
      >
        ZUID-{zuid}
      </Link>
    ),
    customer: <span className={row.state === "left_out" ? "text-quiet" : ""}>{customer}</span>,
    retries:
      retriesUsed === null ? null : (
        <span className="whitespace-nowrap tabular-nums">
          {retriesUsed} of {retriesUsed + (retriesLeft ?? 0)}
        </span>
      ),
    outcome: <Became row={row} charges={charges} />,
    outstanding: outstanding > 0 ? <Amount value={outstanding} currency={currency} /> : null,
  };
}

function Became({ row, charges }: { row: BasketRow; charges: boolean }) {
  const { Icon, ink, says } = becameOf(row, charges);
  return (
    <span className="flex min-w-0 items-start gap-1.5">
      <Icon size={16} strokeWidth={1.5} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
      <span className="min-w-0">{says}</span>
    </span>
  );
}

function becameOf(row: BasketRow, charges: boolean) {
  const { state, why, outcome, sum, currency, cause, declineReason } = row;
  const reason = cause ? sayReason(cause, declineReason) : "";
  switch (state) {
    case "planned":
      return {
        Icon: Clock,
        ink: "text-quiet",
        says: [formatMoney(sum, currency), reason].filter(Boolean).join(" · "),
      };
    case "left_out":
      return { Icon: Ban, ink: "text-quiet", says: `Left out: ${why?.says ?? ""}` };
    case "refused":
      return { Icon: Ban, ink: "text-orange", says: why?.says ?? "" };
    case "stopped":
      return { Icon: Ban, ink: "text-quiet", says: "Not reached before the run was stopped." };
    case "beyond_limit":
      return { Icon: Ban, ink: "text-quiet", says: "Beyond the limit that was set." };
    case "done":
      if (!outcome || outcome.isAsked)
        return {
          Icon: Hourglass,
          ink: "text-blue",
          says: outcome ? "The bank has not answered yet." : "Done.",
        };
      if (outcome.collected > 0)
        return {
          Icon: CircleCheck,
          ink: "text-green",
          says: `Collected ${formatMoney(outcome.collected, currency)}.`,
        };
      if (charges)
        return {
          Icon: TriangleAlert,
          ink: "text-orange",
          says: reason ? `Not collected: ${reason}` : "Not collected.",
        };
      return { Icon: CircleCheck, ink: "text-quiet", says: "Done." };
  }
}
