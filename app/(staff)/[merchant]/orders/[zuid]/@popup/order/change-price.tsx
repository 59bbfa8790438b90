import { CommandForm } from "@/components/ui/command-form";
import { WayOut } from "@/components/ui/pop-up";
import { lastPrice } from "@/lib/domain/order/price";
import { preview } from "@/lib/domain/preview/preview";
import { commands, type StaffCommand } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { amountAsked } from "../form/amount-asked";
import { AmountField } from "../form/amount-field";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";

/** What a subscription's cycles cost, from the first one that its customer can be told of in time. */
export function ChangePrice({ view }: { view: View }) {
  const { order, asked, actor, now, zone } = view;
  const { plan, currency } = order;
  const price = plan?.kind === "subscription" ? lastPrice(plan) : 0;
  const sum = amountAsked(asked.sum, currency, price);
  const command: StaffCommand | null =
    sum.amount === null || asked.sum === undefined ? null : { kind: "change_price", price: sum.amount };
  const seen = command && preview(order, command, actor, now);
  return (
    <CommandForm
      action={act}
      carries={asks(order, { kind: "change_price", price: sum.amount ?? 0 })}
      act={
        command && sum.amount !== null
          ? `Change price to ${formatMoney(sum.amount, currency)}`
          : "Change price"
      }
      working={commands.change_price.staff.working}
      possible={seen?.is === "done"}
      refused={refusedAs(seen, zone)}
      live={["sum"]}
      wayOut={<WayOut name="Back" />}
    >
      <p className="text-13">
        The customer is told now, at least a week before the first payment of the new price. Payments before
        that, and payments that are already outstanding, keep their amount.
      </p>
      <AmountField currency={currency} sum={sum} />
      {seen ? <Foreseen view={view} seen={seen} /> : null}
    </CommandForm>
  );
}
