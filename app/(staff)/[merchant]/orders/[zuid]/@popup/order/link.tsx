import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { CloseFooter, WayOut } from "@/components/ui/pop-up";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
import { LinkAddress, LinkCode } from "../form/payment-link";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";

/** E-mails the customer the link to the order. */
export function SendLink({ view }: { view: View }) {
  return (
    <Ask view={view} how="email" act="Send link by e-mail">
      <p className="text-13">
        {view.customer.name} gets the payment link at {view.customer.email}.
      </p>
    </Ask>
  );
}

/** Shows the customer's link, once the order waits for its customer. */
export function ShowLink({ view }: { view: View }) {
  const { order, link } = view;
  if (order.status === "pending" && link && link.withdrawnAt === null) {
    return (
      <div className="space-y-4">
        <p className="text-13">Anyone with this link can pay the order.</p>
        <LinkAddress link={link} />
        <LinkCode link={link} className="size-48" />
        <CloseFooter />
      </div>
    );
  }
  return (
    <Ask view={view} how="display" act="Show link">
      <p className="text-13">The order becomes Pending when the link is shown.</p>
    </Ask>
  );
}

function Ask({ view, how, act, children }: AskProps) {
  const { order, actor, now } = view;
  const seen = preview(order, { kind: "request_link", how }, actor, now);
  return (
    <CommandForm
      action={ask}
      carries={asks(order, { kind: "request_link", how })}
      act={act}
      working={commands.request_link.staff.working}
      possible={seen.is === "done"}
      refused={refusedAs(seen, view.zone)}
      wayOut={<WayOut name="Back" />}
    >
      {children}
      <Foreseen view={view} seen={seen} />
    </CommandForm>
  );
}

type AskProps = {
  view: View;
  how: "email" | "display";
  act: string;
  children: ReactNode;
};
