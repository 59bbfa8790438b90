"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { staffAction } from "@/lib/action";
import { businessNow, moveClock } from "@/lib/clock";
import { database } from "@/lib/database";
import { done, refused } from "@/lib/domain/order/result";
import { HOUR } from "@/lib/domain/value/calendar";
import { env } from "@/lib/env";
import { nextDueAt } from "@/lib/orders/queries";

const steps = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;

/** For administrators, because it is everybody's. Asks for business time to be moved on; the worker takes it there through everything that falls due on the way. */
export const moveTime = staffAction(
  "administration",
  z.object({ step: z.enum(["hour", "day", "week", "next"]) }),
  async (staff, { step }) => {
    if (env().mode !== "sandbox") return { is: "not_found" } as const;
    const db = database();
    const now = await businessNow(db);
    const to = step === "next" ? await nextDueAt(db, staff.merchantId, now) : now + steps[step];
    if (to === null) return refused("Nothing is due, so there is no time to move to.");
    await moveClock(db, to);
    refresh();
    return done(to);
  },
);
