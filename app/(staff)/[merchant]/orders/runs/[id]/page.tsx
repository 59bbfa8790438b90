import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { ActMessage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Time } from "@/components/ui/time";
import { requireStaff } from "@/lib/auth/require-staff";
import { basketOf, basketRows, shares } from "@/lib/bulk/basket";
import { type RunSummary, summaryOf } from "@/lib/bulk/summary";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { actorName } from "@/lib/domain/order/refusal";
import { bulkOf, commands } from "@/lib/domain/rules/command";
import { RUN_SHOWN_EVERY } from "@/lib/domain/value/timetable";
import { isUuid } from "@/lib/domain/value/uuid";
import { ActForm } from "../../../settings/act-form";
import { stopBasket } from "../../basket/actions";
import { checkedHref, runHref } from "../../basket/basket-href";
import { RunOrders } from "../../basket/run-orders";
import { RunFigures } from "./run-figures";
import { RunShares } from "./run-shares";

export const metadata: Metadata = { title: "Bulk action" };

export default foundOrNot(RunPage, NotFound);

/** A run that was started: how far it is, what it has done, and to which orders. */
async function RunPage({ params, searchParams }: Props) {
  const { merchant, id } = await params;
  const { merchantId, user } = await requireStaff("payments", merchant);
  const db = database();
  const run = (isUuid(id) ? await summaryOf(db, { merchantId, id }) : null) ?? notFound();
  if (run.state === "planning" || run.state === "ready") redirect(checkedHref(merchant, id));
  const asked = await searchParams;
  const share = shares.find((one) => one === asked.share) ?? "all";
  const after = /^\d{1,7}$/.test(asked.after ?? "") ? Number(asked.after) : 0;
  const [basket, rows] = await Promise.all([
    basketOf(db, { merchantId, id }, await businessNow(db)),
    basketRows(db, { merchantId, id }, { share, after, most: PAGE }),
  ]);
  const charges = "mayCharge" in commands[run.kind];
  return (
    <>
      {run.state === "running" ? <KeepFresh everyMs={RUN_SHOWN_EVERY} /> : null}
      <Link href={runHref(merchant)} className="text-13 text-accent hover:underline">
        ← All runs
      </Link>
      <div className="mt-2 mb-1 flex flex-wrap items-center gap-2">
        <h1 className="mr-auto text-24 font-semibold">{bulkOf(run.kind)?.item}</h1>
        <a href={`${runHref(merchant, id)}/result`} download className={buttonClass.plain}>
          <Download size={16} strokeWidth={1.5} aria-hidden />
          Results as CSV
        </a>
        {run.state === "running" ? (
          <ActForm
            action={stopBasket}
            carries={{ merchant, id }}
            act="Stop the run"
            working="Stopping"
            kind="danger"
            isInline
          />
        ) : null}
      </div>
      <Facts run={run} zone={user.timeZone} />
      <ActMessage />
      <RunFigures merchant={merchant} run={run} basket={basket} charges={charges} />
      <RunShares merchant={merchant} run={run} here={share} declined={charges ? basket.declined : 0} />
      <RunOrders
        merchant={merchant}
        rows={rows}
        charges={charges}
        page={{
          after,
          size: PAGE,
          of: null,
          href: (to) => `${runHref(merchant, id)}?share=${share}&after=${to}`,
        }}
      />
    </>
  );
}

const PAGE = 50;

function Facts({ run, zone }: { run: RunSummary; zone: string }) {
  return (
    <p className="mb-5 text-13 text-quiet">
      Started by {actorName(run.actor)}, <Time at={run.createdAt} zone={zone} />
      {run.pace === null ? "" : ` · ${run.pace} a minute`}
      {run.chosenAt ? (
        <>
          {" · new time "}
          <Time at={run.chosenAt} zone={zone} />
        </>
      ) : null}
      {run.startsAt ? (
        <>
          {" · begins "}
          <Time at={run.startsAt} zone={zone} />
        </>
      ) : null}
      {run.finishedAt ? (
        <>
          {run.state === "stopped" ? " · stopped " : " · ended "}
          <Time at={run.finishedAt} zone={zone} />
        </>
      ) : null}
    </p>
  );
}

type Props = {
  params: Promise<{ merchant: string; id: string }>;
  searchParams: Promise<{ share?: string; after?: string }>;
};
