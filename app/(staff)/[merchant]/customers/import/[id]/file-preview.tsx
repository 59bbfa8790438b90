import { TriangleAlert } from "lucide-react";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { Notice } from "@/components/ui/notice";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { listed } from "@/lib/customers/import/columns";
import { type ImportPreview, previewImport } from "@/lib/customers/import/preview";
import { describeFaults, type ImportedCustomer } from "@/lib/customers/import/read-row";
import { appliedBefore, type Import } from "@/lib/customers/import/upload";
import { database } from "@/lib/database";
import { actorName } from "@/lib/domain/order/refusal";
import { ActForm } from "../../../settings/act-form";
import { discardFile, runImport } from "../actions";
import { counted } from "../import-words";

/** The first rows as they would be stored, and what is to be known before somebody says so. */
export async function FilePreview({ file, code, zone }: { file: Import; code: string; zone: string }) {
  const [{ header, rows }, before] = await Promise.all([
    previewImport(database(), file),
    appliedBefore(database(), file),
  ]);
  const carries = { merchant: code, id: file.id };
  const count = file.rowCount ?? 0;
  return (
    <>
      <div className="space-y-2">
        {before ? (
          <Notice tone="info">
            <p>
              The same file was imported by {actorName(before.actor)},{" "}
              <Time at={before.createdAt} zone={zone} />. Another import sets its customers to what the file
              says again, and doubles no one.
            </p>
          </Notice>
        ) : null}
        {header.unknown.length > 0 ? (
          <Notice tone="alert">
            <p>
              {header.unknown.length === 1 ? "This column is" : "These columns are"} not known and will be
              left out: {listed(header.unknown.map((name) => name || "one without a name"))}.
            </p>
          </Notice>
        ) : null}
        {header.missing.length > 0 ? (
          <Notice tone="info">
            <p>
              The file has no column {listed(header.missing)}. Customers who are already here keep what they
              have.
            </p>
          </Notice>
        ) : null}
      </div>
      <Section
        title={rows.length < count ? `The first ${rows.length} of ${counted(count)} rows` : "All rows"}
      >
        <FoldingTable
          label="Preview"
          columns={columns}
          rows={rows.map((row) => ({ key: row.number, cells: cellsOf(row, header) }))}
        />
      </Section>
      <div className="mt-5 flex flex-wrap gap-2">
        <ActForm
          action={runImport}
          carries={carries}
          act={count === 1 ? "Import 1 row" : `Import ${counted(count)} rows`}
          working="Starting"
        />
        <ActForm action={discardFile} carries={carries} act="Remove" working="Removing" kind="plain" />
      </div>
      <p className="mt-3 max-w-[72ch] text-13 text-quiet">
        Rows with errors are not imported. You can download them with the reasons when the import has
        finished.
      </p>
    </>
  );
}

function cellsOf(row: ImportPreview["rows"][number], { places }: ImportPreview["header"]) {
  if ("faults" in row)
    return {
      row: row.number,
      id: <Text>{row.cells[places.get("Customer_ID") ?? -1] ?? ""}</Text>,
      what: (
        <span className="flex max-w-[64ch] items-start gap-1.5 text-red sm:min-w-40">
          <TriangleAlert size={14} strokeWidth={1.5} aria-hidden className="mt-0.5 shrink-0" />
          <span className="min-w-0 break-words">{describeFaults(row.faults)}</span>
        </span>
      ),
    };
  const { customer, isKnown } = row;
  return {
    row: row.number,
    what: isKnown ? "Update" : "Add",
    id: <Text>{customer.externalId}</Text>,
    name: <Text>{customer.name}</Text>,
    email: <Text>{customer.email}</Text>,
    phone: customer.phone ? <span className="whitespace-nowrap">{customer.phone}</span> : null,
    birthdate: customer.birthdate ? (
      <span className="whitespace-nowrap">{dayInWords(customer.birthdate)}</span>
    ) : null,
    billing: inOneLine(customer.billingAddress),
    shipping: inOneLine(customer.shippingAddress),
  };
}

function Text({ children }: { children: string }) {
  return <span className="block max-w-56 break-words sm:min-w-20">{children}</span>;
}

function inOneLine(address: ImportedCustomer["billingAddress"]) {
  if (!address) return null;
  const { street, postcode, city, state = "", country } = address;
  const parts = [street, [postcode, city].filter(Boolean).join(" "), state, country];
  return <Text>{parts.filter(Boolean).join(", ")}</Text>;
}

function dayInWords(day: string): string {
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" }).format(new Date(day));
}

const wide = "max-sm:col-span-2 max-sm:col-start-1";
const columns: readonly FoldingColumn[] = [
  {
    id: "row",
    header: "Row",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right",
    tag: "Row",
  },
  { id: "id", header: "Customer_ID", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "name", header: "Name", phone: wide },
  { id: "email", header: "E-mail", phone: wide },
  { id: "phone", header: "Phone", phone: wide },
  { id: "birthdate", header: "Birthdate", phone: wide, tag: "Birthdate" },
  { id: "billing", header: "Billing address", phone: wide, tag: "Billing" },
  { id: "shipping", header: "Shipping address", phone: wide, tag: "Shipping" },
  { id: "what", header: "What happens", phone: wide },
];
