import { type CountryCode, getCountries } from "libphonenumber-js";

/** The ISO code of a country that is given by that code or by its English name; null for any other text. */
export function countryOf(said: string): CountryCode | null {
  return byName.get(plainly(said)) ?? null;
}

const names = new Intl.DisplayNames("en", { type: "region" });

/** What is in use beside the name that Unicode gives. */
const otherNames: readonly [string, CountryCode][] = [
  ["England", "GB"],
  ["Great Britain", "GB"],
  ["UK", "GB"],
  ["USA", "US"],
  ["United States of America", "US"],
  ["Czech Republic", "CZ"],
  ["Holland", "NL"],
  ["The Netherlands", "NL"],
  ["Turkey", "TR"],
  ["Ivory Coast", "CI"],
  ["Macedonia", "MK"],
  ["South Korea", "KR"],
  ["Hong Kong", "HK"],
  ["Macau", "MO"],
  ["UAE", "AE"],
  ["Russian Federation", "RU"],
  ["Viet Nam", "VN"],
];

const byName: ReadonlyMap<string, CountryCode> = new Map([
  ...getCountries().flatMap((code): [string, CountryCode][] => [
    [plainly(code), code],
    [plainly(names.of(code) ?? code), code],
  ]),
  ...otherNames.map(([name, code]): [string, CountryCode] => [plainly(name), code]),
]);

function plainly(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replaceAll("&", "and")
    .replace(/[^\p{L}]+/gu, " ")
    .trim()
    .toLowerCase();
}
