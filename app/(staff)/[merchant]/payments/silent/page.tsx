import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Time } from "@/components/ui/time";
import { requireStaff } from "@/lib/auth/require-staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { SILENCE_WATCHED_EVERY } from "@/lib/domain/value/timetable";
import { type StallGroup, silentOf } from "@/lib/silent/page";
import { stallRecords } from "@/lib/silent/records";
import { orderHref } from "../../orders/order-href";
import { PaymentsFrame } from "../payments-frame";

export const metadata: Metadata = { title: "Silent" };

export default foundOrNot(SilentPage, NotFound);

/** What should have moved and has not, whatever the cause, as it is now. */
async function SilentPage({ params }: { params: Promise<{ merchant: string }> }) {
  const { merchantId, merchant, user } = await requireStaff("payments", (await params).merchant);
  const db = database();
  const groups = await silentOf(db, merchantId, { now: await businessNow(db), machineNow: Date.now() });
  const { code } = merchant;
  return (
    <PaymentsFrame merchant={code} here="silent">
      <h2 className="mb-1 text-18 font-semibold">Silent</h2>
      <p className="mb-4 max-w-[72ch] text-13 text-quiet">
        What should have moved and has not. Staff are alerted to each cause. A row goes when its cause is
        gone.
      </p>
      {groups.length > 0 ? (
        <FoldingTable
          label="What stands still"
          columns={columns}
          rows={groups.map((group) => rowOf(code, group, user.timeZone))}
        />
      ) : (
        <p className="py-8 text-13 text-quiet">
          Everything moves as it should. Nothing is late, and every message and payment was answered in time.
        </p>
      )}
      <p className="mt-4 text-13 text-quiet">Times in {user.timeZone}</p>
      <KeepFresh everyMs={SILENCE_WATCHED_EVERY} />
    </PaymentsFrame>
  );
}

function rowOf(code: string, { kind, since, count, isMore, zuids }: StallGroup, zone: string) {
  const { cause, todo, page } = stallRecords[kind];
  return {
    key: kind,
    cells: {
      cause: (
        <span id={kind} className="block max-w-[48ch] font-medium break-words">
          {cause}
        </span>
      ),
      since: <Time at={since} zone={zone} />,
      count: `${count}${isMore ? " or more" : ""}`,
      where:
        zuids.length > 0 ? (
          <span className="flex max-w-64 flex-wrap gap-x-3 gap-y-1">
            {zuids.map((zuid) => (
              <Link
                key={zuid}
                href={orderHref({ merchant: { code }, zuid })}
                className="text-accent hover:underline"
              >
                ZUID-{zuid}
              </Link>
            ))}
          </span>
        ) : page ? (
          <Link href={`/${code}${page.path}`} className="text-accent hover:underline">
            {page.name}
          </Link>
        ) : (
          "All orders"
        ),
      todo: <span className="block max-w-[48ch] break-words">{todo}</span>,
    },
  };
}

const columns: readonly FoldingColumn[] = [
  { id: "cause", header: "Cause", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-1" },
  { id: "since", header: "Since", phone: "max-sm:col-start-1 max-sm:row-start-2", tag: "Since" },
  {
    id: "count",
    header: "Count",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
    tag: "Count",
  },
  { id: "where", header: "Where", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-3" },
  { id: "todo", header: "What to do", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-4" },
];
