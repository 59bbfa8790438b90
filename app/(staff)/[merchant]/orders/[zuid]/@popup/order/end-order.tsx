import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { WayOut } from "@/components/ui/pop-up";
import { sumOf } from "@/lib/domain/order/balance";
import { isOpen } from "@/lib/domain/order/billing-event";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";

/** Ends a live order; says what will not be collected. */
export function Complete({ view }: { view: View }) {
  const { order } = view;
  const open = order.events.filter((event) => isOpen(event) && event.status !== "processing");
  return (
    <Ending view={view} command={{ kind: "complete_order" }} act="Mark as complete" givesUp={open.length > 0}>
      <p className="text-13">
        {open.length > 0
          ? `${open.length} ${open.length === 1 ? "payment" : "payments"}, ${formatMoney(sumOf(open), order.currency)}, will not be collected.`
          : "Nothing is left to collect."}
      </p>
    </Ending>
  );
}

/** Gives up an order that nobody has paid. */
export function Cancel({ view }: { view: View }) {
  const { order } = view;
  return (
    <Ending view={view} command={{ kind: "cancel_order" }} act="Cancel order" givesUp>
      <p className="text-13">
        {formatMoney(order.total, order.currency)} will not be collected. The payment link will say that the
        order is cancelled.
      </p>
    </Ending>
  );
}

function Ending({ view, command, act, givesUp = false, children }: EndingProps) {
  const { order, actor, now } = view;
  const seen = preview(order, command, actor, now);
  return (
    <CommandForm
      action={ask}
      carries={asks(order, command)}
      act={act}
      working={commands[command.kind].staff.working}
      possible={seen.is === "done"}
      refused={refusedAs(seen, view.zone)}
      kind={givesUp ? "danger" : "primary"}
      wayOut={<WayOut name={givesUp ? "Keep as it is" : "Back"} />}
    >
      {children}
      <Foreseen view={view} seen={seen} />
    </CommandForm>
  );
}

type EndingProps = {
  view: View;
  command: { kind: "complete_order" } | { kind: "cancel_order" };
  act: string;
  /** Something will not be collected for it. */
  givesUp?: boolean;
  children?: ReactNode;
};
