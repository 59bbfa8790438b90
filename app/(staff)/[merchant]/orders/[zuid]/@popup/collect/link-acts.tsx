import { CommandForm } from "@/components/ui/command-form";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { type Command, commands } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { OpenElsewhere } from "./open-elsewhere";

/** What else can be done about the link: remind the customer, replace it, withdraw it. */
export function LinkActs({ view }: { view: View }) {
  // Nobody has a link that was neither sent nor shown.
  if (view.order.status === "draft") return null;
  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-4">
      {view.order.status === "pending" ? <LinkAct view={view} kind="send_reminder" /> : null}
      <LinkAct view={view} kind="renew_link" />
      <LinkAct view={view} kind="withdraw_link" />
    </div>
  );
}

/** The link was withdrawn: nobody can pay by it until there is another. */
export function NoLink({ view }: { view: View }) {
  return (
    <div className="space-y-4 text-13">
      <p>The payment link was withdrawn. The order cannot be paid through it.</p>
      <OpenElsewhere
        order={view.order}
        says="The customer has its card fields open and can still pay in them."
      />
      <LinkAct view={view} kind="renew_link" />
    </div>
  );
}

function LinkAct({ view: { order, now, zone }, kind }: LinkActProps) {
  const refusal = may(order, { kind } as Command, now);
  const { act: label, working } = commands[kind].staff;
  return (
    <CommandForm
      action={act}
      carries={asks(order, { kind })}
      act={label}
      working={working}
      kind="plain"
      stays
      possible={refusal === null}
      refused={refusal && { field: null, says: explainRefusal(refusal, zone) }}
    />
  );
}

type LinkActProps = { view: View; kind: "send_reminder" | "renew_link" | "withdraw_link" };
