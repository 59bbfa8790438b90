import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { buttonClass } from "@/components/ui/button-class";
import { Time } from "@/components/ui/time";
import { auditPage, describeAudit, readAuditCursor } from "@/lib/auth/audit";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { actorName } from "@/lib/domain/order/refusal";
import { SettingsFrame } from "../settings-frame";

export const metadata: Metadata = { title: "Audit log" };

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default foundOrNot(AuditLogPage, NotFound);

/** Who changed what about users, roles and settings, the newest first. */
async function AuditLogPage({ params, searchParams }: Props) {
  const staff = await requireStaff("administration", (await params).merchant);
  const cursor = readAuditCursor((await searchParams).from);
  const { entries, newer, older } = await auditPage(database(), staff.merchantId, cursor);
  const zone = staff.user.timeZone;
  const here = `/${staff.merchant.code}/settings/audit-log`;
  return (
    <SettingsFrame merchant={staff.merchant.code} here="audit-log">
      <p className="mb-4 text-13 text-quiet">
        Every change of users, roles and settings. No one can edit or delete an entry.
      </p>
      {entries.length === 0 ? (
        <p className="text-13">Nothing was changed yet.</p>
      ) : (
        <FoldingTable
          label="Audit log"
          columns={columns}
          rows={entries.map((entry) => ({
            key: entry.id,
            cells: {
              time: <Time at={entry.at} zone={zone} />,
              who: <span className="block max-w-60 break-words sm:min-w-24">{actorName(entry.actor)}</span>,
              what: (
                <span className="block max-w-[72ch] break-words sm:min-w-40">{describeAudit(entry)}</span>
              ),
            },
          }))}
        />
      )}
      <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center gap-2 text-13">
        <span className="mr-auto text-quiet">Times in {zone}</span>
        {newer ? (
          <Link href={`${here}?from=${newer}`} className={buttonClass.plain}>
            Newer
          </Link>
        ) : null}
        {older ? (
          <Link href={`${here}?from=${older}`} className={buttonClass.plain}>
            Older
          </Link>
        ) : null}
      </nav>
    </SettingsFrame>
  );
}

const columns: readonly FoldingColumn[] = [
  { id: "time", header: "Time", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "who", header: "Who", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  { id: "what", header: "What", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-2" },
];
