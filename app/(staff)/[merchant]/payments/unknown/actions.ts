"use server";
import { orderAction } from "@/lib/order-action";
import { payments } from "@/lib/payments/payments";
import { askAgain } from "@/lib/payments/reconcile";
import { paymentsHref } from "../payments-href";

/** What is asked about a payment without a result. Nothing is charged by it. */
export const actOnUnknown = orderAction((order) => paymentsHref(order.merchant.code, "unknown"), {
  ask_gateway: async (command, id, now) =>
    command.kind === "ask_gateway" ? askAgain(payments(), id, command.attempt, now) : null,
});
