import type { Db } from "@/db/client";
import { csvFile, csvInstant } from "@/lib/csv";
import { toDecimal } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import type { RunId } from "./plan";
import { itemsOf, type RunItem } from "./summary";

/** What a run did, an order in each row, in their turn. */
export function resultFile(db: Db, id: RunId): AsyncGenerator<string> {
  return csvFile<number>(head, async (after) => {
    const items = await itemsOf(db, id, { after: after ?? 0, most: AT_ONCE });
    return { rows: items.map(rowOf), next: items.length < AT_ONCE ? null : (items.at(-1)?.place ?? null) };
  });
}

const AT_ONCE = 500;

const head = [
  ...["ZUID", "Invoice ID", "Customer", "Result", "Reason", "Currency", "Amount", "Collected"],
  ...["Order status after", "Still at the bank", "Done at (UTC)"],
];

function rowOf(item: RunItem) {
  const { zuid, invoiceId, customer, state, why, currency, sum, outcome, finishedAt } = item;
  const figure = (amount: number) => ({ figure: toDecimal(amount, currency) });
  return [
    ...[`ZUID-${zuid}`, invoiceId, customer, results[state], why?.says ?? "", currency, figure(sum)],
    ...[outcome ? figure(outcome.collected) : "", outcome ? statusNames[outcome.status] : ""],
    ...[outcome?.isAsked ? "yes" : "", csvInstant(finishedAt)],
  ];
}

/** What became of an order in a run. */
const results: Readonly<Record<RunItem["state"], string>> = {
  planned: "Planned",
  left_out: "Left out",
  beyond_limit: "Beyond the limit",
  done: "Done",
  refused: "Refused",
  stopped: "Not reached",
};
