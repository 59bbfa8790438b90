import { headers } from "next/headers";
import { AddCard } from "@/components/order/add-card";
import { PopUpLink } from "@/components/ui/opening";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { may } from "@/lib/domain/rules/decide";
import { type CheckoutWay, takesCardsByPhone } from "@/lib/domain/rules/first-payment";
import { formatMoney } from "@/lib/domain/value/money";
import { carriedBy, orderHref } from "../../../order-href";
import { openFirstPayment } from "../../actions";
import type { View } from "../../view";
import { OpenElsewhere } from "./open-elsewhere";

/** The gateway's card fields: staff type in what the caller says. */
export async function Terminal({ view }: { view: View }) {
  const { order, now, zone, asked } = view;
  const isSecure = asked.secure === "yes" || !takesCardsByPhone(order);
  const via: CheckoutWay = isSecure ? "terminal_3ds" : "terminal";
  const refusal = may(order, { kind: "open_checkout", purpose: "initial", via }, now);
  const why = refusal && refusal.code !== "checkout_open" ? explainRefusal(refusal, zone) : null;
  const sum =
    order.initialAmount > 0 ? `Pay ${formatMoney(order.initialAmount, order.currency)}` : "Register card";
  return (
    <div className="space-y-4">
      <p className="text-13">
        {isSecure
          ? "The customer's bank asks them to confirm the payment, and they tell you when they have. It then counts as their own payment online."
          : "For a caller on the line: type in the card details that they tell you. The bank does not ask the caller to confirm."}
      </p>
      {takesCardsByPhone(order) ? (
        <PopUpLink
          href={orderHref(order, {
            popup: "collect-payment",
            way: "terminal",
            ...(isSecure ? {} : { secure: "yes" }),
          })}
          replace
          role="switch"
          aria-checked={isSecure}
          className="inline-flex items-center gap-2 text-13"
        >
          <span
            aria-hidden
            className={`flex h-4 w-7 items-center rounded-full border border-line-strong p-0.5 ${isSecure ? "justify-end bg-accent" : "bg-sunken"}`}
          >
            <span className="size-3 rounded-full bg-panel" />
          </span>
          3DS verified
        </PopUpLink>
      ) : null}
      {isSecure ? null : <OpenElsewhere order={order} />}
      <AddCard
        key={via}
        open={openFirstPayment}
        carries={{ ...carriedBy(order), via }}
        refused={why}
        nonce={(await headers()).get("x-nonce") ?? undefined}
        returnTo={`${orderHref(order)}/card-result`}
        label="Enter the card"
        act={sum}
      />
    </div>
  );
}
