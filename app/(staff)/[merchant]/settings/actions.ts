"use server";
import { z } from "zod";
import { type HandlerResult, staffAction } from "@/lib/action";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { type Channel, endActions } from "@/lib/domain/order/order";
import { done } from "@/lib/domain/order/result";
import { areRetryDays } from "@/lib/domain/rules/retry-plan";
import { type Currency, currencies } from "@/lib/domain/value/money";
import { LAST_RETRY_DAY } from "@/lib/domain/value/timetable";
import { messageKinds } from "@/lib/domain/words/messages";
import { many, wholeNumber } from "@/lib/form";
import { foreseeTerms } from "@/lib/settings/foresee-terms";
import { changeTerms, readTerms, type Terms } from "@/lib/settings/terms";
import { readDays } from "@/lib/settings/typed-days";
import { changing, saved } from "./answers";
import { foreseenInWords } from "./foreseen-words";
import type { SettingsAnswer } from "./settings-form";

const version = wholeNumber(1, 1_000_000_000);
const confirmed = z.string().max(2_000).optional();
const checkbox = z
  .literal("1")
  .optional()
  .transform((value) => value === "1");

/** Days in one field, "3, 7, 14". */
const days = (isAllowed: (days: readonly number[]) => boolean, error: string) =>
  z
    .string()
    .max(200)
    .transform((typed) => readDays(typed))
    .refine((read) => read !== null && isAllowed(read), { error })
    .transform((read) => read ?? []);

export const saveRetries = staffAction(
  "settings",
  z.object({
    version,
    confirmed,
    autoRetry: checkbox,
    autoRetryDays: days(
      (read) => read.length > 0 && areRetryDays(read),
      `Enter up to 12 days from 1 to ${LAST_RETRY_DAY}, each later than the one before, such as 3, 7, 14.`,
    ),
    timedForPaydays: checkbox,
    endAction: z.enum(endActions, "Choose what happens then."),
  }),
  (staff, { version: drawnFrom, confirmed: agreed, ...change }) =>
    confirmedChange(staff, { drawnFrom, agreed, change }),
);

export const saveMessages = staffAction(
  "settings",
  z.object({
    version,
    confirmed,
    reminderDays: days(
      (read) => read.length <= 3 && areRetryDays(read),
      `Enter up to three days from 1 to ${LAST_RETRY_DAY}, each later than the one before, such as 2, 4, 6.`,
    ),
    on: many(z.enum(messageKinds)),
  }),
  async (staff, { version: drawnFrom, confirmed: agreed, reminderDays, on }) => {
    const { messages } = await readTerms(database(), staff.merchantId);
    const off = messageKinds.filter((kind) => !on.includes(kind) && isAutomatic(kind));
    const isSame = messageKinds.every((kind) => (messages[kind] ?? true) === !off.includes(kind));
    const switches = isSame ? messages : Object.fromEntries(off.map((kind) => [kind, false]));
    return confirmedChange(staff, { drawnFrom, agreed, change: { reminderDays, messages: switches } });
  },
);

export const saveSelling = staffAction(
  "administration",
  z.object({
    version,
    currencies: many(z.enum(Object.keys(currencies) as [Currency, ...Currency[]])).refine(
      (chosen) => chosen.length > 0,
      "Choose at least one currency.",
    ),
    phone: checkbox,
    defaultInitialAmount: z
      .string()
      .trim()
      .regex(/^0([.,]\d{1,2})?$/, "Enter an amount from 0 to 0.99.")
      .transform((typed) => Number((typed.replace(",", ".").split(".")[1] ?? "").padEnd(2, "0"))),
  }),
  async (staff, { version: drawnFrom, phone, currencies: chosen, defaultInitialAmount }) => {
    const channels: Channel[] = phone ? ["ECOM", "MOTO"] : ["ECOM"];
    const change = { currencies: chosen, channels, defaultInitialAmount };
    return saved(await changeTerms(database(), changing(staff), drawnFrom, change));
  },
);

/** First says what it moves for running orders, and does it once that was confirmed. */
async function confirmedChange(staff: Admitted, { drawnFrom, agreed, change }: Wanted): Promise<Answer> {
  const db = database();
  const before = await readTerms(db, staff.merchantId);
  const what = JSON.stringify(change);
  if (before.version === drawnFrom && agreed !== what) {
    const after = { ...before, ...change };
    const seen = await foreseeTerms(db, staff.merchantId, { before, after }, await businessNow(db));
    const words = foreseenInWords(seen, staff.user.timeZone);
    if (words)
      return done<SettingsAnswer>({ text: words.text, tone: "waits", confirm: { what, act: words.act } });
  }
  const said = await changeTerms(db, changing(staff), drawnFrom, change);
  return saved(said, agreed === what ? "Saved. Running orders are being changed now." : "Saved.");
}

type Wanted = { drawnFrom: number; agreed: string | undefined; change: Partial<Terms> };
type Answer = HandlerResult<SettingsAnswer>;

function isAutomatic(kind: (typeof messageKinds)[number]): boolean {
  return kind !== "order_ready" && kind !== "card_update_link";
}
