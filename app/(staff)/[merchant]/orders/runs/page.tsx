import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Time } from "@/components/ui/time";
import { requireStaff } from "@/lib/auth/require-staff";
import { type ListedRun, listRuns } from "@/lib/bulk/list-runs";
import { database } from "@/lib/database";
import { actorName } from "@/lib/domain/order/refusal";
import { bulkOf } from "@/lib/domain/rules/command";
import { isUuid } from "@/lib/domain/value/uuid";
import { PageSteps } from "../../payments/page-steps";
import { runHref } from "../basket/basket-href";
import { ordersInWords } from "../basket/basket-words";
import { listHref } from "../list-href";

export const metadata: Metadata = { title: "Bulk runs" };

export default foundOrNot(RunsPage, NotFound);

/** The runs that were started, the newest first. */
async function RunsPage({ params, searchParams }: Props) {
  const { merchant } = await params;
  const { merchantId, user } = await requireStaff("payments", merchant);
  const before = runAsked((await searchParams).before);
  const runs = await listRuns(database(), merchantId, { before, most: PAGE });
  const last = runs.at(-1);
  return (
    <>
      {runs.some(({ state }) => state === "running") ? <KeepFresh /> : null}
      <Link href={listHref(merchant)} className="text-13 text-accent hover:underline">
        ← Orders
      </Link>
      <h1 className="mt-2 mb-4 text-24 font-semibold">Bulk runs</h1>
      {runs.length === 0 ? (
        <p className="py-6 text-13 text-quiet">
          There are no runs yet. Select orders in the list, then choose what to do with all of them.
        </p>
      ) : (
        <FoldingTable
          label="Bulk runs"
          columns={columns}
          rows={runs.map((run) => ({ key: run.id, cells: cellsOf(run, merchant, user.timeZone) }))}
        />
      )}
      {before || (last && runs.length === PAGE) ? (
        <PageSteps
          says={`Times in ${user.timeZone}`}
          earlier={{ name: "Newest", href: before ? runHref(merchant) : null }}
          later={{
            name: "Older",
            href:
              last && runs.length === PAGE
                ? `${runHref(merchant)}?before=${last.createdAt}.${last.id}`
                : null,
          }}
        />
      ) : null}
    </>
  );
}

const PAGE = 50;

function runAsked(text: string | string[] | undefined): { at: number; id: string } | null {
  const [at = "", id = ""] = typeof text === "string" ? text.split(".") : [];
  return /^\d{1,14}$/.test(at) && isUuid(id) ? { at: Number(at), id } : null;
}

const columns: readonly FoldingColumn[] = [
  { id: "act", header: "Run", phone: "max-sm:col-start-1 max-sm:row-start-1 max-sm:font-medium" },
  { id: "state", header: "State", phone: "max-sm:col-start-2 max-sm:row-start-1 max-sm:text-right" },
  { id: "done", header: "Done", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "by", header: "Started by", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "at", header: "Started", phone: "max-sm:col-span-2 max-sm:row-start-3" },
];

function cellsOf(run: ListedRun, merchant: string, zone: string) {
  return {
    act: (
      <Link
        href={runHref(merchant, run.id)}
        prefetch={false}
        className="font-medium text-accent hover:underline"
      >
        {bulkOf(run.kind)?.item ?? run.kind}
      </Link>
    ),
    state: run.state === "running" ? "Running" : run.state === "stopped" ? "Stopped" : "Finished",
    done: `${run.done.toLocaleString("en-GB")} of ${ordersInWords(run.wanted)}`,
    by: actorName(run.actor),
    at: <Time at={run.createdAt} zone={zone} />,
  };
}

type Props = { params: Promise<{ merchant: string }>; searchParams: Promise<{ before?: string | string[] }> };
