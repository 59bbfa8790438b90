import { toString as toQrCode } from "qrcode";
import { CommandForm } from "@/components/ui/command-form";
import { CopyButton } from "@/components/ui/copy-button";
import { LookAgain } from "@/components/ui/look-again";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { sayInstant } from "@/lib/domain/value/calendar";
import { env } from "@/lib/env";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { refusedAs } from "../form/refused";
import { LinkActs, NoLink } from "./link-acts";

/** The link to copy or to be scanned. It waits: as soon as the customer has opened it or paid, it says so. */
export async function LinkAndCode({ view }: { view: View }) {
  const { order, link, actor, now, zone } = view;
  if (!link || link.withdrawnAt !== null) return <NoLink view={view} />;
  if (order.status !== "pending") {
    const seen = preview(order, { kind: "request_link", how: "display" }, actor, now);
    return (
      <CommandForm
        action={act}
        carries={asks(order, { kind: "request_link", how: "display" })}
        act="Show link"
        working={commands.request_link.staff.working}
        possible={seen.is === "done"}
        refused={refusedAs(seen, zone)}
        stays
      >
        <p className="text-13">
          Anyone with the link can pay the order. It becomes Pending when the link is shown.
        </p>
      </CommandForm>
    );
  }
  const url = `${env().appUrl}/pay/${link.token}`;
  const code = await toQrCode(url, { type: "svg", margin: 1 });
  return (
    <div className="space-y-4">
      <LookAgain />
      <div
        role="img"
        aria-label="QR code of the payment link"
        className="size-60 bg-white [&_svg]:size-full"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: drawn by us, out of our own address
        dangerouslySetInnerHTML={{ __html: code }}
      />
      <div className="flex gap-2">
        <input
          readOnly
          aria-label="Payment link"
          value={url}
          className="h-8 min-w-0 flex-1 rounded-control border border-line-strong bg-panel px-2 font-mono text-12"
        />
        <CopyButton text={url} label="Copy link" />
      </div>
      <p role="status" className="text-13">
        {link.openedAt === null
          ? "Waiting: the customer has not opened the link yet."
          : `The customer opened the link on ${sayInstant(link.openedAt, zone)}. Waiting for the payment.`}
      </p>
      <LinkActs view={view} />
    </div>
  );
}
