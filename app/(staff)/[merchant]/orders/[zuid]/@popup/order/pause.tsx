import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { WayOut } from "@/components/ui/pop-up";
import { nextCycleEvent, sumOf } from "@/lib/domain/order/balance";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";
import { timeAsked } from "../form/time-asked";

/** Stops a subscription for a time, or until somebody resumes it. */
export function Pause({ view }: { view: View }) {
  const { order, actor, now, zone, asked } = view;
  const on = timeAsked(asked.on || undefined, zone, null);
  const seen = preview(order, { kind: "pause_order", resumeAt: on.at }, actor, now);
  const coming = order.events.filter((event) => event.status === "scheduled");
  const hasDebt = coming.some((event) => event.number !== nextCycleEvent(order)?.number);
  return (
    <CommandForm
      action={act}
      carries={asks(order, { kind: "pause_order", resumeAt: on.at })}
      act="Pause"
      working={commands.pause_order.staff.working}
      possible={seen.is === "done" && !on.error}
      refused={refusedAs(seen, view.zone)}
      live={["on"]}
      wayOut={<WayOut name="Back" />}
    >
      {coming.length > 0 ? (
        <p className="text-13">
          {coming.length} {coming.length === 1 ? "payment" : "payments"},{" "}
          {formatMoney(sumOf(coming), order.currency)}, {coming.length === 1 ? "is" : "are"} not collected
          while the order is paused.
          {hasDebt
            ? " Payments that are already outstanding and become due during the pause are collected the day after the order resumes."
            : ""}
        </p>
      ) : null}
      <Field
        label="Resume on (optional)"
        name="on"
        type="datetime-local"
        defaultValue={on.typed}
        hint={on.hint}
        error={on.error}
      />
      <Foreseen view={view} seen={seen} />
    </CommandForm>
  );
}
