"use server";
import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { z } from "zod";
import { rowsCookie, themeCookie, themes } from "@/components/preference-cookies";
import { personAction, staffAction } from "@/lib/action";
import { setTimeZone } from "@/lib/auth/time-zone";
import { database } from "@/lib/database";
import { done } from "@/lib/domain/order/result";
import { PREFERENCE_KEPT_FOR, SECOND } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";
import { keepListChoices } from "@/lib/orders/list-choices";

export const chooseTheme = personAction(z.object({ theme: z.enum(themes) }), async (_person, { theme }) => {
  await keep(themeCookie, theme);
  return done(theme);
});

/** For every table of this browser, and for the person's list of orders wherever they look at it. */
export const chooseRows = staffAction(
  "orders",
  z.object({ merchant: z.string().max(64), rows: z.enum(["usual", "compact"]) }),
  async ({ merchantId, user }, { rows }) => {
    await keepListChoices(database(), { merchantId, userId: user.id }, { isCompact: rows === "compact" });
    await keep(rowsCookie, rows);
    return done(rows);
  },
);

export const chooseTimeZone = personAction(
  z.object({ timeZone: z.string().max(64) }),
  async (person, { timeZone }) => {
    if (!Intl.supportedValuesOf("timeZone").includes(timeZone) && timeZone !== "UTC")
      return { is: "invalid", fields: { timeZone: "Choose a time zone from the list." } } as const;
    await setTimeZone(database(), person.user.id, timeZone);
    refresh();
    return done(timeZone);
  },
);

/** For a year, on every page. */
async function keep(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, {
    path: "/",
    maxAge: PREFERENCE_KEPT_FOR / SECOND,
    sameSite: "lax",
    httpOnly: true,
    secure: env().appUrl.startsWith("https:"),
  });
  refresh();
}
