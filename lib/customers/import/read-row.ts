import parsePhoneNumber, { getCountries, getCountryCallingCode } from "libphonenumber-js";
import { asWritten } from "@/lib/csv";
import { type CalendarDay, writtenDay } from "@/lib/domain/value/written-day";
import { writtenName } from "@/lib/domain/value/written-name";
import {
  type DescribedAddress,
  type DescribedCustomer,
  nobody,
  type WrittenCustomer,
  writtenCustomer,
} from "../written-customer";
import { type ImportColumn, type ImportHeader, importColumns, withoutEmptyEnd } from "./columns";
import { countryOf } from "./countries";

/** A customer as a row says. What the file has no column for is left out. */
export type ImportedCustomer = Pick<WrittenCustomer, "name" | "firstName" | "lastName" | "email"> & {
  externalId: string;
} & Partial<Pick<WrittenCustomer, "birthdate" | "phone" | "billingAddress" | "shippingAddress">>;

/** Everything that is wrong with a row, and whom it is about, if it says so; "" if not. */
export type FaultyRow = { faults: readonly RowFault[]; externalId: string };

export type RowFault = { column: ImportColumn | null; says: string };

/** A row's customer, or everything that is wrong with it. `today`: the merchant's, as 2026-11-28. */
export function readRow(
  { places, width, hasReasons }: ImportHeader,
  cells: readonly string[],
  today: CalendarDay,
): ImportedCustomer | FaultyRow {
  const filled = withoutEmptyEnd(cells).length;
  if (filled > width) return { faults: [{ column: null, says: tooMany(filled, width) }], externalId: "" };
  if (cells.length < width)
    return { faults: [{ column: null, says: tooFew(cells.length, width) }], externalId: "" };
  const faults: RowFault[] = [];
  const cell: Cell = (column) => {
    const raw = cells[places.get(column) ?? -1] ?? "";
    return (hasReasons ? asWritten(raw) : raw).trim();
  };
  const take: Take = (column, read) => {
    const result = read(cell(column));
    if ("value" in result) return result.value;
    faults.push({ column, says: result.wrong });
    return null;
  };
  const described: DescribedCustomer = {
    ...nobody,
    externalId: take("Customer_ID", customerId) ?? "",
    firstName: cell("Firstname"),
    lastName: cell("Lastname"),
    email: cell("Email"),
    birthdate: take("Birthdate", (said) => birthdate(said, today)) ?? "",
    phone: take("Phone_Number", (said) => phone(said, cell("Phone_CountryCode"))) ?? "",
    billing: address("Billing_", cell, take),
    shipping: address("Shipping_", cell, take),
  };
  const written = writtenCustomer(described, { today });
  if ("invalid" in written) faults.push(...faultsOf(written.invalid, described));
  if (faults.length > 0 || "invalid" in written)
    return { faults: inOrder(faults), externalId: described.externalId };
  return asFarAs(places, { ...written.customer, externalId: described.externalId });
}

/** What the file has columns for. */
function asFarAs(
  places: ImportHeader["places"],
  customer: WrittenCustomer & { externalId: string },
): ImportedCustomer {
  const { name, externalId, firstName, lastName, email } = customer;
  const { birthdate, phone, billingAddress, shippingAddress } = customer;
  const hasAny = (group: string) => [...places.keys()].some((column) => column.startsWith(group));
  return {
    ...{ externalId, name, firstName, lastName, email },
    ...(places.has("Birthdate") && { birthdate }),
    ...(places.has("Phone_Number") && { phone }),
    ...(hasAny("Billing_") && { billingAddress }),
    ...(hasAny("Shipping_") && { shippingAddress }),
  };
}

/** What the rule of every customer says, beside the columns. */
function faultsOf(
  invalid: Readonly<Record<string, string>>,
  { firstName, lastName }: DescribedCustomer,
): RowFault[] {
  return Object.entries(invalid).map(([field, says]) => {
    const isNobody = field === "lastName" && firstName === "" && lastName === "";
    return { column: columnOf[field] ?? null, says: isNobody ? "Enter a first or a last name." : says };
  });
}

const columnOf: Readonly<Record<string, ImportColumn>> = {
  ...{ externalId: "Customer_ID", firstName: "Firstname", lastName: "Lastname", email: "Email" },
  ...{ birthdate: "Birthdate", phone: "Phone_Number" },
  ...columnsOfAddress("billing", "Billing_"),
  ...columnsOfAddress("shipping", "Shipping_"),
};

function columnsOfAddress(field: string, group: "Billing_" | "Shipping_"): Record<string, ImportColumn> {
  return {
    [`${field}.street`]: `${group}Street`,
    [`${field}.city`]: `${group}City`,
    [`${field}.postcode`]: `${group}PostCode`,
    [`${field}.state`]: `${group}State`,
    [`${field}.country`]: `${group}Country`,
  };
}

type Cell = (column: ImportColumn) => string;
type Take = <Value>(column: ImportColumn, read: (said: string) => Read<Value>) => Value | null;
type Read<Value> = { value: Value } | { wrong: string };

function customerId(said: string): Read<string> {
  if (said === "") return { wrong: "Enter the number or name by which you know this customer." };
  const read = writtenName(said);
  if ("wrong" in read) return read;
  if (read.name.length > LONGEST_ID) return { wrong: `Shorten it to ${LONGEST_ID} characters or fewer.` };
  return { value: read.name };
}

const LONGEST_ID = 100;

function birthdate(said: string, today: CalendarDay): Read<string> {
  if (said === "") return { value: "" };
  const day = writtenDay(said);
  if (day === null) return { wrong: "Write the date as DD/MM/YYYY, such as 31/12/1990." };
  if (day === "none") return { wrong: "This date does not exist." };
  if (day >= today) return { wrong: "Enter a date in the past." };
  if (day < "1900-01-01") return { wrong: "Enter a date after 1899." };
  return { value: day };
}

/** E.164. The code may be +49, 49, 0049 or DE; a number that begins with + or 00 needs none. */
function phone(said: string, code: string): Read<string> {
  if (said === "") return { value: "" };
  const country = /^[a-z]/i.test(code) ? countryOf(code) : null;
  const digits = code.replace(/[\s()-]/g, "").replace(/^(\+|00)/, "");
  if (code !== "" && !country && !callingCodes.has(digits))
    return { wrong: "Phone_CountryCode is not known. Enter it as +49, 49 or DE." };
  const isWhole = /^\s*(\+|00)/.test(said);
  if (!isWhole && code === "")
    return { wrong: "Enter Phone_CountryCode, or begin the number with + and the country code." };
  const from = isWhole ? {} : country ? { defaultCountry: country } : { defaultCallingCode: digits };
  const read = parsePhoneNumber(said.replace(/^\s*00/, "+"), { ...from, extract: false });
  if (!read?.isValid()) return { wrong: "This is not a phone number of its country." };
  if (read.ext) return { wrong: "Enter the number without an extension." };
  const disagrees = country ? read.country !== country : code !== "" && read.countryCallingCode !== digits;
  if (isWhole && disagrees) return { wrong: "The number has another country code than Phone_CountryCode." };
  return { value: read.number };
}

/** A library that is given any other code throws. */
const callingCodes: ReadonlySet<string> = new Set(getCountries().map((code) => getCountryCallingCode(code)));

function address(group: "Billing_" | "Shipping_", cell: Cell, take: Take): DescribedAddress {
  const country = take(`${group}Country`, (said): Read<string> => {
    const code = said === "" ? "" : countryOf(said);
    return code === null
      ? { wrong: "This country is not known. Enter its two-letter code, such as DE, or its English name." }
      : { value: code };
  });
  return {
    street: cell(`${group}Street`),
    city: cell(`${group}City`),
    postcode: cell(`${group}PostCode`),
    state: cell(`${group}State`),
    country: country ?? "",
  };
}

/** As the columns are listed, those of the whole row first. */
export function inOrder(faults: readonly RowFault[]): readonly RowFault[] {
  const place = ({ column }: RowFault) => (column === null ? -1 : importColumns.indexOf(column));
  return faults.toSorted((a, b) => place(a) - place(b));
}

/** Everything wrong with a row, each beside the name of its column. */
export function describeFaults(faults: readonly RowFault[]): string {
  return faults.map(({ column, says }) => (column ? `${column}: ${says}` : says)).join(" ");
}

const tooMany = (cells: number, width: number) =>
  `This row has ${cells} cells, and the first row names ${width} columns. Put quotes around values that contain the delimiter.`;
const tooFew = (cells: number, width: number) =>
  `This row has only ${cells} of ${width} cells. Keep empty cells in it.`;
