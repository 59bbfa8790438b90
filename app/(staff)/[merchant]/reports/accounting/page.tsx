import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { AddressForm } from "@/components/ui/address-form";
import { buttonClass } from "@/components/ui/button-class";
import { SelectField } from "@/components/ui/select-field";
import { Table, Td, Th } from "@/components/ui/table";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { formatFigure } from "@/lib/domain/value/money";
import { transactionNames } from "@/lib/domain/words/names";
import { accountLines, bookedSums } from "@/lib/figures/accounting";
import { lastMonths, monthIn } from "@/lib/figures/periods";
import { monthWords } from "../../dashboard/day-words";
import { ReportsFrame } from "../reports-frame";
import { reportHref } from "../reports-href";

export const metadata: Metadata = { title: "Settlement and accounting" };

export default foundOrNot(AccountingPage, NotFound);

async function AccountingPage({ params, searchParams }: Props) {
  const staff = await requireStaff("reports", (await params).merchant);
  const { code, timeZone } = staff.merchant;
  const db = database();
  const now = await businessNow(db);
  const asked = (await searchParams).month;
  const month = monthIn(timeZone, now, typeof asked === "string" ? asked : null);
  const months = lastMonths(timeZone, now);
  const offered = months.includes(month.name) ? months : [...months, month.name];
  return (
    <ReportsFrame merchant={code} here="accounting">
      <div className="flex flex-wrap items-end gap-3">
        <AddressForm
          key={month.name}
          action={reportHref(code, "accounting")}
          label="Month"
          className="flex items-end gap-2"
        >
          <SelectField
            label="Month"
            name="month"
            defaultValue={month.name}
            options={offered.map((one) => ({ value: one, name: monthWords(one) }))}
          />
          <button type="submit" className={buttonClass.plain}>
            Show
          </button>
        </AddressForm>
        {isPermitted(staff.role, "export") ? (
          <a
            href={reportHref(code, "accounting/file", { month: month.name })}
            className={buttonClass.plain}
            download
          >
            Export CSV
          </a>
        ) : null}
      </div>
      <p className="mt-3 mb-4 max-w-[72ch] text-13 text-quiet">
        Every booking by day, type, tax rate and currency, then what is outstanding or disputed. Days are
        those of {timeZone}. Money that left is negative.
      </p>
      <Checked asked={{ merchantId: staff.merchantId, month, timeZone }} />
    </ReportsFrame>
  );
}

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** The file's sums beside those of the books. */
async function Checked({ asked }: { asked: Parameters<typeof accountLines>[1] }) {
  const db = database();
  const [lines, books] = await Promise.all([accountLines(db, asked), bookedSums(db, asked)]);
  if (books.length === 0) return <p className="py-8 text-13 text-quiet">Nothing was booked in this month.</p>;
  const rows = books.map(({ type, currency, amount }) => {
    const own = lines.filter((line) => line.type === type && line.currency === currency);
    const sum = (of: (line: (typeof own)[number]) => number) => own.reduce((all, line) => all + of(line), 0);
    const inFile = own.reduce((all, { gross }) => all + Math.abs(gross), 0);
    return { type, currency, amount, inFile, gross: sum(({ gross }) => gross), tax: sum(({ tax }) => tax) };
  });
  const agrees = rows.every(({ inFile, amount }) => inFile === amount);
  return (
    <>
      <p className={`mb-3 text-13 font-medium ${agrees ? "text-green" : "text-red"}`}>
        {agrees
          ? "The file adds up to the books."
          : "The file does not add up to the books. Do not book it, and report this."}
      </p>
      <Table label="The file and the books">
        <thead>
          <tr>
            <Th>Type</Th>
            <Th>Currency</Th>
            <Th end>Gross</Th>
            <Th end>Tax</Th>
            <Th end>Net</Th>
            <Th end>In the books</Th>
            <Th end>Difference</Th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ type, currency, amount, inFile, gross, tax }) => (
            <tr key={`${type}-${currency}`}>
              <Td>{transactionNames[type]}</Td>
              <Td>{currency}</Td>
              {[gross, tax, gross - tax, amount, inFile - amount].map((value, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay where they are
                <Td key={i} end className="tabular-nums">
                  {formatFigure(value, currency)}
                </Td>
              ))}
            </tr>
          ))}
        </tbody>
      </Table>
    </>
  );
}
