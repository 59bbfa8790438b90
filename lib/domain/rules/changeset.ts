import { settledStatus } from "../order/balance";
import { cellFor, isStatusRefusal, type Trigger } from "../order/lifecycle";
import type { Attempt, Order, OrderStatus } from "../order/order";
import type { Entry } from "../order/order-log";
import type { Decided, Step } from "./decided";
import { evolve } from "./evolve";

/** What a command's decision adds to: the entries so far, and the order after them. */
export type Changeset = {
  readonly order: Order;
  readonly entries: readonly Entry[];
  /** What was decided so far. */
  decided(): Decided;
  add(entry: Entry): void;
  /** Moves the status as the lifecycle says. A cell that refuses is a bug here: commands are checked before. */
  move(trigger: Trigger): void;
};

export function openChangeset(from: Order): Changeset {
  let order = from;
  const steps: Step[] = [];
  const entries: Entry[] = [];
  const add = (entry: Entry) => {
    const after = evolve(order, entry);
    steps.push({ entry, before: order, after });
    entries.push(entry);
    order = after;
  };
  return {
    get order() {
      return order;
    },
    entries,
    decided: () => ({ steps: [...steps], entries: [...entries], order }),
    add,
    move(trigger) {
      const to = statusAfter(order, trigger);
      if (to !== order.status) add({ kind: "status_changed", from: order.status, to, trigger });
    },
  };
}

/** The status a trigger leads to from the order's present status. */
export function statusAfter(order: Order, trigger: Trigger): OrderStatus {
  const cell = cellFor(order, trigger);
  if (isStatusRefusal(cell))
    throw new Error(`${trigger} is refused for a ${order.status} ${order.type} order: ${cell}`);
  if (cell === "settle") return settledStatus(order);
  if (cell === "unpause") return order.pausedFrom === "owing" ? "failed" : (order.pausedFrom ?? "active");
  return cell;
}

/** A new attempt with its defaults; the caller says what it is for. */
export function newAttempt(
  order: Order,
  part: Pick<
    Attempt,
    "purpose" | "type" | "cause" | "actor" | "channel" | "recurrence" | "amount" | "startedAt"
  > &
    Partial<Attempt>,
): Attempt {
  const number = order.attempts.length + 1;
  return {
    number,
    reference: `ZUID-${order.zuid}-${number}-${order.referenceKey}`,
    account: order.merchant.accounts[part.channel],
    event: null,
    eventWas: null,
    reattempt: false,
    cardId: null,
    refersTo: null,
    shownSum: null,
    note: "",
    state: "sent",
    settledAt: null,
    outcome: null,
    answer: null,
    ...part,
  };
}
