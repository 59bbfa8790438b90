"use server";
import { z } from "zod";
import { fromLocalInput } from "@/components/ui/local-time";
import { type Acted, staffAction } from "@/lib/action";
import type { Admitted } from "@/lib/auth/admission";
import { isPermitted } from "@/lib/auth/permissions";
import { actorOf } from "@/lib/auth/staff";
import { zuidsOf } from "@/lib/bulk/basket";
import { openRun, planSome, type Run } from "@/lib/bulk/plan";
import { startRun, stopRun } from "@/lib/bulk/start";
import { summaryOf } from "@/lib/bulk/summary";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { bulkKinds, bulkOf, commands } from "@/lib/domain/rules/command";
import { type Currency, isCurrency } from "@/lib/domain/value/money";
import { CHECKED_AT_ONCE_FOR } from "@/lib/domain/value/timetable";
import { readTypedAmount } from "@/lib/domain/value/typed-amount";
import { wholeNumber } from "@/lib/form";
import { listScope } from "../read-list";
import { askedOrders } from "./asked-orders";
import { runHref } from "./basket-href";

const Wanted = z.object({
  act: z.enum(bulkKinds),
  query: z.string().max(30_000, "Too many orders were chosen. Select all that match instead."),
  on: z.string().max(40).default(""),
});

/** Begins to check orders for an act. */
export const openBasket = staffAction("payments", Wanted, async (staff, { act, query, on }) => {
  if (!isPermitted(staff.role, commands[act].staff.permission))
    return refused("Your role does not allow this.");
  const now = await businessNow(database());
  const chosenAt = bulkOf(act)?.asks === "time" ? fromLocalInput(on, staff.user.timeZone) : null;
  if (bulkOf(act)?.asks === "time" && (chosenAt === null || chosenAt <= now))
    return invalid({ on: stillToCome });
  const source = await sourceOf(staff, query);
  const wish = { kind: act, chosenAt, source, actor: actorOf(staff) };
  return done({ id: await openRun(database(), staff.merchantId, wish, now) });
});

const stillToCome = "Choose a date and a time that are still to come.";

async function sourceOf({ merchantId }: Admitted, query: string): Promise<Run["source"]> {
  const asked = askedOrders(query);
  if (!("run" in asked)) return asked;
  return { zuids: await zuidsOf(database(), { merchantId, id: asked.run }, asked) };
}

const Known = z.object({ id: z.uuid() });

/** Checks orders for about a second, so that whoever waits sees how far it is. */
export const checkOrders = staffAction("payments", Known, async (staff, { id }) => {
  const db = database();
  const until = Date.now() + CHECKED_AT_ONCE_FOR;
  let hasMore = true;
  while (hasMore && Date.now() < until) {
    const planned = await planSome(db, listScope(staff), id, await businessNow(db));
    if (!planned) return { is: "not_found" };
    hasMore = planned.hasMore;
  }
  const run = await summaryOf(db, { merchantId: staff.merchantId, id });
  if (!run) return { is: "not_found" };
  const { planned, left_out } = run.counts;
  return done({ hasMore, checked: planned + left_out });
});

const Shown = z.object({
  id: z.uuid(),
  orders: wholeNumber(0, 1_000_000),
  /** "EUR 260790,CHF 17900": as they were shown, in minor units. */
  sums: z.string().max(2_000).transform(sumsShown),
  pace: z.preprocess((text) => (text === "" ? undefined : text), wholeNumber(1, 10_000).optional()),
  most: z.preprocess((text) => (text === "" ? undefined : text), wholeNumber(1, 1_000_000).optional()),
  cap: z.string().trim().max(40).default(""),
  currency: z.string().max(3).default(""),
  begins: z.string().max(40).default(""),
});

/** Starts what was shown, with the limits that were set. */
export const startBasket = staffAction("payments", Shown, async (staff, asked) => {
  const { merchantId, merchant, role } = staff;
  const { id } = asked;
  const run = await summaryOf(database(), { merchantId, id });
  if (!run) return { is: "not_found" };
  if (!isPermitted(role, commands[run.kind].staff.permission))
    return refused("Your role does not allow this.");
  const mostMoney = capOf(asked);
  if (mostMoney === "unclear") return invalid({ cap: "Enter an amount, like 1,000.00." });
  const startsAt = asked.begins === "" ? null : fromLocalInput(asked.begins, staff.user.timeZone);
  if (asked.begins !== "" && (startsAt === null || startsAt <= (await businessNow(database()))))
    return invalid({ begins: stillToCome });
  const started = await startRun(
    database(),
    { merchantId, id },
    {
      shown: { orders: asked.orders, sums: asked.sums },
      pace: asked.pace ?? null,
      mostOrders: asked.most ?? null,
      mostMoney,
      startsAt,
    },
    Date.now(),
  );
  if (started.is !== "done") return started;
  return done<Acted>({
    text:
      startsAt === null
        ? "The run has started. It continues when you leave this page."
        : "The run begins at the time that you chose. You can stop it until then.",
    tone: startsAt === null ? "done" : "waits",
    to: runHref(merchant.code, id),
  });
});

function capOf({
  cap,
  currency,
}: z.output<typeof Shown>): { currency: Currency; sum: number } | null | "unclear" {
  if (cap === "") return null;
  if (!isCurrency(currency)) return "unclear";
  const sum = readTypedAmount(cap, currency);
  return typeof sum === "number" && sum > 0 ? { currency, sum } : "unclear";
}

function sumsShown(text: string): { currency: Currency; sum: number }[] {
  return text.split(",").flatMap((one) => {
    const [currency = "", sum] = one.split(" ");
    return isCurrency(currency) ? [{ currency, sum: Number(sum) }] : [];
  });
}

/** Stops a run: what is at the gateway is finished, and nothing more is begun. */
export const stopBasket = staffAction("payments", Known, async ({ merchantId, merchant }, { id }) => {
  const db = database();
  const isStopped = await stopRun(db, { merchantId, id }, await businessNow(db));
  if (!isStopped) return refused("This run had ended before. This page shows what it did.");
  return done<Acted>({
    text: "The run was stopped. Payments that were already at the bank are finished.",
    tone: "waits",
    to: runHref(merchant.code, id),
  });
});
