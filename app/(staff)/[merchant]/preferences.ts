"use server";
import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { z } from "zod";
import { hiddenColumnsCookie, rowsCookie, themeCookie, themes } from "@/components/preference-cookies";
import { personAction } from "@/lib/action";
import { setTimeZone } from "@/lib/auth/time-zone";
import { database } from "@/lib/database";
import { done } from "@/lib/domain/order/result";
import { PREFERENCE_KEPT_FOR, SECOND } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";

export const hideColumns = personAction(
  z.object({ columns: z.string().regex(/^[a-z.]{0,200}$/) }),
  async (_person, { columns }) => {
    await keep(hiddenColumnsCookie, columns);
    return done(columns);
  },
);

export const chooseTheme = personAction(z.object({ theme: z.enum(themes) }), async (_person, { theme }) => {
  await keep(themeCookie, theme);
  return done(theme);
});

export const chooseRows = personAction(
  z.object({ rows: z.enum(["usual", "compact"]) }),
  async (_person, { rows }) => {
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
