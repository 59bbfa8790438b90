import parsePhoneNumber, { type CountryCode } from "libphonenumber-js/min";
import { z } from "zod";
import type { Address } from "@/db/schema/customers";
import { writtenTags } from "@/lib/domain/order/free-text";
import { writtenName, writtenNameOrNone } from "@/lib/domain/value/written-name";
import { isCountry } from "./countries";

/** A customer as somebody describes one, in a form or in a file; "" for what is not known. */
export type DescribedCustomer = {
  readonly firstName: string;
  readonly lastName: string;
  readonly organisation: string;
  readonly email: string;
  /** As it is dialled, with the country's code or, for `phoneCountry`, without it. */
  readonly phone: string;
  readonly birthdate: string;
  readonly externalId: string;
  readonly locale: string;
  readonly billing: DescribedAddress;
  readonly shipping: DescribedAddress;
  readonly tags: readonly string[];
};

export type DescribedAddress = {
  readonly street: string;
  readonly city: string;
  readonly postcode: string;
  readonly state: string;
  readonly country: string;
};

export const noAddress: DescribedAddress = { street: "", city: "", postcode: "", state: "", country: "" };

export const nobody: DescribedCustomer = {
  ...{ firstName: "", lastName: "", organisation: "", email: "", phone: "", birthdate: "" },
  ...{ externalId: "", locale: "en-GB", billing: noAddress, shipping: noAddress, tags: [] },
};

/** The columns of a customer that describe them. */
export type WrittenCustomer = {
  name: string;
  firstName: string;
  lastName: string;
  organisation: string;
  email: string;
  phone: string;
  birthdate: string | null;
  externalId: string | null;
  locale: string;
  billingAddress: Address | null;
  shippingAddress: Address | null;
  tags: readonly string[];
};

/**
 * A described customer as it is kept, or everything that is wrong, by field. `phoneCountry`: two letters, for a number
 * without its country's code. `today`: a birthdate is before it.
 */
export function writtenCustomer(
  given: DescribedCustomer,
  { phoneCountry, today }: { phoneCountry?: string; today: string },
): { customer: WrittenCustomer } | { invalid: Record<string, string> } {
  const invalid: Record<string, string> = {};
  const name = (field: "firstName" | "lastName" | "organisation") => {
    const read = writtenNameOrNone(given[field]);
    if ("name" in read) return read.name;
    invalid[field] = read.wrong;
    return "";
  };
  const [firstName, lastName, organisation] = [name("firstName"), name("lastName"), name("organisation")];
  const shown = [firstName, lastName].filter(Boolean).join(" ") || organisation;
  const whole = writtenName(shown);
  if (shown === "" && Object.keys(invalid).length === 0)
    invalid.lastName = "Enter a name or an organisation.";
  else if ("wrong" in whole) invalid.lastName ??= whole.wrong;
  const email = writtenEmail(given.email);
  if (email === null) invalid.email = EMAIL_WRONG;
  const phone = phoneOf(given.phone, phoneCountry);
  if (phone === null) invalid.phone = "Enter a phone number with its country's code, such as +49 30 901820.";
  if (given.birthdate !== "" && !isPastDay(given.birthdate, today))
    invalid.birthdate = "Enter a day in the past.";
  const externalId = writtenNameOrNone(given.externalId);
  if ("wrong" in externalId) invalid.externalId = externalId.wrong;
  const billing = addressOf(given.billing, "billing", invalid);
  const shipping = addressOf(given.shipping, "shipping", invalid);
  const tags = writtenTags(given.tags);
  if ("wrong" in tags) invalid.tags = tags.wrong;
  if (!isLocale(given.locale)) invalid.locale = "Choose a language.";
  if (Object.keys(invalid).length > 0 || "wrong" in externalId || "wrong" in tags) return { invalid };
  return {
    customer: {
      ...{ name: shown, firstName, lastName, organisation, email: email ?? "", phone: phone ?? "" },
      birthdate: given.birthdate || null,
      externalId: externalId.name || null,
      locale: given.locale,
      ...{ billingAddress: billing, shippingAddress: shipping },
      tags: tags.tags,
    },
  };
}

/** An address as it is kept; null for what is none. */
export function writtenEmail(typed: string): string | null {
  return emailForm.safeParse(typed.trim()).data ?? null;
}

export const EMAIL_WRONG = "Enter an e-mail address, such as anna@example.com.";

const emailForm = z.email().max(254);

/** As E.164; "" where none is given; null: no such number, or one with more beside it, which would be lost. */
function phoneOf(text: string, country: string | undefined): string | null {
  if (text.trim() === "") return "";
  const from = country ? { defaultCountry: country as CountryCode } : {};
  const number = parsePhoneNumber(text.trim(), { ...from, extract: false });
  return number?.isPossible() && !number.ext ? number.number : null;
}

/** A day of the calendar, as 1990-12-31, before today. */
function isPastDay(day: string, today: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return (
    !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) && day < today && day >= "1850-01-01"
  );
}

function isLocale(locale: string): boolean {
  try {
    return locale.length <= 35 && Intl.getCanonicalLocales(locale).length === 1;
  } catch {
    return false;
  }
}

const longest = { street: 200, city: 100, postcode: 20, state: 100, country: 2 } as const;

function addressOf(
  given: DescribedAddress,
  of: "billing" | "shipping",
  invalid: Record<string, string>,
): Address | null {
  const address = { street: "", city: "", postcode: "", state: "", country: "" };
  for (const part of Object.keys(longest) as (keyof typeof longest)[]) {
    const read = writtenNameOrNone(given[part]);
    if ("wrong" in read) invalid[`${of}.${part}`] = read.wrong;
    else if (part === "country" && read.name !== "" && !isCountry(read.name))
      invalid[`${of}.country`] = "Choose a country.";
    else if ([...read.name].length > longest[part])
      invalid[`${of}.${part}`] = `Shorten this to ${longest[part]} characters at most.`;
    else address[part] = part === "country" ? read.name.toUpperCase() : read.name;
  }
  return Object.values(address).some(Boolean) ? address : null;
}
