import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import type { EndAction } from "@/lib/domain/order/order";
import { stillToApply } from "@/lib/settings/apply-terms";
import { readTerms } from "@/lib/settings/terms";
import { saveRetries } from "../actions";
import { CheckField, ChoiceGroup, RadioField } from "../check-fields";
import { SettingsForm } from "../settings-form";
import { SettingsFrame } from "../settings-frame";

export const metadata: Metadata = { title: "Retries" };

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(RetriesPage, NotFound);

/** Whether and when declined payments are retried automatically, and what follows the last retry. */
async function RetriesPage({ params }: Props) {
  const { merchant, merchantId, role } = await requireStaff("settings", (await params).merchant);
  const [terms, left] = await Promise.all([
    readTerms(database(), merchantId),
    stillToApply(database(), merchantId),
  ]);
  return (
    <SettingsFrame merchant={merchant.code} here="retries" role={role}>
      <ActMessageOnPage />
      {left > 0 ? (
        <div className="mb-6 max-w-[72ch]">
          <Notice tone="info">
            <p>Earlier changes are still being applied to {left === 1 ? "1 order" : `${left} orders`}.</p>
          </Notice>
        </div>
      ) : null}
      <SettingsForm
        key={terms.version}
        action={saveRetries}
        carries={{ merchant: merchant.code, version: terms.version }}
        act="Save"
        working="Saving …"
      >
        <ChoiceGroup title="Automatic retries" name="autoRetry">
          <CheckField
            label="Retry soft-declined payments automatically"
            name="autoRetry"
            checked={terms.autoRetry}
            hint="Switching this off cancels retries that are planned. Switching it on plans them for later declines only."
          />
          <CheckField
            label="Time retries for paydays"
            name="timedForPaydays"
            checked={terms.timedForPaydays}
            hint="Moves a retry to the next usual payday within three days, at 07:00."
          />
        </ChoiceGroup>
        <Field
          label="Days after the first decline"
          name="autoRetryDays"
          defaultValue={terms.autoRetryDays.join(", ")}
          inputMode="numeric"
          autoComplete="off"
          hint="Up to 12 days, from 1 to 29. Planned retries of running orders move when these days change."
          required
        />
        <ChoiceGroup title="After the last automatic retry" name="endAction">
          {(Object.keys(endActionNames) as EndAction[]).map((value) => (
            <RadioField
              key={value}
              name="endAction"
              value={value}
              checked={value === terms.endAction}
              {...endActionNames[value]}
            />
          ))}
        </ChoiceGroup>
      </SettingsForm>
    </SettingsFrame>
  );
}

const endActionNames: Readonly<Record<EndAction, { label: string; hint: string }>> = {
  go_on: { label: "Keep it Failed", hint: "Later payments are still collected on their dates." },
  suspend: {
    label: "Suspend it (auto-suspend)",
    hint: "Nothing is collected until the customer's card is replaced or what is owed is paid.",
  },
  pause: { label: "Pause it", hint: "It resumes automatically when what is owed is paid." },
  complete: { label: "Mark it as complete", hint: "What is open is cancelled and never collected." },
};
