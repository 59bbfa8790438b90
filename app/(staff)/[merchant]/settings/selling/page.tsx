import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { Field } from "@/components/ui/field";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { type Currency, currencies } from "@/lib/domain/value/money";
import { readTerms } from "@/lib/settings/terms";
import { saveSelling } from "../actions";
import { CheckField, ChoiceGroup } from "../check-fields";
import { SettingsForm } from "../settings-form";
import { SettingsFrame } from "../settings-frame";

export const metadata: Metadata = { title: "Selling" };

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(SellingPage, NotFound);

/** What the merchant sells in and over, and what it authorises to register a card. */
async function SellingPage({ params }: Props) {
  const { merchant, merchantId, role } = await requireStaff("administration", (await params).merchant);
  const terms = await readTerms(database(), merchantId);
  return (
    <SettingsFrame merchant={merchant.code} here="selling" role={role}>
      <ActMessageOnPage />
      <SettingsForm
        key={terms.version}
        action={saveSelling}
        carries={{ merchant: merchant.code, version: terms.version }}
        act="Save"
        working="Saving …"
      >
        <ChoiceGroup
          title="Currencies"
          name="currencies"
          hint="New orders can have these. Running orders keep their currency."
        >
          <div className="grid grid-cols-3 gap-x-4 sm:grid-cols-6">
            {(Object.keys(currencies) as Currency[]).map((currency) => (
              <CheckField
                key={currency}
                label={currency}
                name="currencies"
                value={currency}
                checked={terms.currencies.includes(currency)}
              />
            ))}
          </div>
        </ChoiceGroup>
        <ChoiceGroup title="Channels" name="phone">
          <CheckField
            label="Take cards over the phone (MOTO)"
            name="phone"
            checked={terms.channels.includes("MOTO")}
            hint="When it is off, staff can enter a card only for a caller who confirms the payment with their bank. Cards that were registered over the phone are still charged. Payment links (ECOM) are always on."
          />
        </ChoiceGroup>
        <Field
          label="Default initial amount"
          name="defaultInitialAmount"
          defaultValue={(terms.defaultInitialAmount / 100).toFixed(2)}
          inputMode="decimal"
          autoComplete="off"
          hint="Authorised to register a card without a payment, and reversed immediately: 0 to 0.99. With 0 the card is registered without an authorisation. Mastercard charges a fee for each approved authorisation of a nominal amount that is reversed."
          required
        />
      </SettingsForm>
    </SettingsFrame>
  );
}
