"use server";
import { z } from "zod";
import { type Acted, staffAction } from "@/lib/action";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { ERASED_EVENT, erasePerson } from "@/lib/customers/erase";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { log } from "@/lib/log";

const Erasing = z.object({ id: z.uuid(), sure: z.string().default("") });

export const erase = staffAction("administration", Erasing, async (staff, { id, sure }) => {
  if (sure !== "on") return invalid({ sure: "Tick this to say that you want it." });
  const { merchantId, merchant, sessionId } = staff;
  const by = { actor: actorOf(staff), sessionId, now: await businessNow(database()), machineNow: Date.now() };
  const erased = await erasePerson(database(), { merchantId, id }, by);
  switch (erased.is) {
    case "unknown":
      return { is: "not_found" };
    case "not_allowed":
      return refused("Your role does not allow this.");
    case "running":
      return refused(
        `Orders of this customer still run: ${erased.zuids.map((zuid) => `ZUID-${zuid}`).join(", ")}. Complete or cancel them first.`,
      );
    case "done":
      log.info(ERASED_EVENT, { merchantId, customerId: id });
      return done<Acted>({
        text: "The person was erased. Orders and payments stay without a name.",
        tone: "done",
        to: `/${merchant.code}/customers/${id}`,
      });
  }
});
