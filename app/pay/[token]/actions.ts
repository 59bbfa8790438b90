"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { customerAction, type HandlerResult } from "@/lib/action";
import { businessNow } from "@/lib/clock";
import { done } from "@/lib/domain/order/result";
import type { Instant } from "@/lib/domain/value/calendar";
import { wholeNumber } from "@/lib/form";
import type { HostedFields } from "@/lib/gateway/port";
import { markMessagesOpened } from "@/lib/mail/opened";
import type { OrderId } from "@/lib/orders/execute";
import { markOpened } from "@/lib/orders/link";
import { carryOut } from "@/lib/payments/carry-out";
import { startCheckout } from "@/lib/payments/checkout";
import { payments } from "@/lib/payments/payments";
import { type WhyClosed, whyClosed } from "./why-closed";

/** The customer has the order's page before their eyes. */
export const noteOpened = customerAction(z.object({}), async (customer) => {
  await markSeen(customer, await businessNow(payments().db));
  return done(null);
});

/** Opens the gateway's card fields, for the page that the customer has before their eyes. */
export const openFields = customerAction(
  z.object({ purpose: z.enum(["initial", "card_update"]), shownSum: wholeNumber(0, 99_999_999_999) }),
  async (customer, { purpose, shownSum }): Promise<HandlerResult<OpenedFields>> => {
    const now = await businessNow(payments().db);
    const wanted =
      purpose === "initial"
        ? ({ purpose, via: "link" } as const)
        : ({ purpose, via: "link", shownSum } as const);
    await markSeen(customer, now);
    const { merchantId, zuid } = customer;
    const opened = await startCheckout(payments(), { merchantId, zuid }, wanted, {
      actor: { kind: "customer" },
      now,
    });
    if (opened.is === "refused") return done({ closed: whyClosed(opened.why) });
    if (opened.is !== "done") return opened;
    return done({ fields: opened.value.fields });
  },
);

export type OpenedFields = { fields: HostedFields } | { closed: WhyClosed };

/** Whatever brought them here was opened. */
async function markSeen({ merchantId, zuid }: OrderId, now: Instant): Promise<void> {
  const { db } = payments();
  await markOpened(db, { merchantId, zuid }, now);
  await markMessagesOpened(db, { merchantId, zuid }, now);
}

/** The customer agrees to the sum that grew: it is collected now, if it is still no more than what was shown. */
export const confirmSum = customerAction(
  z.object({ shownSum: wholeNumber(1, 99_999_999_999) }),
  async ({ merchantId, zuid, token }, { shownSum }) => {
    const now = await businessNow(payments().db);
    const command = { kind: "collect_outstanding", shownSum } as const;
    const result = await carryOut(payments(), { merchantId, zuid }, command, {
      actor: { kind: "customer" },
      now,
    });
    if (result.is !== "done") return result;
    const charge = result.value.entries.findLast(({ entry }) => entry.kind === "payment_started")?.entry;
    redirect(
      charge?.kind === "payment_started"
        ? `/pay/${token}/result?payment=${charge.attempt.number}`
        : `/pay/${token}`,
    );
  },
);
