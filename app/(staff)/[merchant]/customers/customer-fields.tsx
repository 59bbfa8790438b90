import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { countries } from "@/lib/customers/countries";
import type { DescribedCustomer } from "@/lib/customers/written-customer";

/** What describes a customer. */
export function CustomerFields({ customer }: { customer: DescribedCustomer }) {
  return (
    <div className="space-y-6">
      <Group title="Person">
        <Field label="First name" name="firstName" defaultValue={customer.firstName} autoComplete="off" />
        <Field label="Last name" name="lastName" defaultValue={customer.lastName} autoComplete="off" />
        <Field
          label="Organisation"
          name="organisation"
          defaultValue={customer.organisation}
          autoComplete="off"
        />
        <Field
          label="E-mail"
          name="email"
          inputMode="email"
          defaultValue={customer.email}
          autoComplete="off"
        />
        <Field
          label="Phone"
          name="phone"
          type="tel"
          defaultValue={customer.phone}
          autoComplete="off"
          hint="With the country's code, such as +49 30 901820"
        />
        <Field label="Date of birth" name="birthdate" type="date" defaultValue={customer.birthdate} />
        <SelectField
          label="Language"
          name="locale"
          defaultValue={customer.locale}
          options={[...new Set([customer.locale, ...locales])].map((value) => ({
            value,
            name: new Intl.DisplayNames("en", { type: "language" }).of(value) ?? value,
          }))}
        />
        <Field
          label="Customer ID"
          name="externalId"
          defaultValue={customer.externalId}
          autoComplete="off"
          hint="What your other programs call this customer"
        />
        <Field
          label="Tags"
          name="tags"
          defaultValue={customer.tags.join(", ")}
          autoComplete="off"
          hint="Separated by commas"
        />
      </Group>
      <AddressGroup title="Billing address" of="billing" customer={customer} />
      <AddressGroup title="Shipping address" of="shipping" customer={customer} />
    </div>
  );
}

/** How customers are written to. */
const locales = ["en-GB", "en-US", "de-DE", "de-CH", "fr-FR", "es-ES", "it-IT", "nl-NL", "pl-PL", "sv-SE"];

function AddressGroup({ title, of, customer }: AddressProps) {
  const address = customer[of];
  return (
    <Group title={title}>
      <Field
        label="Street"
        name={`${of}.street`}
        defaultValue={address.street}
        autoComplete="off"
        className="sm:col-span-2"
      />
      <Field label="Postcode" name={`${of}.postcode`} defaultValue={address.postcode} autoComplete="off" />
      <Field label="City" name={`${of}.city`} defaultValue={address.city} autoComplete="off" />
      <Field label="State" name={`${of}.state`} defaultValue={address.state} autoComplete="off" />
      <SelectField
        label="Country"
        name={`${of}.country`}
        defaultValue={address.country}
        options={[{ value: "", name: "–" }, ...countries.map(({ code, name }) => ({ value: code, name }))]}
      />
    </Group>
  );
}

type AddressProps = { title: string; of: "billing" | "shipping"; customer: DescribedCustomer };

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-3 text-15 font-semibold">{title}</legend>
      <div className="grid gap-4 sm:grid-cols-3">{children}</div>
    </fieldset>
  );
}
