import type { FoldingColumn } from "@/components/order/folding-table";
import { Amount } from "@/components/ui/amount";
import { Time } from "@/components/ui/time";
import type { Admitted } from "@/lib/auth/admission";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import type { Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { typeNames } from "@/lib/domain/words/names";
import type { OrderFilter } from "@/lib/orders/filter";
import { listOrders, type OrderRow } from "@/lib/orders/queries";
import { readOrders } from "@/lib/orders/read";
import { type LastMail, lastMails } from "@/lib/payment-lists/last-mails";
import { CustomerCell } from "../customer-cell";
import { sayHowLong } from "../how-long";
import { MailState } from "../mail-state";
import { PageSteps } from "../page-steps";
import { pendingHref } from "../payments-href";
import { SelectableTable } from "../selectable-table";

/** The pending orders that an address asks for, each with its reminders and its last mail. */
export async function PendingList({ staff, filter }: { staff: Admitted; filter: OrderFilter }) {
  const db = database();
  const now = await businessNow(db);
  const { code, timeZone } = staff.merchant;
  const zone = staff.user.timeZone;
  const page = await listOrders(db, { merchantId: staff.merchantId, timeZone }, filter, now);
  const zuids = page.rows.map(({ zuid }) => zuid);
  const [orders, mails] = await Promise.all([
    readOrders(db, staff.merchantId, zuids, now),
    lastMails(db, staff.merchantId, zuids),
  ]);
  if (page.rows.length === 0)
    return (
      <p className="py-8 text-13 text-quiet">
        {filter.q || filter.currency || filter.type.length > 0
          ? "No pending order matches. Change the filters."
          : "No order is pending. An order stands here from its payment link to its first payment."}
      </p>
    );
  return (
    <>
      <SelectableTable
        key={JSON.stringify(filter)}
        label="Pending orders"
        merchant={code}
        acts={acts}
        columns={columns}
        rows={page.rows.flatMap((row) => {
          const order = orders.get(row.zuid);
          const mail = mails.get(row.zuid) ?? null;
          return order ? [lineOf(row, { order, mail, now, merchant: code, zone })] : [];
        })}
      />
      <PageSteps
        says={`Times in ${zone}`}
        earlier={{
          name: "Previous",
          href: page.newer && pendingHref(code, { ...filter, cursor: page.newer }),
        }}
        later={{ name: "Next", href: page.older && pendingHref(code, { ...filter, cursor: page.older }) }}
      />
    </>
  );
}

type Line = { order: Order; mail: LastMail | null; now: Instant; merchant: string; zone: string };

function lineOf(row: OrderRow, { order, mail, now, merchant, zone }: Line) {
  const since = order.linkRequestedAt ?? order.createdAt;
  return {
    key: String(row.zuid),
    zuid: row.zuid,
    name: `ZUID-${row.zuid}`,
    cells: {
      order: <CustomerCell order={order} customer={row.customer} merchant={merchant} />,
      pending: <span title={`Since ${new Date(since).toISOString()}`}>{sayHowLong(since, now)}</span>,
      reminders: order.notices.reminders,
      mail: <MailState mail={mail} zone={zone} />,
      amount: <Amount value={row.amount} currency={row.currency} />,
      created: <Time at={row.createdAt} zone={zone} />,
      invoice: <span className="block max-w-32 truncate">{row.invoiceId}</span>,
      type: typeNames[row.type],
      channel: row.channel,
    },
  };
}

const acts = [
  { act: "send_reminder", name: "Send reminder" },
  { act: "cancel_order", name: "Cancel" },
] as const;

const columns: readonly FoldingColumn[] = [
  { id: "order", header: "Order", phone: "max-sm:col-start-1 max-sm:row-start-1" },
  { id: "pending", header: "Pending", phone: "max-sm:col-start-1 max-sm:row-start-2", tag: "Pending for" },
  {
    id: "reminders",
    header: "Reminders",
    end: true,
    phone: "max-sm:col-start-2 max-sm:row-start-2 max-sm:text-right",
    tag: "Reminders",
  },
  { id: "mail", header: "Last e-mail", phone: "max-sm:col-span-2 max-sm:row-start-3" },
  { id: "amount", header: "Amount", end: true, phone: "max-sm:col-start-2 max-sm:row-start-1" },
  { id: "created", header: "Created", phone: "max-sm:hidden" },
  { id: "invoice", header: "Invoice ID", phone: "max-sm:hidden" },
  { id: "type", header: "Type", phone: "max-sm:hidden" },
  { id: "channel", header: "Channel", phone: "max-sm:hidden" },
];
