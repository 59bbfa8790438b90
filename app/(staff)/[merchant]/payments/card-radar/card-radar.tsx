import Link from "next/link";
import type { FoldingColumn } from "@/components/order/folding-table";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { Time } from "@/components/ui/time";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { eventOf } from "@/lib/domain/order/balance";
import { cardName, currentCard } from "@/lib/domain/order/card";
import type { Order } from "@/lib/domain/order/order";
import { nextAttempt } from "@/lib/domain/rules/due";
import { calendarWeek, type Instant, sayDay } from "@/lib/domain/value/calendar";
import { statusNames } from "@/lib/domain/words/names";
import { readOrders } from "@/lib/orders/read";
import { listRadar, type RadarRow, radarWeeks } from "@/lib/payment-lists/card-radar";
import { type LastMail, lastMails } from "@/lib/payment-lists/last-mails";
import { basketHref, wholeList } from "../../orders/basket/basket-href";
import { CustomerCell } from "../customer-cell";
import { MailState } from "../mail-state";
import { PageSteps } from "../page-steps";
import { paymentsHref } from "../payments-href";
import { SelectableTable } from "../selectable-table";

/** The weeks of the next payments, and the orders of the chosen one, or of all. */
export async function CardRadar({ staff, week, cursor }: CardRadarProps) {
  const db = database();
  const now = await businessNow(db);
  const { code, timeZone } = staff.merchant;
  const zone = staff.user.timeZone;
  const scope = { merchantId: staff.merchantId, timeZone };
  const chosen = calendarWeek(week, zone);
  const between = { from: chosen?.startsAt ?? null, before: chosen?.endsAt ?? null };
  const [weeks, page] = await Promise.all([
    radarWeeks(db, scope, zone),
    listRadar(db, scope, { ...between, cursor }),
  ]);
  const zuids = page.rows.map(({ zuid }) => zuid);
  const [orders, mails] = await Promise.all([
    readOrders(db, staff.merchantId, zuids, now),
    lastMails(db, staff.merchantId, zuids),
  ]);
  if (weeks.length === 0)
    return (
      <p className="py-8 text-13 text-quiet">
        No card expires before its next payment. An order stands here as soon as its card does.
      </p>
    );
  const all = wholeList(
    "card-radar",
    new URLSearchParams(
      Object.entries(between).flatMap(([name, at]) => (at === null ? [] : [[name, `${at}`]])),
    ),
  );
  const count = chosen
    ? (weeks.find(({ monday }) => monday === week)?.orders ?? 0)
    : weeks.reduce((sum, { orders: one }) => sum + one, 0);
  const at = (place: string | null) =>
    place && radarHref(code, { ...(chosen ? { week } : {}), cursor: place });
  return (
    <>
      <Weeks merchant={code} weeks={weeks} chosen={chosen ? week : null} zone={zone} />
      <p className="mb-2">
        <Link href={basketHref(code, "send_update_link", all)} className={buttonClass.primary}>
          Send a card update link to all {count.toLocaleString("en-GB")}
        </Link>
      </p>
      <SelectableTable
        key={`${week} ${cursor}`}
        label="Cards that expire before their next payment"
        merchant={code}
        acts={acts}
        columns={columns}
        all={page.newer || page.older ? all : null}
        rows={page.rows.flatMap((row) => {
          const order = orders.get(row.zuid);
          const mail = mails.get(row.zuid) ?? null;
          return order ? [lineOf(row, { order, mail, now, merchant: code, zone })] : [];
        })}
      />
      <PageSteps
        says={`Times in ${zone}`}
        earlier={{ name: "Previous", href: at(page.newer) }}
        later={{ name: "Next", href: at(page.older) }}
      />
    </>
  );
}

type CardRadarProps = { staff: Admitted; week: string; cursor: string | null };

function radarHref(merchant: string, asked: Record<string, string> = {}): string {
  return paymentsHref(merchant, "card-radar", new URLSearchParams(asked));
}

function Weeks({ merchant, weeks, chosen, zone }: WeeksProps) {
  const total = weeks.reduce((sum, { orders }) => sum + orders, 0);
  return (
    <nav aria-label="Weeks of the next payments" className="mb-4 flex flex-wrap gap-2">
      <Week href={radarHref(merchant)} isChosen={chosen === null} name="All weeks" orders={total} />
      {weeks.slice(0, 16).map(({ monday, orders }) => (
        <Week
          key={monday}
          href={radarHref(merchant, { week: monday })}
          isChosen={chosen === monday}
          name={`Week of ${sayDay(calendarWeek(monday, zone)?.startsAt ?? 0, zone)}`}
          orders={orders}
        />
      ))}
    </nav>
  );
}

type WeeksProps = {
  merchant: string;
  weeks: readonly { monday: string; orders: number }[];
  chosen: string | null;
  zone: string;
};

function Week({ href, isChosen, name, orders }: WeekProps) {
  return (
    <Link
      href={href}
      aria-current={isChosen ? "true" : undefined}
      className="rounded-control border border-line-strong bg-panel px-3 py-1.5 text-13 hover:bg-hover aria-[current=true]:border-accent aria-[current=true]:bg-selected"
    >
      <span className="block text-12 text-quiet">{name}</span>
      <span className="font-medium">
        {orders === 1 ? "1 card" : `${orders.toLocaleString("en-GB")} cards`}
      </span>
    </Link>
  );
}

type WeekProps = { href: string; isChosen: boolean; name: string; orders: number };

type Line = { order: Order; mail: LastMail | null; now: Instant; merchant: string; zone: string };

function lineOf(row: RadarRow, { order, mail, merchant, zone }: Line) {
  const card = currentCard(order);
  const next = nextAttempt(order);
  const event = next && eventOf(order, next.event);
  return {
    key: String(row.zuid),
    zuid: row.zuid,
    name: `ZUID-${row.zuid}`,
    cells: {
      order: <CustomerCell order={order} customer={row.customer} merchant={merchant} />,
      card: card && cardName(card),
      expires: card && `${String(card.expiryMonth).padStart(2, "0")}/${card.expiryYear}`,
      next: <Time at={row.at} zone={zone} />,
      amount: event && <Amount value={event.amount} currency={order.currency} />,
      status: statusNames[order.status],
      mail: <MailState mail={mail} zone={zone} />,
    },
  };
}

const acts = [{ act: "send_update_link", name: "Send card update link" }] as const;

const columns: readonly FoldingColumn[] = [
  { id: "order", header: "Order", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "card", header: "Card", phone: "max-sm:col-start-1 max-sm:row-start-2" },
  {
    id: "expires",
    header: "Expires",
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
    tag: "Expires",
  },
  {
    id: "next",
    header: "Next payment",
    phone: "max-sm:col-span-2 max-sm:row-start-3",
    tag: "Next payment",
  },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
  { id: "status", header: "Order status", phone: "max-sm:hidden" },
  { id: "mail", header: "Last e-mail", phone: "max-sm:col-span-2 max-sm:row-start-4" },
];
