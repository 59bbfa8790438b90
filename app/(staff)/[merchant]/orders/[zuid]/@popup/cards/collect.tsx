import { CommandForm } from "@/components/ui/command-form";
import { WayOut } from "@/components/ui/pop-up";
import { cardUpdateSum } from "@/lib/domain/order/balance";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";

/** A replaced card's collection whose sum grew since it was shown: looked at again, and confirmed. */
export function Collect({ view }: { view: View }) {
  const { order, actor, now } = view;
  const shownSum = cardUpdateSum(order, now);
  const seen = preview(order, { kind: "collect_outstanding", shownSum }, actor, now);
  return (
    <CommandForm
      action={act}
      carries={asks(order, { kind: "collect_outstanding", shownSum })}
      act={`Collect ${formatMoney(shownSum, order.currency)}`}
      working={commands.collect_outstanding.staff.working}
      possible={seen.is === "done"}
      refused={refusedAs(seen, view.zone)}
      wayOut={<WayOut name="Back" />}
    >
      <Foreseen view={view} seen={seen} />
    </CommandForm>
  );
}
