"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { fromLocalInput } from "@/components/ui/local-time";
import { type HandlerResult, staffAction } from "@/lib/action";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { type CareOf, colleaguesOf, handOverOrder, own, snooze } from "@/lib/desk/care";
import type { DeskScope } from "@/lib/desk/needs";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import { done, invalid, type Result, refused } from "@/lib/domain/order/result";
import { DAY } from "@/lib/domain/value/calendar";
import { SNOOZED_AT_MOST_DAYS } from "@/lib/domain/value/timetable";
import { sayNear } from "@/lib/domain/words/need-words";
import { many } from "@/lib/form";
import { orderAction } from "@/lib/order-action";
import { needsHref } from "./needs-href";

/** The best step, confirmed in the panel. */
export const actFromDesk = orderAction((order) => needsHref(order.merchant.code));

/** What became of some orders, in a sentence. */
export type Cared = { text: string };

/** "1042:3": an order, and the version of its care that the page showed. */
const Orders = many(
  z
    .string()
    .regex(/^\d{1,9}:\d{1,9}$/)
    .transform((text): CareOf => {
      const [zuid = 0, version = 0] = text.split(":").map(Number);
      return { zuid, version };
    }),
).refine((orders) => orders.length > 0 && orders.length <= 100);

/** Sets orders aside until a time on the person's clock, until the next attempt (`next`), or not any more (`none`). */
export const snoozeOrders = staffAction(
  "orders",
  z.object({ orders: Orders, until: z.string().max(20) }),
  async (staff, { orders, until }): Promise<HandlerResult<Cared>> => {
    const db = database();
    const now = await businessNow(db);
    const zone = staff.user.timeZone;
    const at =
      until === "next"
        ? "next_attempt"
        : until === "none"
          ? null
          : (fromLocalInput(until, zone) ?? "no time");
    if (at === "no time") return invalid({ until: "Choose a day." });
    if (typeof at === "number" && (at <= now || at > now + SNOOZED_AT_MOST_DAYS * DAY))
      return invalid({ until: `Choose a day within the next ${SNOOZED_AT_MOST_DAYS} days.` });
    const words = (why: "no_attempt" | Refusal) =>
      why === "no_attempt" ? "No attempt is planned. Choose a day." : explainRefusal(why, zone);
    const said =
      at === null
        ? "It is shown again."
        : at === "next_attempt"
          ? "Snoozed until the next attempt."
          : `Snoozed until ${sayNear(at, now, zone)}.`;
    return each(orders, (one) => snooze(db, scopeOf(staff), one, at), { said, words });
  },
);

/** Takes care of orders, or no longer does. */
export const takeOrders = staffAction(
  "orders",
  z.object({ orders: Orders, by: z.enum(["me", "nobody"]) }),
  async (staff, { orders, by }): Promise<HandlerResult<Cared>> => {
    const owner = by === "me" ? staff.user.id : null;
    const said = by === "me" ? "You take care of it now." : "No one takes care of it now.";
    const words = (why: Refusal) => explainRefusal(why);
    return each(orders, (one) => own(database(), scopeOf(staff), one, owner), { said, words });
  },
);

export const handOverOrders = staffAction(
  "orders",
  z.object({
    orders: Orders,
    to: z.uuid({ error: "Choose a colleague." }),
    note: z.string().max(2_000, "Enter at most 2,000 characters.").default(""),
  }),
  async (staff, { orders, to: id, note }): Promise<HandlerResult<Cared>> => {
    const db = database();
    const to = (await colleaguesOf(db, staff.merchantId)).find((one) => one.id === id && one.isActive);
    if (!to) return invalid({ to: "Choose a colleague." });
    if (!to.reachesAll) return invalid({ to: `${to.name} sees only orders that they created.` });
    const now = await businessNow(db);
    const by = { to, note, actor: actorOf(staff), now, machineNow: Date.now() };
    const words = (why: Refusal) => explainRefusal(why, staff.user.timeZone);
    return each(orders, (one) => handOverOrder(db, scopeOf(staff), one, by), {
      said: `Handed over to ${to.name}.`,
      words,
    });
  },
);

function scopeOf(staff: Admitted): DeskScope {
  return { merchantId: staff.merchantId, userId: staff.user.id, createdBy: onlyOwnOf(staff) };
}

/** One after another: an order that someone else changed meanwhile is left as it is, and counted. */
async function each<No>(
  orders: readonly CareOf[],
  change: (of: CareOf) => Promise<Result<unknown, No>>,
  { said, words }: { said: string; words: (why: No) => string },
): Promise<HandlerResult<Cared>> {
  const results: Result<unknown, No>[] = [];
  for (const one of orders) results.push(await change(one));
  refresh();
  const isDone = results.filter(({ is }) => is === "done").length;
  const [first] = results;
  if (orders.length === 1 && first) {
    if (first.is === "done") return done({ text: said });
    if (first.is === "refused") return refused(words(first.why));
    return first.is === "not_found" ? first : refused(CHANGED);
  }
  if (isDone === 0) return refused(CHANGED);
  const left = orders.length - isDone;
  const others = left === 0 ? "" : ` ${left} ${left === 1 ? "order was" : "orders were"} left as they are.`;
  return done({ text: `${isDone} ${isDone === 1 ? "order" : "orders"}: ${said}${others}` });
}

const CHANGED =
  "Someone else took, snoozed or handed over this order meanwhile, so nothing was done. The list now shows the current state.";
