"use client";
import { createColumnHelper, rowSelectionFeature, tableFeatures, useTable } from "@tanstack/react-table";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useOptimistic, useTransition } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { cellClass, headClass } from "@/components/ui/table";

/** Rows to select from. What is selected stands in the address, and the server says what can be done with it. */
export function EventPicker({ address, chosen, rows, acts }: EventPickerProps) {
  const router = useRouter();
  const [isAsking, ask] = useTransition();
  const [selected, setSelected] = useOptimistic(chosen);
  const select = (numbers: number[]) =>
    ask(() => {
      setSelected(numbers);
      router.replace(numbers.length ? `${address}&events=${numbers.join(",")}` : address, { scroll: false });
    });
  const table = useTable({
    features,
    columns,
    data: rows,
    getRowId: (row) => String(row.number),
    state: { rowSelection: selectionOf(selected) },
    onRowSelectionChange: (change) => {
      const now = selectionOf(selected);
      const next = typeof change === "function" ? change(now) : change;
      select(rows.map((row) => row.number).filter((number) => next[String(number)]));
    },
  });
  return (
    <>
      <section
        aria-label="Scheduled Payments"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        className="max-h-[50vh] overflow-auto"
      >
        <table aria-label="Scheduled Payments" className="w-full border-collapse text-13">
          <thead className="sticky top-0 bg-panel">
            <tr>
              <th scope="col" className={headClass}>
                <span className="sr-only">Select</span>
              </th>
              {cells.map((id) => (
                <th
                  key={id}
                  scope="col"
                  className={`${headClass} ${id === "amount" ? "text-right" : "text-left"}`}
                >
                  {headers[id]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} className={row.getIsSelected() ? "bg-selected" : "hover:bg-hover"}>
                <td className={cellClass}>
                  <input
                    type="checkbox"
                    aria-label={`Select ${row.original.name}`}
                    checked={row.getIsSelected()}
                    onChange={(event) => row.toggleSelected(event.target.checked)}
                    className="size-4 accent-accent"
                  />
                </td>
                {row.getAllCells().map((cell) => (
                  <td
                    key={cell.id}
                    className={`${cellClass} ${cell.column.id === "amount" ? "text-right" : ""}`}
                  >
                    <table.FlexRender cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <Acts acts={acts} isAsking={isAsking} />
    </>
  );
}

type EventPickerProps = {
  /** Of the pop-up without a selection. */
  address: string;
  chosen: number[];
  rows: EventRow[];
  acts: Act[];
};

type EventRow = Record<(typeof cells)[number], ReactNode> & { number: number; name: string };
type Act = { name: string; href: string; reason: string | null };

function Acts({ acts, isAsking }: { acts: Act[]; isAsking: boolean }) {
  const id = useId();
  const reasons = [...new Set(acts.flatMap(({ reason }) => reason ?? []))];
  return (
    <div className="mt-4" aria-busy={isAsking}>
      <div className="flex flex-wrap gap-2">
        {acts.map(({ name, href, reason }) =>
          reason === null && !isAsking ? (
            <Link key={name} href={href} scroll={false} role="button" className={buttonClass.plain}>
              {name}
            </Link>
          ) : (
            <button
              key={name}
              type="button"
              disabled
              title={reason ?? undefined}
              aria-describedby={reason ? `${id}-${reasons.indexOf(reason)}` : undefined}
              className={buttonClass.plain}
            >
              {name}
            </button>
          ),
        )}
      </div>
      <ul className="mt-2 space-y-0.5 text-12 text-quiet">
        {reasons.map((reason, i) => (
          <li key={reason} id={`${id}-${i}`}>
            {acts
              .filter((act) => act.reason === reason)
              .map((act) => act.name)
              .join(", ")}
            : {reason}
          </li>
        ))}
      </ul>
    </div>
  );
}

const cells = ["status", "id", "scheduled", "amount", "executed", "retries", "reason"] as const;
const headers: Record<(typeof cells)[number], string> = {
  status: "STATUS",
  id: "ID",
  scheduled: "SCHEDULED",
  amount: "AMOUNT",
  executed: "EXECUTED",
  retries: "RETRIES",
  reason: "Reason",
};
const features = tableFeatures({ rowSelectionFeature });
const helper = createColumnHelper<typeof features, EventRow>();
const columns = helper.columns(
  cells.map((id) =>
    helper.accessor((row): unknown => row[id], { id, cell: (info) => info.getValue() as ReactNode }),
  ),
);

function selectionOf(numbers: readonly number[]): Record<string, true> {
  return Object.fromEntries(numbers.map((number) => [String(number), true as const]));
}
