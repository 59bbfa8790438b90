"use server";
import { refresh } from "next/cache";
import { z } from "zod";
import { type Acted, type HandlerResult, staffAction } from "@/lib/action";
import { onlyOwnOf } from "@/lib/auth/admission";
import { actorOf, reachesOrder } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { changeEmail } from "@/lib/customers/change";
import { customerWith } from "@/lib/customers/find";
import { database } from "@/lib/database";
import { done, invalid, refused } from "@/lib/domain/order/result";
import { wholeNumber } from "@/lib/form";
import type { HostedFields } from "@/lib/gateway/port";
import { sendAgain } from "@/lib/mail/send-again";
import { orderAction } from "@/lib/order-action";
import { readOrder } from "@/lib/orders/read";
import { carryOut } from "@/lib/payments/carry-out";
import { startCheckout } from "@/lib/payments/checkout";
import { payments } from "@/lib/payments/payments";
import { askAgain } from "@/lib/payments/reconcile";
import { orderHref } from "../order-href";

/** Everything that is asked of the order itself. */
export const act = orderAction((order, popUp) => orderHref(order, popUp === null ? {} : { popup: popUp }), {
  ask_gateway: async (command, id, now) =>
    command.kind === "ask_gateway" ? askAgain(payments(), id, command.attempt, now) : null,
});

/** Opens the gateway's card fields for a card that the customer tells over the phone. */
export const openTerminal = staffAction(
  "billing",
  z.object({ zuid: wholeNumber(1, 2_000_000_000), shownSum: wholeNumber(0, 99_999_999_999) }),
  async (staff, { zuid, shownSum }): Promise<HandlerResult<HostedFields>> => {
    const db = database();
    if (!(await reachesOrder(db, staff, zuid))) return { is: "not_found" };
    const opened = await startCheckout(
      payments(),
      { merchantId: staff.merchantId, zuid },
      { purpose: "card_update", via: "terminal", shownSum },
      { actor: actorOf(staff), now: await businessNow(db) },
    );
    if (opened.is !== "done") return opened;
    return done(opened.value.fields);
  },
);

/** Opens the gateway's card fields for the first payment, for a caller on the line. */
export const openFirstPayment = staffAction(
  "billing",
  z.object({ zuid: wholeNumber(1, 2_000_000_000), via: z.enum(["terminal", "terminal_3ds"]) }),
  async (staff, { zuid, via }): Promise<HandlerResult<HostedFields>> => {
    const db = database();
    if (!(await reachesOrder(db, staff, zuid))) return { is: "not_found" };
    const opened = await startCheckout(
      payments(),
      { merchantId: staff.merchantId, zuid },
      { purpose: "initial", via },
      { actor: actorOf(staff), now: await businessNow(db) },
    );
    if (opened.is !== "done") return opened;
    return done(opened.value.fields);
  },
);

/** A mail that the mail server refused goes out once more. */
export const sendMessageAgain = staffAction(
  "billing",
  z.object({ zuid: wholeNumber(1, 2_000_000_000), message: z.uuid() }),
  async (staff, { zuid, message }): Promise<HandlerResult<Acted>> => {
    const db = database();
    if (!(await reachesOrder(db, staff, zuid))) return { is: "not_found" };
    const its = { merchantId: staff.merchantId, zuid, id: message };
    const why = await sendAgain(db, its, await businessNow(db), Date.now());
    if (why) return refused(why);
    const to = orderHref({ merchant: staff.merchant, zuid });
    return done<Acted>({ text: "The message was queued again.", tone: "done", to });
  },
);

/** The address is the customer's: mails of all their orders go there from now on. */
export const changeCustomerEmail = staffAction(
  "orders",
  z.object({
    zuid: wholeNumber(1, 2_000_000_000),
    known: z.string().max(254),
    email: z.string().max(1_000),
  }),
  async (staff, { zuid, known, email }): Promise<HandlerResult<Acted>> => {
    const db = database();
    const id = { merchantId: staff.merchantId, zuid };
    const now = await businessNow(db);
    const order = (await reachesOrder(db, staff, zuid)) ? await readOrder(db, id, now) : null;
    if (!order) return { is: "not_found" };
    const { customerId } = order;
    const enteredBy = onlyOwnOf(staff);
    if (!(await customerWith(db, staff.merchantId, { id: customerId, enteredBy })))
      return refused("Your role does not allow this: someone else entered this customer.");
    const by = { actor: actorOf(staff), now };
    const said = await changeEmail(
      db,
      { merchantId: staff.merchantId, id: customerId },
      { known, email },
      by,
    );
    switch (said.is) {
      case "done":
        break;
      case "unknown":
        return { is: "not_found" };
      case "invalid":
        return invalid(said.fields);
      case "unchanged":
        return invalid({ email: "This is already the address." });
      case "stale":
        return refused("Someone changed the address after you opened this form. Look at it again.");
    }
    const note = { kind: "add_note", text: "The customer's e-mail address was changed." } as const;
    await carryOut(payments(), id, note, by);
    refresh();
    const to = orderHref({ merchant: staff.merchant, zuid });
    return done<Acted>({ text: `Mails to this customer go to ${email.trim()} now.`, tone: "done", to });
  },
);
