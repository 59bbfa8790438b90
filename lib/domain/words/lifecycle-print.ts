import {
  cellOf,
  isStatusRefusal,
  type LifecycleCell,
  lifecycle,
  statusRefusals,
  type Trigger,
} from "../order/lifecycle";
import { orderStatuses, orderTypes } from "../order/order";
import { statusNames, typeNames } from "./names";

/**
 * The matrix for people: a block for each trigger, a row for each type, a column for each status.
 * `=` leaves the status as it is; `if owing` does where an order is paused because its retries ended; a number stands for the refusal under the block.
 */
export function printLifecycle(): string {
  return Object.keys(lifecycle)
    .map((trigger) => printTrigger(trigger as Trigger))
    .join("\n");
}

function printTrigger(trigger: Trigger): string {
  const notes: string[] = [];
  const noteOf = (sentence: string) => {
    if (!notes.includes(sentence)) notes.push(sentence);
    return `no (${notes.indexOf(sentence) + 1})`;
  };
  const say = (cell: LifecycleCell, status: string) => {
    if (isStatusRefusal(cell)) return noteOf(statusRefusals[cell]);
    if (cell === "settle" || cell === "unpause") return cell;
    if (cell === "whileOwing") return "if owing";
    return cell === status ? "=" : statusNames[cell];
  };
  const rows = orderTypes.map((type) =>
    inColumns([
      typeNames[type],
      ...orderStatuses.map((status) => say(cellOf(trigger, type, status), status)),
    ]),
  );
  const head = inColumns(["", ...orderStatuses.map((status) => statusNames[status])]);
  const legend = notes.map((sentence, i) => `  (${i + 1}) ${sentence}`);
  return `${[trigger, head, ...rows, ...legend].join("\n")}\n`;
}

function inColumns([first = "", ...cells]: string[]): string {
  return `  ${first.padEnd(14)}${cells.map((cell) => cell.padEnd(11)).join("")}`.trimEnd();
}
