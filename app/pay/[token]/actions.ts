"use server";
import { redirect } from "next/navigation";
import { z } from "zod";
import { customerAction } from "@/lib/action";
import { businessNow } from "@/lib/clock";
import { wholeNumber } from "@/lib/form";
import { carryOut } from "@/lib/payments/carry-out";
import { payments } from "@/lib/payments/payments";

/** The customer agrees to the sum that grew: it is collected now, if it is still no more than what was shown. */
export const confirmCollection = customerAction(
  z.object({ shownSum: wholeNumber(1, 99_999_999_999) }),
  async ({ merchantId, zuid, token }, { shownSum }) => {
    const now = await businessNow(payments().db);
    const command = { kind: "collect_outstanding", shownSum } as const;
    const done = await carryOut(payments(), { merchantId, zuid }, command, { kind: "customer" }, now);
    if (!("order" in done)) return done;
    const charge = done.entries.findLast(({ entry }) => entry.kind === "payment_started")?.entry;
    redirect(
      charge?.kind === "payment_started"
        ? `/pay/${token}/result?payment=${charge.attempt.number}`
        : `/pay/${token}`,
    );
  },
);
