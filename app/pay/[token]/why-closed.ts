import type { Refusal } from "@/lib/domain/order/refusal";

/** `running`: another tab or the merchant is at it. `moved`: the order is not as it was. `away`: the gateway is. */
export type WhyClosed = "running" | "moved" | "away";

/** Why the customer gets no card fields. */
export function whyClosed({ code }: Refusal): WhyClosed {
  if (code === "no_card_fields") return "away";
  return code === "payment_running" ? "running" : "moved";
}
