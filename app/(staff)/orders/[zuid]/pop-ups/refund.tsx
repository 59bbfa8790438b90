import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import type { Command } from "@/lib/domain/command";
import { formatMoney } from "@/lib/domain/money";
import type { Attempt } from "@/lib/domain/order";
import { preview } from "@/lib/domain/preview";
import { attemptOf, netPaid, openAuthorisation, refundable } from "@/lib/domain/standing";
import { capture, refund, reverse } from "../actions";
import { type AskedAmount, amountAsked } from "../amount-asked";
import { orderHref, type View } from "../view";
import { WhyNot } from "./preview-of";

/** Gives money back to the card that paid. */
export function Refund({ view }: { view: View }) {
  const { order, asked } = view;
  const paid = attemptOf(order, Number(asked.id));
  if (!paid) return <Unknown />;
  const most = refundable(order, paid);
  const sum = amountAsked(asked.sum, order.currency, most);
  const money = (amount: number) => formatMoney(amount, order.currency);
  return (
    <Form
      view={view}
      action={refund}
      name="Refund"
      of={paid}
      sum={sum}
      command={
        sum.amount === null ? null : { kind: "refund_payment", attempt: paid.number, amount: sum.amount }
      }
    >
      <p className="text-13">
        {money(paid.amount)} was paid; {money(most)} of it can be refunded, to the card that paid. A refund
        cannot be taken back. It does not change the order's status; net paid becomes{" "}
        {money(netPaid(order) - (sum.amount ?? 0))}.
      </p>
    </Form>
  );
}

/** Takes what a pre-authorisation holds, whole or in part, once. */
export function Capture({ view }: { view: View }) {
  const { order, asked } = view;
  const held = openAuthorisation(order) ?? attemptOf(order, Number(asked.id));
  if (!held) return <Unknown />;
  const sum = amountAsked(asked.sum, order.currency, held.amount);
  return (
    <Form
      view={view}
      action={capture}
      name="Capture"
      of={held}
      sum={sum}
      command={
        sum.amount === null ? null : { kind: "capture_payment", attempt: held.number, amount: sum.amount }
      }
    >
      <p className="text-13">
        {formatMoney(held.amount, order.currency)} is held. It is captured once: what is not taken now is
        given back to the customer. If it is approved the order is Complete.
      </p>
    </Form>
  );
}

/** Gives a pre-authorisation back. */
export function Reverse({ view }: { view: View }) {
  const { order, asked } = view;
  const held = openAuthorisation(order) ?? attemptOf(order, Number(asked.id));
  if (!held) return <Unknown />;
  return (
    <Form
      view={view}
      action={reverse}
      name="Reverse"
      of={held}
      sum={null}
      command={{ kind: "reverse_payment", attempt: held.number }}
    >
      <p className="text-13">
        {formatMoney(held.amount, order.currency)} is given back; nothing is collected. If it is approved the
        order is Complete.
      </p>
    </Form>
  );
}

function Form({ view, action, name, of, sum, command, children }: FormProps) {
  const { order, actor, now } = view;
  const seen = command && preview(order, command, actor, now);
  const amount = sum ? sum.amount : of.amount;
  return (
    <CommandForm
      action={action}
      carries={{
        zuid: order.zuid,
        version: order.version,
        attempt: of.number,
        ...(sum ? { amount: sum.amount ?? 0 } : {}),
      }}
      act={amount === null ? name : `${name} ${formatMoney(amount, order.currency)}`}
      working="Asking the gateway"
      possible={seen !== null && "after" in seen}
      next={orderHref(order.zuid)}
      live={sum ? ["sum"] : []}
    >
      {children}
      {sum ? (
        <Field
          label={`Amount (${order.currency})`}
          name="sum"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={sum.typed}
          error={sum.error}
          required
        />
      ) : null}
      {seen && "refusal" in seen ? <WhyNot refusal={seen.refusal} /> : null}
    </CommandForm>
  );
}

type FormProps = {
  view: View;
  action: typeof refund;
  name: string;
  of: Attempt;
  sum: AskedAmount | null;
  command: Command | null;
  children: ReactNode;
};

function Unknown() {
  return <p className="text-13 text-quiet">This order has no such transaction.</p>;
}
