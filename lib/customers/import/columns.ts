/** The columns of a file of customers, as they are written in its first row. */
export const importColumns = [
  "Customer_ID",
  "Firstname",
  "Lastname",
  "Email",
  "Birthdate",
  "Phone_CountryCode",
  "Phone_Number",
  "Billing_Street",
  "Billing_City",
  "Billing_PostCode",
  "Billing_State",
  "Billing_Country",
  "Shipping_Street",
  "Shipping_City",
  "Shipping_PostCode",
  "Shipping_State",
  "Shipping_Country",
] as const;
export type ImportColumn = (typeof importColumns)[number];

/** Where each column stands, and which are of no use. `reasons`: that of an error file, corrected and sent again. */
export type ImportHeader = {
  readonly width: number;
  readonly places: ReadonlyMap<ImportColumn, number>;
  readonly missing: readonly ImportColumn[];
  readonly unknown: readonly string[];
  readonly hasReasons: boolean;
};

/** In any order; capitals, blanks, dashes and underscores do not tell two columns apart. */
export function readHeader(cells: readonly string[]): ImportHeader | { wrong: string } {
  const named = withoutEmptyEnd(cells);
  const places = new Map<ImportColumn, number>();
  const doubled: string[] = [];
  const unknown: string[] = [];
  for (const [place, cell] of named.entries()) {
    const column = importColumns.find((one) => loosely(one) === loosely(cell));
    if (!column) unknown.push(cell.trim());
    else if (places.has(column)) doubled.push(column);
    else places.set(column, place);
  }
  if (places.size === 0) return { wrong: NO_HEADER };
  if (doubled.length > 0)
    return { wrong: `The column ${listed(doubled)} is there more than once. Keep one of them.` };
  const missing = importColumns.filter((column) => !places.has(column));
  const lacking = required.filter((column) => missing.includes(column));
  if (lacking.length > 0)
    return { wrong: `The column ${listed(lacking)} is missing. Add it to the first row.` };
  return {
    width: named.length,
    places,
    missing,
    unknown: unknown.filter((name) => name !== REASONS),
    hasReasons: unknown.includes(REASONS),
  };
}

/** The column that an error file has beside the original ones. */
export const REASONS = "Reasons";

/** Without these a row is nobody. */
const required: readonly ImportColumn[] = ["Customer_ID", "Firstname", "Lastname", "Email"];

const NO_HEADER =
  "The first row has no column that is known here. It must hold the names of the columns, as the sample file has them.";

/** Spreadsheets write empty cells at the end of a row. */
export function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== "") + 1);
}

export function loosely(name: string): string {
  return name.replace(/[\s_-]+/g, "").toLowerCase();
}

export function listed(names: readonly string[]): string {
  const [last = "", ...others] = [...names].reverse();
  return others.length > 0 ? `${others.reverse().join(", ")} and ${last}` : last;
}
