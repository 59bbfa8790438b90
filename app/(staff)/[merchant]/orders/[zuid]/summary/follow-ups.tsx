import { RotateCcw } from "lucide-react";
import type { ReactNode } from "react";
import { PopUpLink } from "@/components/ui/opening";
import { openAuthorisation, refundable } from "@/lib/domain/order/balance";
import type { Attempt } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import type { Command } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";

/** Refund, Capture and Reverse, where the transaction can be followed by one. */
export function FollowUps({ view, attempt }: { view: OrderView; attempt: Attempt }) {
  const { order, mayRefund } = view;
  if (!mayRefund) return null;
  const isHeld = openAuthorisation(order)?.number === attempt.number;
  const left = refundable(order, attempt);
  if (!isHeld && left === 0) return null;
  const { number } = attempt;
  return (
    <span className="flex gap-3 whitespace-nowrap max-sm:justify-end">
      {left > 0 ? (
        <FollowUp
          view={view}
          name="Refund"
          command={{ kind: "refund_payment", attempt: number, amount: left }}
        >
          <RotateCcw size={16} strokeWidth={1.5} aria-hidden />
        </FollowUp>
      ) : null}
      {isHeld ? (
        <>
          <FollowUp
            view={view}
            name="Capture"
            command={{ kind: "capture_payment", attempt: number, amount: attempt.amount }}
          />
          <FollowUp view={view} name="Reverse" command={{ kind: "reverse_payment", attempt: number }} />
        </>
      ) : null}
    </span>
  );
}

function FollowUp({ view: { order, now, zone }, name, command, children }: FollowUpProps) {
  const refusal = may(order, command, now);
  if (refusal)
    return (
      <button
        type="button"
        disabled
        title={explainRefusal(refusal, zone)}
        className="inline-flex items-center gap-1 text-quiet"
      >
        {children}
        <span className={children ? "sm:max-[1599px]:sr-only" : ""}>{name}</span>
      </button>
    );
  return (
    <PopUpLink
      href={orderHref(order, { popup: name.toLowerCase(), id: command.attempt })}
      title={name}
      className="inline-flex items-center gap-1 text-accent"
    >
      {children}
      <span className={children ? "sm:max-[1599px]:sr-only" : ""}>{name}</span>
    </PopUpLink>
  );
}

type FollowUpProps = {
  view: OrderView;
  name: "Refund" | "Capture" | "Reverse";
  command: Command & { attempt: number };
  children?: ReactNode;
};
