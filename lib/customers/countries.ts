import { getCountries } from "libphonenumber-js/min";

/** Countries by their ISO 3166-1 code of two letters, with the name that Unicode gives them, by name. */
export const countries: readonly { readonly code: string; readonly name: string }[] = getCountries()
  .map((code) => ({ code: String(code), name: names().of(code) ?? code }))
  .sort((a, b) => a.name.localeCompare(b.name, "en"));

function names() {
  return new Intl.DisplayNames("en", { type: "region" });
}

export function isCountry(code: string): boolean {
  return countries.some((country) => country.code === code.toUpperCase());
}
