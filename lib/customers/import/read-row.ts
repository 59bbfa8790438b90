import parsePhoneNumber, { getCountries, getCountryCallingCode } from "libphonenumber-js";
import { z } from "zod";
import { type CalendarDay, writtenDay } from "@/lib/domain/value/written-day";
import { LONGEST_NAME, writtenName, writtenNameOrNone } from "@/lib/domain/value/written-name";
import { type ImportColumn, type ImportHeader, importColumns, withoutEmptyEnd } from "./columns";
import { countryOf } from "./countries";

/** A customer as a row says; what the file has no column for is left out, what is empty in it is "" or null. */
export type ImportedCustomer = {
  externalId: string;
  firstName: string;
  lastName: string;
  email: string;
  birthdate?: string | null;
  phone?: string;
  billingAddress?: ImportedAddress | null;
  shippingAddress?: ImportedAddress | null;
};

export type ImportedAddress = {
  street: string;
  city: string;
  postcode: string;
  state: string;
  country: string;
};

export type RowFault = { column: ImportColumn | null; says: string };

/** A row's customer, or everything that is wrong with it. `today`: the merchant's, as 2026-11-28. */
export function readRow(
  { places, width, hasReasons }: ImportHeader,
  cells: readonly string[],
  today: CalendarDay,
): ImportedCustomer | { faults: readonly RowFault[] } {
  const filled = withoutEmptyEnd(cells).length;
  if (filled > width) return { faults: [{ column: null, says: tooMany(filled, width) }] };
  if (cells.length < width) return { faults: [{ column: null, says: tooFew(cells.length, width) }] };
  const faults: RowFault[] = [];
  const has = (column: ImportColumn) => places.has(column);
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
  const firstName = take("Firstname", text);
  const lastName = take("Lastname", text);
  const name = writtenName(`${firstName ?? ""} ${lastName ?? ""}`);
  if (firstName !== null && lastName !== null && "wrong" in name)
    faults.push({ column: "Lastname", says: firstName || lastName ? name.wrong : NO_NAME });
  const customer = {
    externalId: take("Customer_ID", customerId) ?? "",
    firstName: firstName ?? "",
    lastName: lastName ?? "",
    email: take("Email", email) ?? "",
    ...(has("Birthdate") && { birthdate: take("Birthdate", (said) => birthdate(said, today)) }),
    ...(has("Phone_Number") && {
      phone: take("Phone_Number", (said) => phone(said, cell("Phone_CountryCode"))) ?? "",
    }),
    ...(hasAny("Billing_", has) && { billingAddress: address("Billing_", take) }),
    ...(hasAny("Shipping_", has) && { shippingAddress: address("Shipping_", take) }),
  };
  return faults.length > 0 ? { faults: inOrder(faults) } : customer;
}

type Cell = (column: ImportColumn) => string;
type Take = <Value>(column: ImportColumn, read: (said: string) => Read<Value>) => Value | null;
type Read<Value> = { value: Value } | { wrong: string };

/** As an error file's cell was before it was kept from being a formula. */
function asWritten(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}

/** The cell as a spreadsheet takes it for text. */
export function neutralise(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

const formula = /^[\s']*[=+\-@\t\r]/;

function text(said: string): Read<string> {
  const read = writtenNameOrNone(said);
  return "wrong" in read ? read : { value: read.name };
}

function customerId(said: string): Read<string> {
  if (said === "") return { wrong: "Enter the number or name by which you know this customer." };
  const read = writtenName(said);
  if ("wrong" in read) return read;
  if (read.name.length > LONGEST_ID) return { wrong: `Shorten it to ${LONGEST_ID} characters or fewer.` };
  return { value: read.name };
}

const LONGEST_ID = 100;

function email(said: string): Read<string> {
  if (said === "") return { wrong: "Enter an e-mail address." };
  return z.email().max(254).safeParse(said).success
    ? { value: said }
    : { wrong: "Enter one e-mail address, such as anna@example.com." };
}

function birthdate(said: string, today: CalendarDay): Read<string | null> {
  if (said === "") return { value: null };
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

function address(group: "Billing_" | "Shipping_", take: Take): ImportedAddress | null {
  const [street, city, postcode, state] = (["Street", "City", "PostCode", "State"] as const).map((part) =>
    take(`${group}${part}`, text),
  );
  const country = take(`${group}Country`, (said): Read<string> => {
    const code = said === "" ? "" : countryOf(said);
    return code === null
      ? { wrong: "This country is not known. Enter its two-letter code, such as DE, or its English name." }
      : { value: code };
  });
  const read = {
    street: street ?? "",
    city: city ?? "",
    postcode: postcode ?? "",
    state: state ?? "",
    country: country ?? "",
  };
  return Object.values(read).some((part) => part !== "") ? read : null;
}

function hasAny(group: string, has: (column: ImportColumn) => boolean): boolean {
  return importColumns.some((column) => column.startsWith(group) && has(column));
}

/** As the columns are listed, those of the whole row first. */
function inOrder(faults: readonly RowFault[]): readonly RowFault[] {
  const place = ({ column }: RowFault) => (column === null ? -1 : importColumns.indexOf(column));
  return faults.toSorted((a, b) => place(a) - place(b));
}

/** Everything wrong with a row, each beside the name of its column. */
export function describeFaults(faults: readonly RowFault[]): string {
  return faults.map(({ column, says }) => (column ? `${column}: ${says}` : says)).join(" ");
}

const NO_NAME = `Enter a first or a last name, ${LONGEST_NAME} characters together at most.`;
const tooMany = (cells: number, width: number) =>
  `This row has ${cells} cells, and the first row names ${width} columns. Put quotes around values that contain the delimiter.`;
const tooFew = (cells: number, width: number) =>
  `This row has only ${cells} of ${width} cells. Keep empty cells in it.`;
