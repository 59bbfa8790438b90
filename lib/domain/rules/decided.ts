import type { BillingEvent } from "../order/billing-event";
import type { Order } from "../order/order";
import { type Entry, newEvents, numberEvents } from "../order/order-log";

/**
 * One entry of a change, with the order before and after it. `before` is null for the entry that creates an order.
 */
export type Step = { readonly entry: Entry; readonly before: Order | null; readonly after: Order };

/**
 * A decision: its entries in order, with the order after each and after all. Writing, previews and messages read it
 * from here; entries are applied once, where they are decided.
 */
export type Decided = {
  readonly steps: readonly Step[];
  readonly entries: readonly Entry[];
  readonly order: Order;
};

/** The decision with SPIDs for new events, which are drawn last before a change is written. */
export function withSpids(decided: Decided, firstSpid: number): Decided {
  if (spidsIn(decided) === 0) return decided;
  const entries = numberEvents(decided.entries, firstSpid);
  const spids = new Map(entries.flatMap(newEvents).map(({ number, spid }) => [number, spid]));
  // Each event and order is copied once, so that unchanged ones keep their identity.
  const event = once((was: BillingEvent) => {
    const spid = spids.get(was.number);
    return spid === undefined ? was : { ...was, spid };
  });
  const order = once((was: Order) =>
    was.events.some(({ number }) => spids.has(number)) ? { ...was, events: was.events.map(event) } : was,
  );
  const steps = decided.steps.map((step, i) => ({
    entry: entries[i] ?? step.entry,
    before: step.before && order(step.before),
    after: order(step.after),
  }));
  return { steps, entries, order: order(decided.order) };
}

/** How many SPIDs it needs. */
export function spidsIn({ entries }: Decided): number {
  return entries.flatMap(newEvents).length;
}

function once<Thing extends object>(change: (was: Thing) => Thing): (was: Thing) => Thing {
  const known = new Map<Thing, Thing>();
  return (was) => {
    const is = known.get(was) ?? change(was);
    known.set(was, is);
    return is;
  };
}
