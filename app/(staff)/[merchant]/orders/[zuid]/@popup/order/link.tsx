import { toString as toQrCode } from "qrcode";
import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { CopyButton } from "@/components/ui/copy-button";
import { CloseFooter, WayOut } from "@/components/ui/pop-up";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { env } from "@/lib/env";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
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
export async function ShowLink({ view }: { view: View }) {
  const { order, link } = view;
  if (order.status === "pending" && link && link.withdrawnAt === null) {
    const url = `${env().appUrl}/pay/${link.token}`;
    const code = await toQrCode(url, { type: "svg", margin: 1 });
    return (
      <div className="space-y-4">
        <p className="text-13">Anyone with this link can pay the order.</p>
        <div className="flex gap-2">
          <input
            readOnly
            aria-label="Payment link"
            value={url}
            className="h-8 min-w-0 flex-1 rounded-control border border-line-strong bg-panel px-2 font-mono text-12"
          />
          <CopyButton text={url} label="Copy link" />
        </div>
        <div
          role="img"
          aria-label="QR code of the payment link"
          className="size-48 bg-white [&_svg]:size-full"
          // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, out of our own address
          dangerouslySetInnerHTML={{ __html: code }}
        />
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
