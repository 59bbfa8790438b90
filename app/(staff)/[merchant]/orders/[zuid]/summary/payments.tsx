import { cookies } from "next/headers";
import { isShown } from "@/components/order/attempt-words";
import { inFull, orderPartsCookies } from "@/components/preference-cookies";
import { Section } from "@/components/ui/section";
import { PREFERENCE_KEPT_FOR, SECOND } from "@/lib/domain/value/timetable";
import type { OrderView } from "../view";
import { KeptChoice } from "./kept-choice";
import { paymentRows } from "./payment-rows";
import { PaymentsByGroup } from "./payments-by-group";
import { Transactions } from "./transactions";

/** What was paid and what is to come, payment by payment; or every transaction, as it was asked of the gateway. */
export async function Payments({ view }: { view: OrderView }) {
  const { order } = view;
  const isFull = (await cookies()).get(orderPartsCookies.payments)?.value === inFull;
  const count = order.attempts.filter(isShown).length;
  return (
    <Section
      title="Payments"
      action={
        count > 0 ? (
          <KeptChoice
            label="Payments shown"
            cookie={orderPartsCookies.payments}
            short="By payment"
            full={count === 1 ? "All transactions" : `All ${count} transactions`}
            isFull={isFull}
            keptSeconds={PREFERENCE_KEPT_FOR / SECOND}
          />
        ) : null
      }
    >
      {isFull ? <Transactions view={view} /> : <Grouped view={view} />}
    </Section>
  );
}

function Grouped({ view }: { view: OrderView }) {
  const rows = paymentRows(view);
  if (rows.length === 0) return <p className="text-13 text-quiet">No payments yet.</p>;
  return <PaymentsByGroup rows={rows} currency={view.order.currency} />;
}
