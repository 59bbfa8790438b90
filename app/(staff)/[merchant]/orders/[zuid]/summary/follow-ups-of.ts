import { openAuthorisation, refundable } from "@/lib/domain/order/balance";
import type { Attempt } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import type { Command } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";

/** Refund, Capture and Reverse, where the transaction can be followed by one; `reason`: why not now. */
export function followUpsOf(view: OrderView, attempt: Attempt): FollowUpLink[] {
  const { order, mayRefund } = view;
  if (!mayRefund) return [];
  const { number, amount } = attempt;
  const left = refundable(order, attempt);
  const isHeld = openAuthorisation(order)?.number === number;
  return [
    ...(left > 0 ? [link(view, "Refund", { kind: "refund_payment", attempt: number, amount: left })] : []),
    ...(isHeld
      ? [
          link(view, "Capture", { kind: "capture_payment", attempt: number, amount }),
          link(view, "Reverse", { kind: "reverse_payment", attempt: number }),
        ]
      : []),
  ];
}

export type FollowUpLink = { name: "Refund" | "Capture" | "Reverse"; href: string; reason: string | null };

function link(
  { order, now, zone }: OrderView,
  name: FollowUpLink["name"],
  command: Command & { attempt: number },
): FollowUpLink {
  const refusal = may(order, command, now);
  return {
    name,
    href: orderHref(order, { popup: name.toLowerCase(), id: command.attempt }),
    reason: refusal && explainRefusal(refusal, zone),
  };
}
