import Link from "next/link";
import type { Basket } from "@/lib/bulk/basket";
import { commands, type StaffKind } from "@/lib/domain/rules/command";
import { basketOfRunHref } from "../basket-href";
import { groupedBy, ordersInWords, sumsInWords } from "../basket-words";

/** What is left out, each reason with the orders, what is outstanding on them, and another way in one press. */
export function LeftOutOrders({ merchant, run, kind, basket: { leftOut, inPart } }: LeftOutProps) {
  if (leftOut.length === 0 && inPart.length === 0) return null;
  return (
    <section aria-labelledby="left-out">
      <h2 id="left-out" className="text-13 font-semibold">
        Left out
      </h2>
      <ul>
        {groupedBy(leftOut, ({ code }) => code).map((group) => (
          <Reason key={group[0]?.code} merchant={merchant} run={run} kind={kind} group={group} />
        ))}
        {inPart.length > 0 ? (
          <li className="flex justify-between gap-4 border-b border-line py-3 text-13">
            <span className="min-w-0">
              In part: other payments of {ordersInWords(inPart.reduce((all, { orders }) => all + orders, 0))}{" "}
              stay outstanding
            </span>
            <span className="shrink-0 tabular-nums">{sumsInWords(inPart)}</span>
          </li>
        ) : null}
      </ul>
    </section>
  );
}

function Reason({ merchant, run, kind, group }: ReasonProps) {
  const [first] = group;
  if (!first) return null;
  const orders = group.reduce((all, one) => all + one.orders, 0);
  const zuids = group.flatMap((one) => one.zuids).slice(0, 3);
  const more = orders - zuids.length;
  const { code } = first;
  const instead = group.find((one) => one.instead !== null)?.instead;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 border-b border-line py-3 text-13">
      <span>{first.says}</span>
      <span className="text-right tabular-nums">
        {sumsInWords(group.map(({ currency, outstanding }) => ({ currency, sum: outstanding })))}
      </span>
      <span className="col-span-2 text-12 text-quiet">
        {zuids.map((zuid) => `ZUID-${zuid}`).join(", ")}
        {more > 0 ? ` and ${more.toLocaleString("en-GB")} more` : ""}
      </span>
      {instead && instead !== kind ? (
        <Link
          href={basketOfRunHref(merchant, instead, { run, share: "left_out", code })}
          className="col-span-2 mt-1 justify-self-start text-12 font-medium text-accent hover:underline"
        >
          {commands[instead].staff.act} instead
        </Link>
      ) : null}
    </li>
  );
}

type LeftOutProps = { merchant: string; run: string; kind: StaffKind; basket: Basket };
type ReasonProps = { merchant: string; run: string; kind: StaffKind; group: Basket["leftOut"] };
