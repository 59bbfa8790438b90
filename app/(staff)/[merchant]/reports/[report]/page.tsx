import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { reportParams } from "@/lib/figures/report-filter";
import { reportPage, reportTotal } from "@/lib/figures/reports";
import { askedReport } from "../asked-report";
import { RecoveryTables } from "../recovery-tables";
import { ReportForm } from "../report-form";
import { ReportRows } from "../report-rows";
import { ReportsFrame } from "../reports-frame";
import { reportHref } from "../reports-href";

export const metadata: Metadata = { title: "Reports" };

export default foundOrNot(ReportPage, NotFound);

async function ReportPage({ params, searchParams }: Props) {
  const { merchant: code, report: name } = await params;
  const staff = await requireStaff("reports", code);
  const { report, asked, currencies } = await askedReport(staff, name, await searchParams);
  const db = database();
  const [total, page] = await Promise.all([
    reportTotal(db, report, asked),
    reportPage(db, report, asked, { after: null, size: SHOWN }),
  ]);
  const { filter } = asked;
  const hasAmounts = report.head.includes("Amount");
  return (
    <ReportsFrame merchant={code} here={name}>
      <p className="mb-3 text-13 text-quiet">{report.says}.</p>
      <ReportForm merchant={code} name={name} filter={filter} currencies={currencies} />
      <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-15">
          <strong className="font-semibold">{total.count.toLocaleString("en")}</strong>{" "}
          {total.count === 1 ? "row" : "rows"}
          {hasAmounts ? (
            <>
              , <Amount value={total.amount} currency={filter.currency} />
            </>
          ) : null}
        </p>
        {isPermitted(staff.role, "export") && total.count > 0 ? (
          <a
            href={reportHref(code, `${name}/file`, reportParams(filter))}
            className={buttonClass.plain}
            download
          >
            Export CSV
          </a>
        ) : null}
      </div>
      {name === "recovery" ? <RecoveryTables asked={asked} /> : null}
      <ReportRows report={report} rows={page.rows} merchant={code} />
      {page.next === null ? null : (
        <p className="mt-3 text-12 text-quiet">
          The first {SHOWN} rows. The file has all of them. Times are UTC.
        </p>
      )}
    </ReportsFrame>
  );
}

type Props = {
  params: Promise<{ merchant: string; report: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const SHOWN = 25;
