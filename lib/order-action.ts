import { refresh } from "next/cache";
import { z } from "zod";
import { type Action, staffAction } from "@/lib/action";
import type { Admitted } from "@/lib/auth/admission";
import type { Permission } from "@/lib/auth/permissions";
import { actorOf, reachesOrder } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import type { Command } from "@/lib/domain/command";
import { type ActOutcome, outcomeOf } from "@/lib/domain/outcome-words";
import { wholeNumber } from "@/lib/form";
import type { OrderId } from "@/lib/orders/execute";
import { carryOut } from "@/lib/payments/carry-out";
import { payments } from "@/lib/payments/payments";

/**
 * A server action that asks one thing of one order: `fields` is what the form holds beside the order's number and the
 * version it was drawn from.
 *
 *   export const skip = orderAction("billing", { events: many(wholeNumber(1, 1e6)) }, ({ events }) => ({
 *     kind: "skip_events",
 *     events,
 *   }));
 */
export function orderAction<Fields extends z.ZodRawShape>(
  permission: Permission,
  fields: Fields,
  commandOf: (input: z.output<z.ZodObject<Fields>>, staff: Admitted, now: number) => Command,
  /** What is done once the command was carried out. */
  then?: (input: z.output<z.ZodObject<Fields>>, id: OrderId, now: number) => Promise<void>,
): Action<ActOutcome> {
  const form = z.object(fields).and(OrderForm) as unknown as z.ZodType<
    z.output<z.ZodObject<Fields>> & z.output<typeof OrderForm>
  >;
  return staffAction(permission, form, async (staff, input) => {
    const db = database();
    if (!(await reachesOrder(db, staff, input.zuid))) return { notFound: true };
    const now = await businessNow(db);
    const id = { merchantId: staff.merchantId, zuid: input.zuid };
    const command = commandOf(input, staff, now);
    const result = await carryOut(payments(), id, command, actorOf(staff), now, input.version);
    if ("order" in result) await then?.(input, id, now);
    refresh();
    if (!("order" in result)) return result;
    const { order, entries } = result;
    const said = entries.map(({ entry }) => entry);
    return { value: outcomeOf(said, order, staff.user.timeZone) };
  });
}

/** A stale version is refused, so that what was confirmed is what happens; a form without one takes the order as it is. */
const OrderForm = z.object({
  zuid: wholeNumber(1, 2_000_000_000),
  version: wholeNumber(1, 2_000_000_000).optional(),
});
