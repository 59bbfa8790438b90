import Link from "next/link";
import { Table, Td, Th } from "@/components/ui/table";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { disputeLevel } from "@/lib/domain/decline/dispute-programme";
import { calendarMonth, sayDay } from "@/lib/domain/value/calendar";
import { disputesByScheme, type SchemeMonth } from "@/lib/payment-lists/disputes";
import { processedHref } from "../payments-href";

/** Disputes against the payments of the month, by scheme, as far as the schemes' programmes look at them. */
export async function SchemeMeter({ staff }: { staff: Admitted }) {
  const db = database();
  const now = await businessNow(db);
  const zone = staff.merchant.timeZone;
  const month = calendarMonth(now, zone);
  const counts = await disputesByScheme(db, staff.merchantId, { from: month.startsAt, before: month.endsAt });
  const days = { from: month.firstDay, to: month.lastDay, zone };
  const { code } = staff.merchant;
  return (
    <section className="mb-6 max-w-4xl min-w-0 rounded-panel border border-line bg-panel px-4 py-3">
      <h2 className="mb-1 text-15 font-semibold">
        Disputes and payments since {sayDay(month.startsAt, zone)}
      </h2>
      <Table label="Disputes and payments by scheme">
        <thead>
          <tr>
            <Th>Scheme</Th>
            <Th end>Disputes</Th>
            <Th end>Payments</Th>
            <Th end>Share</Th>
            <Th>What the scheme allows</Th>
          </tr>
        </thead>
        <tbody>
          {counts.map((count) => (
            <tr key={count.scheme}>
              <Td>{schemeNames[count.scheme]}</Td>
              <Td end>
                <Linked
                  href={processedHref(code, {
                    ...days,
                    ...schemeOf(count),
                    type: ["chargeback", "rapid_dispute"],
                    result: ["approved"],
                  })}
                  isListed={count.scheme !== "other"}
                  count={count.disputes}
                />
              </Td>
              <Td end>
                <Linked
                  href={processedHref(code, {
                    ...days,
                    ...schemeOf(count),
                    type: ["debit", "capture"],
                    result: ["approved"],
                  })}
                  isListed={count.scheme !== "other"}
                  count={count.payments}
                />
              </Td>
              <Td end>{count.payments > 0 ? `${share(count)} %` : null}</Td>
              <Td>
                <Level count={count} now={now} />
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function schemeOf({ scheme }: SchemeMonth) {
  return scheme === "other" ? {} : { scheme };
}

function Linked({ href, isListed, count }: { href: string; isListed: boolean; count: number }) {
  const words = count.toLocaleString("en-GB");
  return isListed ? (
    <Link href={href} className="text-accent hover:underline">
      {words}
    </Link>
  ) : (
    words
  );
}

function share({ disputes, payments }: SchemeMonth): string {
  return ((100 * disputes) / payments).toFixed(2);
}

function Level({ count, now }: { count: SchemeMonth; now: number }) {
  const level = disputeLevel(count, now);
  if (!level) return <span className="text-quiet">No public limit is known</span>;
  const { isOver, isNear, limit } = level;
  const tone = isOver ? "text-red font-medium" : isNear ? "text-orange font-medium" : "";
  return (
    <>
      <span className={`block ${tone}`}>
        {isOver ? "Above the limit" : isNear ? "Close to the limit" : "Below the limit"}
      </span>
      <span className="block text-12 text-quiet">
        Fewer than {limit.disputes.toLocaleString("en-GB")} a month, or less than {limit.basisPoints / 100} %
      </span>
    </>
  );
}

const schemeNames: Readonly<Record<SchemeMonth["scheme"], string>> = {
  visa: "Visa",
  mastercard: "Mastercard",
  other: "Other schemes",
};
