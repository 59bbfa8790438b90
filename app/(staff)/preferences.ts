"use server";
import { refresh } from "next/cache";
import { cookies } from "next/headers";
import { z } from "zod";
import { hiddenColumnsCookie, rowsCookie, themeCookie, themes } from "@/components/preference-cookies";
import { staffAction } from "@/lib/action";
import { setTimeZone } from "@/lib/auth/time-zone";
import { database } from "@/lib/database";
import { env } from "@/lib/env";

export const hideColumns = staffAction(
  "any",
  z.object({ columns: z.string().regex(/^[a-z.]{0,200}$/) }),
  async (_staff, { columns }) => {
    await keep(hiddenColumnsCookie, columns);
    return { value: columns };
  },
);

export const chooseTheme = staffAction(
  "any",
  z.object({ theme: z.enum(themes) }),
  async (_staff, { theme }) => {
    await keep(themeCookie, theme);
    return { value: theme };
  },
);

export const chooseRows = staffAction(
  "any",
  z.object({ rows: z.enum(["usual", "compact"]) }),
  async (_staff, { rows }) => {
    await keep(rowsCookie, rows);
    return { value: rows };
  },
);

export const chooseTimeZone = staffAction(
  "any",
  z.object({ timeZone: z.string().max(64) }),
  async (staff, { timeZone }) => {
    if (!Intl.supportedValuesOf("timeZone").includes(timeZone) && timeZone !== "UTC")
      return { invalid: { timeZone: "Choose a time zone from the list." } };
    await setTimeZone(database(), staff.user.id, timeZone);
    refresh();
    return { value: timeZone };
  },
);

/** For a year, on every page. */
async function keep(name: string, value: string): Promise<void> {
  (await cookies()).set(name, value, {
    path: "/",
    maxAge: 365 * 24 * 60 * 60,
    sameSite: "lax",
    httpOnly: true,
    secure: env().appUrl.startsWith("https:"),
  });
  refresh();
}
