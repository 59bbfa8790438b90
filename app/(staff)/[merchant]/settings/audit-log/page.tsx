import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { buttonClass } from "@/components/ui/button-class";
import { Table, Td, Th } from "@/components/ui/table";
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
        <Table label="Audit log">
          <thead>
            <tr>
              <Th>Time</Th>
              <Th>Who</Th>
              <Th>What</Th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <Td>
                  <Time at={entry.at} zone={zone} />
                </Td>
                <Td className="max-w-60 min-w-24 break-words">{actorName(entry.actor)}</Td>
                <Td className="max-w-[72ch] min-w-40 break-words">{describeAudit(entry)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
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
