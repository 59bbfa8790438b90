import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { CloseFooter, WayOut } from "@/components/ui/pop-up";
import { attemptOf, netPaid, openAuthorisation, refundable } from "@/lib/domain/order/balance";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { type Preview, preview, simulateAll } from "@/lib/domain/preview/preview";
import { type Command, commands } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
import { type AskedAmount, amountAsked } from "../form/amount-asked";
import { AmountField } from "../form/amount-field";
import { BeforeAfter } from "../form/before-after";
import { WhyNot } from "../form/preview-of";
import { refusedAs } from "../form/refused";

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
      name="Refund"
      of={paid}
      sum={sum}
      command={{ kind: "refund_payment", attempt: paid.number, amount: sum.amount ?? 0 }}
    >
      <p className="text-13">
        {money(paid.amount)} was paid. {money(most)} of it can be refunded to the card that paid. A refund
        cannot be undone.
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
      name="Capture"
      of={held}
      sum={sum}
      command={{ kind: "capture_payment", attempt: held.number, amount: sum.amount ?? 0 }}
    >
      <p className="text-13">
        {formatMoney(held.amount, order.currency)} is held. You can capture only once. Any amount that you do
        not capture is released to the customer.
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
      name="Reverse"
      of={held}
      sum={null}
      command={{ kind: "reverse_payment", attempt: held.number }}
    >
      <p className="text-13">
        {formatMoney(held.amount, order.currency)} is released to the customer. Nothing is collected.
      </p>
    </Form>
  );
}

function Form({ view, name, of, sum, command, children }: FormProps) {
  const { order, actor, now } = view;
  const amount = sum ? sum.amount : of.amount;
  const seen = amount === null ? null : preview(order, command, actor, now);
  return (
    <CommandForm
      action={ask}
      carries={asks(order, command)}
      act={amount === null ? name : `${name} ${formatMoney(amount, order.currency)}`}
      working={commands[command.kind].staff.working}
      possible={seen?.is === "done"}
      refused={refusedAs(seen, view.zone)}
      live={sum ? ["sum"] : []}
      kind={name === "Capture" ? "primary" : "danger"}
      wayOut={<WayOut name={name === "Capture" ? "Back" : "Keep as it is"} />}
    >
      {children}
      {sum ? <AmountField currency={order.currency} sum={sum} /> : null}
      {seen?.is === "refused" ? <WhyNot refusal={seen.why} zone={view.zone} /> : null}
      {seen?.is === "done" ? <Outlook view={view} seen={seen.value} of={of} /> : null}
    </CommandForm>
  );
}

/** Money and status before and after, if the bank agrees; if it does not, nothing changes. */
function Outlook({ view: { order, now }, seen, of }: { view: View; seen: Preview; of: Attempt }) {
  const then = simulateAll(seen.after, "approved", now);
  const money = (amount: number) => formatMoney(amount, order.currency);
  const held = (state: Order) => money(openAuthorisation(state)?.amount ?? 0);
  return (
    <section aria-label="Preview" className="space-y-2">
      <BeforeAfter
        label="Money and status before and after"
        after="If approved"
        rows={[
          ...(of.type === "authorisation" ? [["Held on the card", held(order), held(then)] as const] : []),
          ["Net paid", money(netPaid(order)), money(netPaid(then))],
          ...(of.type === "authorisation"
            ? []
            : [["Left to refund", money(refundable(order, of)), money(refundable(then, of))] as const]),
          ["Order status", statusNames[order.status], statusNames[then.status]],
        ]}
      />
      <p className="text-12 text-quiet">If it is declined, nothing changes.</p>
    </section>
  );
}

type FormProps = {
  view: View;
  name: "Refund" | "Capture" | "Reverse";
  of: Attempt;
  sum: AskedAmount | null;
  /** An amount that says nothing is asked for as none. */
  command: Extract<Command, { kind: "refund_payment" | "capture_payment" | "reverse_payment" }>;
  children: ReactNode;
};

function Unknown() {
  return (
    <>
      <p className="mb-6 text-13 text-quiet">This order has no such transaction.</p>
      <CloseFooter />
    </>
  );
}
