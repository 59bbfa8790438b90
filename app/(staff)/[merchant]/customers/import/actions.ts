"use server";
import { z } from "zod";
import { type Acted, staffAction } from "@/lib/action";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { beginUpload, dropUpload, LARGEST_IMPORT, startImport } from "@/lib/customers/import/upload";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { importHref } from "./import-href";

const NewFile = z.object({
  fileName: z.string().max(1_000, "The name of this file is too long. Rename it."),
  size: z.coerce
    .number()
    .int()
    .min(0)
    .max(LARGEST_IMPORT * 1_000),
});

export const announceFile = staffAction("payments", NewFile, async (staff, file) => {
  const by = { actor: actorOf(staff), now: await businessNow(database()) };
  const begun = await beginUpload(database(), staff.merchantId, file, by);
  return "wrong" in begun ? invalid({ file: begun.wrong }) : done(begun.value);
});

const Chosen = z.object({ id: z.uuid() });

export const runImport = staffAction("payments", Chosen, async ({ merchantId, merchant }, { id }) => {
  const isStarted = await startImport(database(), { merchantId, id });
  if (!isStarted) return refused("This import was started or removed before. Look at the list of imports.");
  return done<Acted>({
    text: "The import has started. You can leave this page.",
    tone: "done",
    to: importHref(merchant.code, id),
  });
});

export const discardFile = staffAction("payments", Chosen, async ({ merchantId, merchant }, { id }) => {
  const isGone = await dropUpload(database(), { merchantId, id });
  if (!isGone) return refused("This import was started or removed before. Look at the list of imports.");
  return done<Acted>({
    text: "The file was removed. Nothing was imported from it.",
    tone: "done",
    to: importHref(merchant.code),
  });
});
