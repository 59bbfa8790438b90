import Link from "next/link";
import type { Basket } from "@/lib/bulk/basket";
import type { RunSummary } from "@/lib/bulk/summary";
import { bulkOf } from "@/lib/domain/rules/command";
import { ProgressBar } from "../../../customers/import/progress-bar";
import { basketOfRunHref } from "../../basket/basket-href";
import { byCurrency, groupedBy, ordersInWords, sumsInWords } from "../../basket/basket-words";

/** How far the run is, what it has come to, and what can be done about the rest. */
export function RunFigures({ merchant, run, basket, charges }: RunFiguresProps) {
  const { counts, state } = run;
  const ended = counts.done + counts.refused;
  const all = ended + counts.planned + counts.stopped;
  const collected = byCurrency(run.sums.map(({ currency, collected: sum }) => ({ currency, sum })));
  return (
    <div className="mb-6 space-y-4">
      <ProgressBar
        label={states[state]}
        value={all === 0 ? 1 : ended / all}
        says={`${ended.toLocaleString("en-GB")} of ${ordersInWords(all)}`}
      />
      {state === "running" ? (
        <p className="text-13 text-quiet">You can leave this page. The run continues.</p>
      ) : null}
      {/* Said when it changes, and not with every order. */}
      <p role="status" className="sr-only">
        {state === "running" ? "" : `${states[state]}: ${ordersInWords(counts.done)} done.`}
      </p>
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {charges ? <Figure name="Collected" value={sumsInWords(collected) || "Nothing"} /> : null}
        <Figure name="Done" value={ordersInWords(counts.done)} />
        {counts.refused > 0 ? <Figure name="Not done" value={ordersInWords(counts.refused)} /> : null}
        {counts.stopped > 0 ? <Figure name="Not reached" value={ordersInWords(counts.stopped)} /> : null}
        {counts.beyond_limit > 0 ? (
          <Figure name="Beyond the limit" value={ordersInWords(counts.beyond_limit)} />
        ) : null}
        {counts.left_out > 0 ? <Figure name="Left out" value={ordersInWords(counts.left_out)} /> : null}
      </dl>
      {state === "running" ? null : (
        <WaysOn merchant={merchant} run={run} basket={basket} charges={charges} />
      )}
    </div>
  );
}

type RunFiguresProps = { merchant: string; run: RunSummary; basket: Basket; charges: boolean };

const states: Readonly<Record<RunSummary["state"], string>> = {
  planning: "Checking",
  ready: "Ready",
  running: "Running",
  stopped: "Stopped",
  done: "Finished",
};

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="text-12 text-quiet">{name}</dt>
      <dd className="text-18 font-semibold tabular-nums">{value}</dd>
    </div>
  );
}

/** What helps with the orders that the run did not help. */
function WaysOn({ merchant, run, basket: { leftOut, declined }, charges }: RunFiguresProps) {
  const ways = groupedBy(
    leftOut.filter(
      ({ instead, code }) => instead !== null && (instead !== run.kind || code === "never_sent"),
    ),
    ({ code }) => code,
  ).flatMap(([first]) =>
    first?.instead ? [{ code: first.code, says: first.says, act: first.instead }] : [],
  );
  const isRest = run.counts.stopped + run.counts.beyond_limit > 0;
  if (ways.length === 0 && !(charges && declined > 0) && !isRest) return null;
  const of = { run: run.id };
  return (
    <ul aria-label="What can be done next" className="space-y-1 text-13">
      {isRest ? (
        <Way
          says="Orders that were not reached:"
          href={basketOfRunHref(merchant, run.kind, { ...of, share: "not_reached" })}
          act={`${bulkOf(run.kind)?.item}`}
        />
      ) : null}
      {charges && declined > 0 ? (
        <Way
          says="Orders from which nothing was collected:"
          href={basketOfRunHref(merchant, "send_update_link", { ...of, share: "declined" })}
          act={`${bulkOf("send_update_link")?.item}`}
        />
      ) : null}
      {ways.map(({ code, says, act }) => (
        <Way
          key={code}
          says={says}
          href={basketOfRunHref(merchant, act, { ...of, share: "all", code })}
          act={`${bulkOf(act)?.item}`}
        />
      ))}
    </ul>
  );
}

function Way({ says, href, act }: { says: string; href: string; act: string }) {
  return (
    <li>
      {says}{" "}
      <Link href={href} className="font-medium whitespace-nowrap text-accent hover:underline">
        {act}
      </Link>
    </li>
  );
}
