import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { WayOut } from "@/components/ui/pop-up";
import { TextArea } from "@/components/ui/text-area";
import { preview } from "@/lib/domain/preview/preview";
import { type Command, commands } from "@/lib/domain/rules/command";
import { defaultMergeTime } from "@/lib/domain/rules/merge-events";
import { formatMoney } from "@/lib/domain/value/money";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
import { type AskedAmount, amountAsked } from "../form/amount-asked";
import { AmountField } from "../form/amount-field";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";
import { timeAsked } from "../form/time-asked";

/** Metered: takes a payment at once. */
export function SubmitPayment({ view }: { view: View }) {
  const { order, asked } = view;
  const sum = firstAmount(view);
  const command: Command | null =
    sum.amount === null || asked.sum === undefined
      ? null
      : { kind: "charge_now", amount: sum.amount, note: "" };
  return (
    <CommandForm
      action={ask}
      carries={asks(order, { kind: "charge_now", amount: sum.amount ?? 0 })}
      act={
        command && sum.amount !== null
          ? `Charge ${formatMoney(sum.amount, order.currency)} now`
          : "Charge now"
      }
      working={commands.charge_now.staff.working}
      {...standing(view, command)}
      live={["sum"]}
      wayOut={<WayOut name="Back" />}
    >
      <AmountField currency={view.order.currency} sum={sum} />
      <TextArea label="Note" name="note" maxLength={2_000} />
      <Seen view={view} command={command} />
    </CommandForm>
  );
}

/** Metered: plans a payment. */
export function SchedulePayment({ view }: { view: View }) {
  const { order, asked, zone, now } = view;
  const sum = firstAmount(view);
  const on = timeAsked(asked.on, zone, defaultMergeTime(order, [], now));
  const command: Command | null =
    sum.amount === null || asked.sum === undefined || on.at === null
      ? null
      : { kind: "schedule_payment", amount: sum.amount, scheduledAt: on.at, note: "" };
  return (
    <CommandForm
      action={ask}
      carries={asks(order, {
        kind: "schedule_payment",
        amount: sum.amount ?? 0,
        scheduledAt: on.at ?? 0,
      })}
      act={
        command && sum.amount !== null ? `Schedule ${formatMoney(sum.amount, order.currency)}` : "Schedule"
      }
      working={commands.schedule_payment.staff.working}
      {...standing(view, command)}
      live={["sum", "on"]}
      wayOut={<WayOut name="Back" />}
    >
      <AmountField currency={view.order.currency} sum={sum} />
      <Field
        label="Date and time"
        name="on"
        type="datetime-local"
        defaultValue={on.typed}
        hint={on.hint}
        error={on.error}
        required
      />
      <TextArea label="Note" name="note" maxLength={2_000} />
      <Seen view={view} command={command} />
    </CommandForm>
  );
}

/** Empty at first: nobody charges an amount that they did not type. */
function firstAmount({ order, asked }: View): AskedAmount {
  return asked.sum ? amountAsked(asked.sum, order.currency, 0) : { typed: "", amount: null };
}

function Seen({ view, command }: { view: View; command: Command | null }) {
  if (!command) return null;
  const seen = preview(view.order, command, view.actor, view.now);
  return <Foreseen view={view} seen={seen} />;
}

function standing(view: View, command: Command | null) {
  const seen = command && preview(view.order, command, view.actor, view.now);
  return { possible: seen?.is === "done", refused: refusedAs(seen, view.zone) };
}
