"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, staffAction } from "@/lib/action";
import { acknowledge, noteViewed, removeAlert } from "@/lib/alerts/list";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { done } from "@/lib/domain/order/result";
import { wholeNumber } from "@/lib/form";

export const acknowledgeOne = staffAction("orders", z.object({ id: z.uuid() }), async (staff, { id }) => {
  const count = await taken(staff, { id });
  return acted(
    staff,
    count > 0 ? "The alert is acknowledged." : "Someone has acknowledged this alert already.",
  );
});

export const acknowledgeAll = staffAction(
  "orders",
  z.object({ upTo: wholeNumber(0, 253_402_300_799_999) }),
  async (staff, { upTo }) => {
    const count = await taken(staff, { upTo });
    return acted(staff, count === 1 ? "1 alert is acknowledged." : `${count} alerts are acknowledged.`);
  },
);

export const removeOne = staffAction("orders", z.object({ id: z.uuid() }), async (staff, { id }) => {
  if (!(await removeAlert(database(), readerOf(staff), id))) return { is: "not_found" };
  return acted(staff, "The alert is deleted from your list. Others still see it.");
});

export const viewAlerts = staffAction(
  "orders",
  z.object({ ids: z.array(z.uuid()).max(100) }),
  async (staff, { ids }) => {
    await noteViewed(database(), readerOf(staff), ids);
    return done(ids.length);
  },
);

async function taken(staff: Admitted, which: Parameters<typeof acknowledge>[2]): Promise<number> {
  const db = database();
  return acknowledge(db, readerOf(staff), which, await businessNow(db));
}

function acted({ merchant }: Admitted, text: string) {
  refresh();
  return done<Acted>({ text, tone: "done", to: `/${merchant.code}/alerts` });
}

function readerOf({ merchantId, user, role }: Admitted) {
  return { merchantId, userId: user.id, role };
}
