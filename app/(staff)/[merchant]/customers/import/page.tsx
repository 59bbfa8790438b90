import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { ActMessage } from "@/components/ui/act-message";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { requireStaff } from "@/lib/auth/require-staff";
import { type Import, listImports } from "@/lib/customers/import/upload";
import { database } from "@/lib/database";
import { actorName } from "@/lib/domain/order/refusal";
import { announceFile } from "./actions";
import { FileChoice } from "./file-choice";
import { importHref } from "./import-href";
import { stateOf } from "./import-words";

export const metadata: Metadata = { title: "Import customers" };

export default foundOrNot(ImportPage, NotFound);

/** Where a file of customers is chosen, and what became of those before. */
async function ImportPage({ params }: { params: Promise<{ merchant: string }> }) {
  const staff = await requireStaff("payments", (await params).merchant);
  const { code } = staff.merchant;
  const before = await listImports(database(), staff.merchantId);
  return (
    <>
      <Link href={`/${code}/customers`} className="text-13 text-accent hover:underline">
        ← Customers
      </Link>
      <h1 className="mt-2 mb-3 text-24 font-semibold">Import customers</h1>
      <ActMessage />
      <div className="mb-5 max-w-[72ch] space-y-2 text-13">
        <p>
          The first row of the file names the columns. Customer_ID, Firstname, Lastname and Email must be
          there; the others may be left out.{" "}
          <a href={`${importHref(code)}/sample`} download className="text-accent underline">
            Download a sample file
          </a>
        </p>
        <p className="text-quiet">
          A row whose Customer_ID is already here updates that customer: each column of the file replaces what
          is stored, also by nothing. What the file has no column for stays. So the same file can be imported
          again without doubling anyone.
        </p>
      </div>
      <FileChoice merchant={code} announce={announceFile} />
      {before.length > 0 ? (
        <Section title="Imports so far">
          <Imports imports={before} code={code} zone={staff.user.timeZone} />
          <p className="mt-4 text-13 text-quiet">Times in {staff.user.timeZone}</p>
        </Section>
      ) : null}
    </>
  );
}

function Imports({ imports, code, zone }: { imports: readonly Import[]; code: string; zone: string }) {
  return (
    <FoldingTable
      label="Imports so far"
      columns={columns}
      rows={imports.map((one) => ({
        key: one.id,
        cells: {
          file: (
            <Link
              href={importHref(code, one.id)}
              className="block max-w-72 break-words text-accent underline sm:min-w-32"
            >
              {one.fileName}
            </Link>
          ),
          time: <Time at={one.createdAt} zone={zone} />,
          who: <span className="block max-w-48 break-words">{actorName(one.actor)}</span>,
          state: <span className="block max-w-[56ch] sm:min-w-40">{stateOf(one)}</span>,
        },
      }))}
    />
  );
}

const columns: readonly FoldingColumn[] = [
  { id: "file", header: "File", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "time", header: "Time", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  { id: "who", header: "Who", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-3" },
  { id: "state", header: "Result", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-2" },
];
