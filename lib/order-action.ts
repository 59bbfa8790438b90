import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, type Action, staffAction } from "@/lib/action";
import { answerWith } from "@/lib/answer-status";
import { actorOf, reachesOrder } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done } from "@/lib/domain/order/result";
import { type Command, commands, popUpAfter, type StaffKind, staffKinds } from "@/lib/domain/rules/command";
import { actResult } from "@/lib/domain/words/act-result";
import { formOf, formWith, wholeNumber } from "@/lib/form";
import type { OrderId } from "@/lib/orders/execute";
import { type CarriedOut, carryOut } from "@/lib/payments/carry-out";
import { payments } from "@/lib/payments/payments";

/**
 * The server action for everything that staff can ask of an order. The form says which command, and holds what its
 * record names beside the order and the version that it was drawn from. `then` is done once a command was carried out,
 * and belongs to its outcome. `pageOf` is the order's page, or a pop-up on it, which the answer leads to.
 */
export function orderAction(pageOf: PageOf, then: Then = {}): Action<Acted> {
  const actions = new Map<string, Action<Acted>>(
    staffKinds.map((kind) => [kind, actionFor(kind, pageOf, then[kind])]),
  );
  return async (previous, given) => {
    const typed = formOf(given);
    const action = actions.get(String(typed.kind));
    if (action) return action(previous, given);
    answerWith(400);
    const fields = { form: "This form does not match any order action." };
    return { is: "invalid", fields, typed };
  };
}

type PageOf = (order: { merchant: { code: string }; zuid: number }, popUp: string | null) => string;

/** What is done next, and what came of it. */
type Then = Partial<
  Record<StaffKind, (command: Command, id: OrderId, now: number) => Promise<CarriedOut | null>>
>;

function actionFor(kind: StaffKind, pageOf: PageOf, then: Then[StaffKind]): Action<Acted> {
  const { fields, staff: part } = commands[kind];
  const form = OrderForm.and(formWith(fields));
  return staffAction(part.permission, form, async (staff, { zuid, version, ...asked }) => {
    const db = database();
    if (!(await reachesOrder(db, staff, zuid))) return { is: "not_found" };
    const now = await businessNow(db);
    const id = { merchantId: staff.merchantId, zuid };
    const command = { ...asked, kind } as Command;
    const result = await carryOut(payments(), id, command, { actor: actorOf(staff), now, version });
    const more = (result.is === "done" && (await then?.(command, id, now))) || null;
    refresh();
    if (result.is !== "done") return result;
    const said = [...result.value.entries, ...(more?.entries ?? [])].map(({ entry }) => entry);
    const to = pageOf({ merchant: staff.merchant, zuid }, popUpAfter(command));
    return done({ ...actResult(said, more?.order ?? result.value.order, staff.user.timeZone), to });
  });
}

/** A stale version is refused, so that what was confirmed is what happens; a form without one takes the order as it is. */
const OrderForm = z.object({
  zuid: wholeNumber(1, 2_000_000_000),
  version: wholeNumber(1, 2_000_000_000).optional(),
});
