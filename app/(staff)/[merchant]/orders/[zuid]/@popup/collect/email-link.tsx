import { CommandForm } from "@/components/ui/command-form";
import { database } from "@/lib/database";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { nextReminderAt } from "@/lib/domain/rules/due";
import { sayInstant } from "@/lib/domain/value/calendar";
import { env } from "@/lib/env";
import { render } from "@/lib/mail/render";
import { readProfile } from "@/lib/settings/profile";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { refusedAs } from "../form/refused";
import { LinkActs, NoLink } from "./link-acts";

/** The mail with the link, read before it is sent. */
export async function EmailLink({ view }: { view: View }) {
  const { order, customer, link, actor, now, zone } = view;
  if (!link || link.withdrawnAt !== null) return <NoLink view={view} />;
  const seen = preview(order, { kind: "request_link", how: "email" }, actor, now);
  const remindAt = seen.is === "done" ? nextReminderAt(seen.value.after) : null;
  const { merchant } = order;
  const contact = await readProfile(database(), view.merchantId);
  const mail = render({
    kind: "order_ready",
    data: {},
    order,
    now,
    customer,
    merchant: { name: merchant.name, descriptor: "", timeZone: merchant.timeZone },
    contact,
    link: `${env().appUrl}/pay/…`,
  });
  return (
    <div className="space-y-6">
      <CommandForm
        action={act}
        carries={asks(order, { kind: "request_link", how: "email" })}
        act={`Send link to ${customer.email}`}
        working={commands.request_link.staff.working}
        possible={seen.is === "done"}
        refused={refusedAs(seen, zone)}
      >
        <dl className="grid grid-cols-[4rem_minmax(0,1fr)] gap-y-1 text-13">
          <dt className="text-quiet">To</dt>
          <dd className="break-words">
            {customer.name}, {customer.email}
          </dd>
          <dt className="text-quiet">Subject</dt>
          <dd>{mail.subject}</dd>
        </dl>
        <p className="rounded-panel border border-line bg-sunken p-3 text-13 whitespace-pre-wrap">
          {mail.text.trim()}
        </p>
        {remindAt === null ? null : (
          <p className="text-12 text-quiet">
            {`The customer is reminded on ${sayInstant(remindAt, zone)} unless the order is paid before.`}
          </p>
        )}
      </CommandForm>
      <LinkActs view={view} />
    </div>
  );
}
