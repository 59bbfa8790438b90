import { buttonClass } from "@/components/ui/button-class";
import { PopUpLink } from "@/components/ui/opening";
import { Time } from "@/components/ui/time";
import { contentOf } from "@/lib/domain/decline/gateway-answer";
import type { Attempt } from "@/lib/domain/order/order";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";
import { ReportTable } from "./report-table";

/** What the gateway said beside what we asked, and what can be done about it. */
export function Reports({ view: { order, zone, mayRefund }, attempt }: { view: View; attempt: Attempt }) {
  return (
    <ul className="space-y-6 text-13">
      {(attempt.reports ?? []).map((report, i) => (
        <li key={contentOf(report.answer)}>
          <p className="mb-1">
            <Time at={report.at} zone={zone} />: {report.why}.
          </p>
          <ReportTable order={order} attempt={attempt} report={report} />
          {report.state === "open" ? null : (
            <p className="mt-2 break-words">
              {report.state === "booked" ? "Recorded as reported." : `Closed: ${report.reason}`}
            </p>
          )}
          {report.state === "open" && !mayRefund ? (
            <p className="mt-2 text-quiet">Only someone who may refund can record or close it.</p>
          ) : null}
          {report.state === "open" && mayRefund ? (
            <p className="mt-2 flex flex-wrap gap-2">
              {reportActs.map(([popup, name]) => (
                <PopUpLink
                  key={popup}
                  href={orderHref(order, { popup, id: attempt.number, report: i })}
                  replace
                  className={buttonClass.plain}
                >
                  {name}
                </PopUpLink>
              ))}
            </p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const reportActs = [
  ["book-report", "Record it as reported"],
  ["ask-gateway", "Ask again"],
  ["close-report", "Close it with a reason"],
] as const;
