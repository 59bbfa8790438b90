import type { Order } from "../order/order";
import { explainRefusal, type Refusal } from "../order/refusal";
import { bulkOf, type Command, type StaffCommand, type StaffKind } from "../rules/command";
import type { BulkChoice } from "../rules/command-rule";
import { may } from "../rules/decide";
import { DAY, type Instant } from "../value/calendar";

/**
 * What a command that is done to many orders does to this one: the command itself with the money that it is about, in
 * minor units, or why the order is left out.
 */
export function bulkStepOf(order: Order, kind: StaffKind, chosen: BulkChoice, now: Instant): BulkStep {
  const bulk = bulkOf(kind);
  if (!bulk) throw new Error(`${kind} is done to one order at a time`);
  const asked = bulk.of(order, now, chosen);
  if (!asked) return { is: "left_out", why: nothingForIt };
  const command = { kind, ...asked } as StaffCommand;
  const refusal = may(order, command as Command, now);
  if (refusal) return { is: "left_out", why: reasonOf(order, refusal, now) };
  return { is: "planned", command, sum: bulk.sum(order, asked, now) };
}

export type BulkStep =
  | { is: "planned"; command: StaffCommand; sum: number }
  | { is: "left_out"; why: LeftOut };

/** Why an order is left out: those with the same code are told together. `says` is a sentence about one of them. */
export type LeftOut = { code: string; says: string; instead: StaffKind | null };

const nothingForIt: LeftOut = {
  code: "nothing_for_it",
  says: "The order has no payment that this could be done to.",
  instead: null,
};

/** Of several payments that cannot take part the first one speaks. */
function reasonOf(order: Order, refusal: Refusal, now: Instant): LeftOut {
  const why = refusal.code === "events_cannot_take_part" ? (refusal.parts[0]?.why ?? refusal) : refusal;
  const code = why.code === "status" ? `status ${why.reason}` : why.code;
  const way = instead[code] ?? null;
  return { code, says: explainRefusal(why), instead: way && isPossible(order, way, now) ? way : null };
}

/** Whether the order would take part in it, at a time that can be chosen where one is asked for. */
function isPossible(order: Order, kind: StaffKind, now: Instant): boolean {
  const asked = bulkOf(kind)?.of(order, now, { at: now + DAY });
  return asked ? may(order, { kind, ...asked } as Command, now) === null : false;
}

/** What helps where a retry is not possible. */
const instead: Readonly<Record<string, StaffKind>> = {
  "status isSuspended": "send_update_link",
  hard_declined: "send_update_link",
  no_card: "send_update_link",
  card_not_usable: "send_update_link",
  card_banned: "send_update_link",
  card_barred: "send_update_link",
  scheme_limit: "reschedule_event",
  retry_limit: "reschedule_event",
  retry_window_over: "reschedule_event",
  advice_not_before: "reschedule_event",
} satisfies Partial<
  Record<Refusal["code"] | `status ${Extract<Refusal, { code: "status" }>["reason"]}`, StaffKind>
>;
