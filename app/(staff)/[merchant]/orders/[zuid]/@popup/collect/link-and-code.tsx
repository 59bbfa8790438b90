import { CommandForm } from "@/components/ui/command-form";
import { LookAgain } from "@/components/ui/look-again";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { sayInstant } from "@/lib/domain/value/calendar";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { LinkAddress, LinkCode } from "../form/payment-link";
import { refusedAs } from "../form/refused";
import { LinkActs, NoLink } from "./link-acts";

/** The link to copy or to be scanned. It waits: as soon as the customer has opened it or paid, it says so. */
export function LinkAndCode({ view }: { view: View }) {
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
  return (
    <div className="space-y-4">
      <LookAgain />
      <LinkCode link={link} className="size-60" />
      <LinkAddress link={link} />
      <p role="status" className="text-13">
        {link.openedAt === null
          ? "Waiting: the customer has not opened the link yet."
          : `The customer opened the link on ${sayInstant(link.openedAt, zone)}. Waiting for the payment.`}
      </p>
      <LinkActs view={view} />
    </div>
  );
}
