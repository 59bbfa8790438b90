import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { Field } from "@/components/ui/field";
import { PictureField } from "@/components/ui/picture-field";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { LARGEST_LOGO } from "@/lib/domain/value/picture";
import { logoHref, type MerchantProfile, readProfile } from "@/lib/settings/profile";
import { SettingsForm } from "../settings-form";
import { SettingsFrame } from "../settings-frame";
import { removeLogo, saveLogo, saveProfile } from "./actions";

export const metadata: Metadata = { title: "Profile" };

type Props = { params: Promise<{ merchant: string }> };

export default foundOrNot(ProfilePage, NotFound);

/** What the merchant tells its customers about itself. */
async function ProfilePage({ params }: Props) {
  const { merchant, merchantId, role } = await requireStaff("administration", (await params).merchant);
  const profile = await readProfile(database(), merchantId);
  const { version, logoDigest, ...facts } = profile;
  const carries = { merchant: merchant.code, version };
  const logo = logoHref(merchant.code, profile);
  return (
    <SettingsFrame merchant={merchant.code} here="profile" role={role}>
      <ActMessageOnPage />
      <div className="space-y-8">
        {/* Each begins anew when what it is about has changed: what is chosen or typed in the other one stays. */}
        <SettingsForm
          key={JSON.stringify(facts)}
          action={saveProfile}
          carries={carries}
          act="Save"
          working="Saving …"
        >
          <ProfileFields profile={profile} />
        </SettingsForm>
        <Section title="Logo">
          {logo ? (
            <div className="mb-6 space-y-4">
              {/* biome-ignore lint/performance/noImgElement: it is served as it was checked, and as small as it is */}
              <img
                src={logo}
                alt={`Logo of ${profile.name}`}
                className="max-h-16 max-w-60 rounded-control bg-white object-contain p-1"
              />
              <SettingsForm
                key={`remove ${logoDigest}`}
                action={removeLogo}
                carries={carries}
                act="Remove logo"
                working="Removing …"
              />
            </div>
          ) : null}
          <SettingsForm
            key={`logo ${logoDigest}`}
            action={saveLogo}
            carries={carries}
            act="Save logo"
            working="Saving …"
          >
            <PictureField label="Logo file" name="logo" largest={LARGEST_LOGO} />
          </SettingsForm>
        </Section>
      </div>
    </SettingsFrame>
  );
}

function ProfileFields({ profile }: { profile: MerchantProfile }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" name="name" defaultValue={profile.name} autoComplete="off" required />
      <Field
        label="Legal name"
        name="legalName"
        defaultValue={profile.legalName}
        autoComplete="off"
        hint="As it stands in the commercial register."
      />
      <Field label="Street and number" name="street" defaultValue={profile.street} autoComplete="off" />
      <Field label="Postcode" name="postcode" defaultValue={profile.postcode} autoComplete="off" />
      <Field label="City" name="city" defaultValue={profile.city} autoComplete="off" />
      <Field label="Country" name="country" defaultValue={profile.country} autoComplete="off" />
      <div className="sm:col-span-2">
        <TextArea
          label="Tax numbers"
          name="taxNumbers"
          defaultValue={profile.taxNumbers}
          maxLength={200}
          rows={2}
        />
      </div>
      <Field
        label="Billing descriptor"
        name="descriptor"
        defaultValue={profile.descriptor}
        autoComplete="off"
        hint="What customers find on their card statement. It must be what your gateway sends."
      />
      <div className="hidden sm:block" />
      <Field
        label="Support e-mail"
        name="supportEmail"
        type="email"
        defaultValue={profile.supportEmail}
        autoComplete="off"
        hint="Shown on customer pages and in mails."
      />
      <Field
        label="Support phone"
        name="supportPhone"
        type="tel"
        defaultValue={profile.supportPhone}
        autoComplete="off"
      />
      <Field
        label="Terms"
        name="termsUrl"
        inputMode="url"
        defaultValue={profile.termsUrl}
        autoComplete="off"
        hint="Address of a page, beginning with https://."
      />
      <Field
        label="Privacy notice"
        name="privacyUrl"
        inputMode="url"
        defaultValue={profile.privacyUrl}
        autoComplete="off"
        hint="Address of a page, beginning with https://."
      />
    </div>
  );
}
