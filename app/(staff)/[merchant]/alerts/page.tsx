import type { Metadata } from "next";
import Link from "next/link";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { type FoldingColumn, FoldingTable } from "@/components/order/folding-table";
import { ActMessageOnPage } from "@/components/ui/act-message";
import { buttonClass } from "@/components/ui/button-class";
import { Time } from "@/components/ui/time";
import { alertLink, alertRecords } from "@/lib/alerts/kinds";
import { AlertFilter, alertPage, type ListedAlert } from "@/lib/alerts/list";
import { requireStaff } from "@/lib/auth/require-staff";
import { database } from "@/lib/database";
import { ActForm } from "../settings/act-form";
import { acknowledgeAll, acknowledgeOne, removeOne } from "./actions";
import { MarkViewed } from "./mark-viewed";

export const metadata: Metadata = { title: "Alerts" };

export default foundOrNot(AlertsPage, NotFound);

type Props = {
  params: Promise<{ merchant: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** What staff are to know of, the newest first. */
async function AlertsPage({ params, searchParams }: Props) {
  const { merchantId, merchant, user, role } = await requireStaff("orders", (await params).merchant);
  const filter = AlertFilter.parse(await searchParams);
  const reader = { merchantId, userId: user.id, role };
  const { rows, newer, older } = await alertPage(database(), reader, filter);
  const { code } = merchant;
  const open = rows.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  const isAll = filter.show === "all";
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-4">
        <h1 className="text-24 font-semibold">Alerts</h1>
        {open[0] ? (
          <ActForm
            action={acknowledgeAll}
            carries={{ merchant: code, upTo: String(open[0].createdAt) }}
            act="Acknowledge all"
            working="Acknowledging …"
            kind="plain"
            isInline
          />
        ) : null}
      </div>
      <ActMessageOnPage />
      <Shown code={code} isAll={isAll} />
      {rows.length > 0 ? (
        <FoldingTable
          label="Alerts"
          columns={columns}
          rows={rows.map((alert) => rowOf(code, alert, user.timeZone))}
        />
      ) : (
        <p className="py-8 text-13 text-quiet">{isAll ? emptyAll : emptyOpen}</p>
      )}
      <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center gap-2 text-13">
        <span className="mr-auto text-quiet">
          Times in {user.timeZone}.{" "}
          <Link href={`/${code}/account#alert-mail`} className="text-accent underline">
            Choose how alerts are mailed to you
          </Link>
        </span>
        {newer ? (
          <Link href={hrefOf(code, isAll, newer)} className={buttonClass.plain}>
            Newer
          </Link>
        ) : null}
        {older ? (
          <Link href={hrefOf(code, isAll, older)} className={buttonClass.plain}>
            Older
          </Link>
        ) : null}
      </nav>
      <MarkViewed merchant={code} ids={rows.filter(({ isNew }) => isNew).map(({ id }) => id)} />
    </>
  );
}

const emptyOpen = "There is nothing to acknowledge. New alerts will appear here and at the bell.";
const emptyAll = "There are no alerts yet. They will appear here and at the bell.";

function Shown({ code, isAll }: { code: string; isAll: boolean }) {
  const views = [
    { name: "To acknowledge", isHere: !isAll, href: hrefOf(code, false) },
    { name: "All", isHere: isAll, href: hrefOf(code, true) },
  ];
  return (
    <nav aria-label="Alerts shown" className="mb-4 flex gap-1">
      {views.map(({ name, isHere, href }) => (
        <Link
          key={name}
          href={href}
          aria-current={isHere ? "page" : undefined}
          className={`rounded-control px-2.5 py-1.5 text-13 ${isHere ? "bg-selected font-medium text-ink" : "text-quiet hover:bg-hover hover:text-ink"}`}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

function hrefOf(code: string, isAll: boolean, cursor?: string): string {
  const query = new URLSearchParams({ ...(isAll ? { show: "all" } : {}), ...(cursor ? { cursor } : {}) });
  return `/${code}/alerts${query.size > 0 ? `?${query}` : ""}`;
}

function rowOf(code: string, alert: ListedAlert, zone: string) {
  const { id, kind, text, createdAt, acknowledgedAt, acknowledgedBy, isNew } = alert;
  const { name } = alertRecords[kind];
  const link = alertLink(alert);
  return {
    key: id,
    cells: {
      what: (
        <span className="block max-w-[72ch] break-words">
          <span className={isNew ? "font-semibold" : "font-medium"}>{name}</span>
          <span className="block text-13">{text}</span>
        </span>
      ),
      where: (
        <Link href={`/${code}${link.path}`} className="text-accent hover:underline">
          {link.name}
        </Link>
      ),
      at: <Time at={createdAt} zone={zone} />,
      state: acknowledgedAt ? (
        <span className="text-quiet">
          Acknowledged{acknowledgedBy ? ` by ${acknowledgedBy}` : ""},{" "}
          <Time at={acknowledgedAt} zone={zone} />
        </span>
      ) : isNew ? (
        <span className="rounded-control bg-tint-orange px-1.5 py-0.5 text-12 font-medium text-orange">
          New
        </span>
      ) : (
        <span className="text-quiet">Viewed</span>
      ),
      act: (
        <span className="flex flex-wrap gap-1 max-sm:justify-end">
          {acknowledgedAt ? null : (
            <ActForm
              action={acknowledgeOne}
              carries={{ merchant: code, id }}
              act={
                <>
                  Acknowledge<span className="sr-only"> {text}</span>
                </>
              }
              working="Acknowledging …"
              kind="plain"
              isInline
            />
          )}
          <ActForm
            action={removeOne}
            carries={{ merchant: code, id }}
            act={
              <>
                Delete<span className="sr-only"> from your list: {text}</span>
              </>
            }
            working="Deleting …"
            kind="plain"
            isInline
          />
        </span>
      ),
    },
  };
}

const columns: readonly FoldingColumn[] = [
  { id: "what", header: "What", phone: "max-sm:col-span-2 max-sm:col-start-1 max-sm:row-start-1" },
  { id: "where", header: "Where", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  { id: "at", header: "When", phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right" },
  { id: "state", header: "State", phone: "max-sm:col-start-1 max-sm:row-start-3" },
  { id: "act", header: "Action", phone: "max-sm:col-start-2 max-sm:row-start-3 max-sm:text-right" },
];
