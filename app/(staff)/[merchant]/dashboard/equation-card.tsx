import Link from "next/link";
import { Amount } from "@/components/ui/amount";
import { database } from "@/lib/database";
import { formatFigure } from "@/lib/domain/value/money";
import type { RecoveryPart } from "@/lib/figures/recovery-filter";
import { type RecoverySum, recoverySums } from "@/lib/figures/recovery-sums";
import { reportHref } from "../reports/reports-href";
import type { DashboardView } from "./dashboard-view";
import { monthWords } from "./day-words";

/** To recover = recovered + needs a person + automatically + given up: one bar. */
export async function EquationCard({ view }: { view: DashboardView }) {
  const { merchantId, currency, month, isPresent } = view;
  const { from, before } = month;
  const choice = { currency, of: "running", from, before, end: null, reason: null } as const;
  const sums = await recoverySums(database(), merchantId, choice);
  const all = total(sums);
  const older = total(sums.filter(({ isOlder }) => isOlder));
  const figure = (amount: number) => formatFigure(amount, currency);
  return (
    <section
      aria-label="To recover"
      className="min-w-0 rounded-panel border border-line bg-panel px-4 py-5 sm:px-6 min-[1100px]:col-span-6"
    >
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="text-15 text-quiet">{currency}</span>
        <Link
          href={partHref(view, null)}
          className="text-32 font-semibold tabular-nums hover:underline"
          prefetch={false}
        >
          {figure(all.amount)}
        </Link>
        <span className="text-13 text-quiet">
          to recover in {monthWords(month.name)}: {figure(older.amount)} declined before and open on the 1st,{" "}
          {figure(all.amount - older.amount)} declined since.
        </span>
      </p>
      {all.amount > 0 ? (
        <div aria-hidden className="mt-4 flex h-6 gap-0.5 overflow-hidden rounded-control">
          {parts.map(({ part, ink }) => {
            const { amount } = total(sums.filter((sum) => sum.part === part));
            return amount === 0 ? null : (
              <div key={part} className={ink} style={{ flexGrow: amount, flexBasis: 0, minWidth: 4 }} />
            );
          })}
        </div>
      ) : null}
      <dl className="mt-3 grid grid-cols-1 gap-4 min-[480px]:grid-cols-2 lg:grid-cols-4">
        {parts.map(({ part, name, past, colour }) => {
          const those = sums.filter((sum) => sum.part === part);
          const { amount, count } = total(those);
          return (
            <div key={part}>
              <dt className={`text-13 font-medium ${colour}`}>
                {isPresent ? name : (past ?? name)}
                {part === "recovered" && all.amount > 0 ? `, ${percent(amount, all.amount)}` : ""}
              </dt>
              <dd className="text-15 font-medium">
                <Amount value={amount} currency={currency} />
              </dd>
              <dd className="text-12">
                <Link
                  href={partHref(view, part)}
                  prefetch={false}
                  className="text-accent hover:underline"
                  aria-label={`${name}: ${payments(count)}`}
                >
                  {payments(count)}
                </Link>
                <span className="block text-quiet">{detail(part, those, figure)}</span>
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

const hatched =
  "border border-red bg-[repeating-linear-gradient(135deg,var(--color-red)_0_2.5px,var(--color-panel)_2.5px_5px)]";

const parts: readonly { part: RecoveryPart; name: string; past?: string; ink: string; colour: string }[] = [
  { part: "recovered", name: "Recovered", ink: "bg-green", colour: "text-green" },
  {
    part: "person",
    name: "Needs you",
    past: "Open after it, needs you now",
    ink: hatched,
    colour: "text-red",
  },
  {
    part: "automatic",
    name: "Retried automatically",
    past: "Open after it, automatic now",
    ink: "border border-line-strong",
    colour: "text-ink",
  },
  { part: "given_up", name: "Skipped or cancelled", ink: "bg-warm-7", colour: "text-quiet" },
];

function detail(
  part: RecoveryPart,
  sums: readonly RecoverySum[],
  figure: (amount: number) => string,
): string {
  const groups: readonly (readonly [string, (sum: RecoverySum) => boolean])[] =
    part === "recovered"
      ? [
          ["by automatic retry", ({ cause }) => isAutomatic(cause)],
          ["by card update", ({ cause }) => cause === "card_update"],
          ["by staff", ({ cause }) => !isAutomatic(cause) && cause !== "card_update"],
        ]
      : part === "given_up"
        ? [
            ["skipped", ({ end }) => end === "skipped"],
            ["cancelled", ({ end }) => end === "cancelled"],
          ]
        : [];
  return groups
    .map(([name, isOf]) => [total(sums.filter(isOf)).amount, name] as const)
    .filter(([amount]) => amount > 0)
    .map(([amount, name]) => `${figure(amount)} ${name}`)
    .join(" · ");
}

function isAutomatic(cause: RecoverySum["cause"]): boolean {
  return cause === "automatic_retry" || cause === "technical_retry" || cause === "schedule";
}

/** The report of the same payments. */
function partHref({ merchant, currency, month, zone }: DashboardView, end: RecoveryPart | null): string {
  const { firstDay: from, lastDay: to } = month;
  return reportHref(merchant, "recovery", { currency, of: "running", from, to, zone, end });
}

function total(sums: readonly { amount: number; count: number }[]): { amount: number; count: number } {
  return {
    amount: sums.reduce((all, { amount }) => all + amount, 0),
    count: sums.reduce((all, { count }) => all + count, 0),
  };
}

function payments(count: number): string {
  return `${count.toLocaleString("en")} ${count === 1 ? "payment" : "payments"}`;
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`;
}
