import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { Field } from "@/components/ui/field";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import type { MessageKind } from "@/lib/domain/words/messages";
import { readTerms } from "@/lib/settings/terms";
import { saveMessages } from "../actions";
import { CheckField, ChoiceGroup } from "../check-fields";
import { SettingsForm } from "../settings-form";
import { SettingsFrame } from "../settings-frame";

export const metadata: Metadata = { title: "Messages" };

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(MessagesPage, NotFound);

/** Which messages customers get automatically. Those that staff send by hand always go out. */
async function MessagesPage({ params }: Props) {
  const { merchant, merchantId, role } = await requireStaff("settings", (await params).merchant);
  const terms = await readTerms(database(), merchantId);
  return (
    <SettingsFrame merchant={merchant.code} here="messages" role={role}>
      <ActMessageOnPage />
      <SettingsForm
        key={terms.version}
        action={saveMessages}
        carries={{ merchant: merchant.code, version: terms.version }}
        act="Save"
        working="Saving …"
      >
        <Field
          label="Reminders, in days after the payment link"
          name="reminderDays"
          defaultValue={terms.reminderDays.join(", ")}
          inputMode="numeric"
          autoComplete="off"
          hint="For customers who have not paid. Up to three days; leave it empty for no reminder."
        />
        <ChoiceGroup
          title="Automatic messages"
          name="on"
          hint="Messages that someone sends by hand always go out."
        >
          <div className="grid gap-x-6 sm:grid-cols-2">
            {automatic.map(({ kind, label, rule }) => (
              <CheckField
                key={kind}
                label={label}
                name="on"
                value={kind}
                checked={terms.messages[kind] ?? true}
                hint={rule && `Switching it off breaks a rule: ${rule}`}
              />
            ))}
          </div>
        </ChoiceGroup>
      </SettingsForm>
    </SettingsFrame>
  );
}

const automatic: readonly { kind: MessageKind; label: string; rule?: string }[] = [
  { kind: "order_reminder", label: "Order reminder" },
  { kind: "purchase_confirmation", label: "Purchase confirmation" },
  {
    kind: "mandate",
    label: "Mandate agreement",
    rule: "Visa and Mastercard want the customer to have a copy of what was agreed.",
  },
  { kind: "refund_confirmation", label: "Refund confirmation" },
  { kind: "payment_approved", label: "Scheduled payment approved" },
  { kind: "payment_declined", label: "Scheduled payment declined" },
  { kind: "payment_rejected", label: "Scheduled payment rejected" },
  { kind: "retries_ended", label: "Automatic retries ended" },
  { kind: "payment_rescheduled", label: "Payment rescheduled" },
  { kind: "payments_skipped", label: "Payment skipped" },
  { kind: "payments_merged", label: "Payments merged" },
  {
    kind: "renewal_soon",
    label: "Subscription renews soon",
    rule: "Visa and Mastercard want a notice seven days before a trial ends or after long intervals.",
  },
  {
    kind: "price_changed",
    label: "Price changed",
    rule: "Visa, Mastercard and California want a notice at least seven days before.",
  },
  { kind: "subscription_paused", label: "Subscription paused" },
  { kind: "subscription_resumed", label: "Subscription resumed" },
  { kind: "card_expiring", label: "Card expiring" },
  { kind: "card_expired", label: "Card expired" },
];
