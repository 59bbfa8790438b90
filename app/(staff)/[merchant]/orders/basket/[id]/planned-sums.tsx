import { Table, Td, Th } from "@/components/ui/table";
import type { Basket } from "@/lib/bulk/basket";
import { type Currency, formatFigure } from "@/lib/domain/value/money";
import { sayReason } from "@/lib/domain/words/situation-words";
import { byCurrency, groupedBy } from "../basket-words";

/** What would be done, by why the orders were declined, a column for each currency. */
export function PlannedSums({ planned }: { planned: Basket["planned"] }) {
  if (planned.length === 0)
    return (
      <p className="text-13 text-quiet">
        No order can take part. Below is why, and what can be done instead.
      </p>
    );
  const sums = byCurrency(planned);
  const rows = groupedBy(planned, nameOf);
  return (
    <Table label="What takes part, by reason">
      <thead>
        <tr>
          <Th className="pl-0">Takes part</Th>
          <Th end>Orders</Th>
          {sums.map(({ currency }) => (
            <Th key={currency} end>
              {currency}
            </Th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row[0] && nameOf(row[0])}>
            <Td className="pl-0">{row[0] && nameOf(row[0])}</Td>
            <Cells row={row} currencies={sums.map(({ currency }) => currency)} />
          </tr>
        ))}
        {rows.length > 1 ? (
          <tr className="font-semibold">
            <Td className="pl-0">Sum</Td>
            <Cells row={planned} currencies={sums.map(({ currency }) => currency)} />
          </tr>
        ) : null}
      </tbody>
    </Table>
  );
}

/** What is wrong with them, in the words of their list. */
function nameOf({ cause, reason }: Basket["planned"][number]): string {
  return cause === null ? "Nothing is wrong" : sayReason(cause, reason);
}

function Cells({ row, currencies }: { row: Basket["planned"]; currencies: readonly Currency[] }) {
  const sums = byCurrency(row);
  return (
    <>
      <Td end className="tabular-nums">
        {row.reduce((all, { orders }) => all + orders, 0).toLocaleString("en-GB")}
      </Td>
      {currencies.map((currency) => (
        <Td key={currency} end className="tabular-nums">
          {figureOf(sums.find((one) => one.currency === currency))}
        </Td>
      ))}
    </>
  );
}

function figureOf(found: { currency: Currency; sum: number } | undefined): string {
  return found ? formatFigure(found.sum, found.currency) : "–";
}
