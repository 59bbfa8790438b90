import { type SQL, sql } from "drizzle-orm";
import { type Db, withMerchant } from "@/db/client";
import { attempts, isProcessed, processedAt } from "@/db/schema/attempts";
import { instantOf, toTimestamp } from "@/db/schema/columns";
import { customers } from "@/db/schema/customers";
import { orderLog } from "@/db/schema/order-log";
import { billingEvents, orders } from "@/db/schema/orders";
import { recoveries } from "@/db/schema/recoveries";
import { type Cell, type CsvPage, csvInstant } from "@/lib/csv";
import type { PaymentType } from "@/lib/domain/decline/gateway-answer";
import type { Cause } from "@/lib/domain/order/cause";
import type { Actor, OrderStatus, OrderType } from "@/lib/domain/order/order";
import { actorName } from "@/lib/domain/order/refusal";
import { HOUR } from "@/lib/domain/value/calendar";
import { type Currency, toDecimal } from "@/lib/domain/value/money";
import { causeNames, statusNames, transactionNames, typeNames } from "@/lib/domain/words/names";
import { projectedRows } from "./projected";
import { partIn, reasonWord, recoveryWhere } from "./recovery-filter";
import { instantsOf, type ReportFilter } from "./report-filter";

/** A report: rows of one kind in an order that does not change while it is read, and what they come to. */
export type ReportKind = {
  name: string;
  says: string;
  /** The columns of its page and of its file. */
  head: readonly string[];
  looksAhead?: true;
  /** Of rows with `key`, a list of what they are ordered by, `at`, `zuid`, `amount` and what the cells need. */
  rows(asked: ReportAsked): SQL;
  /** The types of the parts of `key`. */
  key: readonly string[];
  cells(row: ReportRow, currency: Currency): Cell[];
};

export type ReportAsked = { merchantId: number; filter: ReportFilter; now: number; timeZone: string };

export type ReportRow = {
  key: readonly string[];
  at: string;
  zuid: number;
  amount: string | null;
  customer: string;
} & Record<string, unknown>;

/** The rows after a place, each page in a short transaction of its own; `cells` of them are what a file has. */
export async function reportPage(
  db: Db,
  report: ReportKind,
  asked: ReportAsked,
  { after, size }: { after: readonly string[] | null; size: number },
): Promise<CsvPage<readonly string[]>> {
  const place = report.key.map((type, i) => sql`${after?.[i] ?? ""}::text::${sql.raw(type)}`);
  const columns = report.key.map((_, i) => sql.raw(`k${i + 1}`));
  const beyond =
    after === null ? sql`true` : sql`(${sql.join(columns, sql`, `)}) > (${sql.join(place, sql`, `)})`;
  const rows = await withMerchant(db, asked.merchantId, (tx) =>
    tx.execute<ReportRow>(sql`
      select json_build_array(${sql.join(
        columns.map((one) => sql`${one}::text`),
        sql`, `,
      )}) as key, found.*, ${customers.name} as customer
        from (select * from (${report.rows(asked)}) as all_rows where ${beyond}
               order by ${sql.join(columns, sql`, `)} limit ${size + 1}) as found
        join ${customers} on ${customers.merchantId} = ${asked.merchantId} and ${customers.id} = found.customer_id
       order by ${sql.join(columns, sql`, `)}`),
  );
  const page = rows.slice(0, size);
  return {
    rows: page.map((row) => report.cells(row, asked.filter.currency)),
    next: rows.length > size ? (page.at(-1)?.key ?? null) : null,
  };
}

/** How many rows there are, and what they come to in the report's currency. */
export async function reportTotal(
  db: Db,
  report: ReportKind,
  asked: ReportAsked,
): Promise<{ count: number; amount: number }> {
  const [row] = await withMerchant(db, asked.merchantId, (tx) =>
    tx.execute<{ count: string; amount: string | null }>(
      sql`select count(*) as count, sum(amount) as amount from (${report.rows(asked)}) as all_rows`,
    ),
  );
  return { count: Number(row?.count ?? 0), amount: Number(row?.amount ?? 0) };
}

const ordersReport: ReportKind = {
  name: "Orders",
  says: "Orders that were created in these days",
  head: [
    "Created (UTC)",
    "ZUID",
    "Customer",
    "Invoice ID",
    "Type",
    "Status",
    "Currency",
    "Amount",
    "Net paid",
    "Outstanding",
  ],
  key: ["timestamptz", "int"],
  rows: ({ merchantId, filter }) => {
    const { from, before } = instantsOf(filter);
    return sql`
      select ${orders.createdAt} as k1, ${orders.zuid} as k2, ${orders.createdAt} as at, ${orders.zuid} as zuid,
             ${orders.customerId} as customer_id, ${orders.shownAmount} as amount, ${orders.invoiceId} as invoice,
             ${orders.type} as type, ${orders.status} as status, ${orders.netPaid} as paid,
             ${orders.outstanding} as outstanding
        from ${orders}
       where ${orders.merchantId} = ${merchantId} and ${orders.currency} = ${filter.currency}
         and ${orders.createdAt} >= ${toTimestamp(from)} and ${orders.createdAt} < ${toTimestamp(before)}`;
  },
  cells: (row, currency) => [
    ...[csvInstant(instantOf(row.at)), `ZUID-${row.zuid}`, row.customer, String(row.invoice)],
    ...[typeNames[row.type as OrderType], statusNames[row.status as OrderStatus], currency],
    ...[money(row.amount, currency), money(row.paid, currency), money(row.outstanding, currency)],
  ],
};

const processedReport: ReportKind = {
  name: "Processed",
  says: "Every transaction of these days",
  head: [
    ...[
      "Processed (UTC)",
      "ZUID",
      "Customer",
      "SPID",
      "Type",
      "Result",
      "Initial or repeated",
      "Attempt",
      "Cause",
    ],
    ...["By", "Transaction ID", "Result code", "Currency", "Amount"],
  ],
  key: ["timestamptz", "int", "int"],
  rows: ({ merchantId, filter }) => {
    const { from, before } = instantsOf(filter);
    return sql`
      select ${processedAt} as k1, ${attempts.zuid} as k2, ${attempts.number} as k3, ${processedAt} as at,
             ${attempts.zuid} as zuid, ${attempts.customerId} as customer_id, ${attempts.amount} as amount,
             ${attempts.number} as number, ${attempts.type} as type, ${attempts.state} as state,
             ${attempts.recurrence} as recurrence, ${attempts.cause} as cause, ${attempts.actor} as actor,
             ${attempts.transactionId} as "transactionId", ${attempts.code} as code,
             (select ${billingEvents.spid} from ${billingEvents} where ${billingEvents.merchantId} = ${merchantId}
                 and ${billingEvents.zuid} = ${attempts.zuid} and ${billingEvents.number} = ${attempts.event}) as spid
        from ${attempts}
       where ${attempts.merchantId} = ${merchantId} and ${attempts.currency} = ${filter.currency} and ${isProcessed}
         and ${processedAt} >= ${toTimestamp(from)} and ${processedAt} < ${toTimestamp(before)}`;
  },
  cells: (row, currency) => [
    ...[csvInstant(instantOf(row.at)), `ZUID-${row.zuid}`, row.customer, figure(row.spid)],
    ...[
      transactionNames[row.type as PaymentType],
      resultWords[String(row.state)] ?? "",
      String(row.recurrence),
    ],
    ...[figure(row.number), causeNames[row.cause as Cause], actorName(row.actor as Actor)],
    ...[String(row.transactionId ?? ""), String(row.code ?? ""), currency, money(row.amount, currency)],
  ],
};

const resultWords: Readonly<Record<string, string>> = {
  approved: "approved",
  duplicate: "approved, collected a second time",
  declined: "declined",
  abandoned: "not completed",
  sent: "no result yet",
  unknown: "no result yet",
};

const projectedReport: ReportKind = {
  name: "Projected",
  says: "Payments that will fall due in these days, if all is collected",
  head: ["Falls due (UTC)", "ZUID", "Customer", "SPID", "Cycles later", "Currency", "Amount"],
  looksAhead: true,
  key: ["timestamptz", "int", "int", "int"],
  rows: ({ merchantId, filter, now, timeZone }) => {
    const { currency, from: firstDay, to: lastDay } = filter;
    const periods = [{ ...instantsOf(filter), firstDay, lastDay }];
    return sql`
      select due.at as k1, due.zuid as k2, due.event as k3, due.step as k4, due.at, due.zuid, due.step, due.amount,
             ${orders.customerId} as customer_id, ${billingEvents.spid} as spid
        from (${projectedRows(merchantId, { currency, periods, now, timeZone })}) as due
        join ${orders} on ${orders.merchantId} = ${merchantId} and ${orders.zuid} = due.zuid
        join ${billingEvents} on ${billingEvents.merchantId} = ${merchantId}
             and ${billingEvents.zuid} = due.zuid and ${billingEvents.number} = due.event`;
  },
  cells: (row, currency) => [
    ...[csvInstant(instantOf(row.at)), `ZUID-${row.zuid}`, row.customer, figure(row.spid), figure(row.step)],
    ...[currency, money(row.amount, currency)],
  ],
};

const recoveryReport: ReportKind = {
  name: "Recovery",
  says: "Payments that were declined, and what became of them",
  head: [
    ...[
      "Missed (UTC)",
      "ZUID",
      "Customer",
      "SPID",
      "Reason",
      "What became of it",
      "Ended (UTC)",
      "Hours",
      "By",
    ],
    ...["Attempts", "Currency", "Amount"],
  ],
  key: ["timestamptz", "int", "int"],
  rows: ({ merchantId, filter }) => {
    const choice = { ...filter, ...instantsOf(filter) };
    return sql`
      select ${recoveries.missedAt} as k1, ${recoveries.zuid} as k2, ${recoveries.event} as k3,
             ${recoveries.missedAt} as at, ${recoveries.zuid} as zuid, ${orders.customerId} as customer_id,
             ${recoveries.amount} as amount, ${reasonWord} as reason, ${partIn(choice)} as part,
             ${recoveries.endedAt} as "endedAt", ${recoveries.end} as "end", ${recoveries.cause} as cause,
             ${recoveries.tries} as tries,
             (select ${billingEvents.spid} from ${billingEvents} where ${billingEvents.merchantId} = ${merchantId}
                 and ${billingEvents.zuid} = ${recoveries.zuid} and ${billingEvents.number} = ${recoveries.event}) as spid
        from ${recoveries}, ${orders} where ${recoveryWhere(merchantId, choice)}`;
  },
  cells: (row, currency) => {
    const ended = row.endedAt ? instantOf(String(row.endedAt)) : null;
    const isOver = row.part === "recovered" || row.part === "given_up";
    const hours = isOver && ended !== null ? Math.round((ended - instantOf(row.at)) / HOUR) : "";
    return [
      ...[
        csvInstant(instantOf(row.at)),
        `ZUID-${row.zuid}`,
        row.customer,
        figure(row.spid),
        String(row.reason),
      ],
      ...[isOver ? String(row.end) : (openWords[String(row.part)] ?? ""), isOver ? csvInstant(ended) : ""],
      ...[
        figure(hours),
        row.cause && isOver ? causeNames[row.cause as Cause] : "",
        figure(isOver ? row.tries : ""),
      ],
      ...[currency, money(row.amount, currency)],
    ];
  },
};

const openWords: Readonly<Record<string, string>> = {
  person: "open, needs a person",
  automatic: "open, retried automatically",
};

const changesReport: ReportKind = {
  name: "Status changes",
  says: "Each change of an order's status in these days, in all currencies",
  head: ["At (UTC)", "ZUID", "Customer", "From", "To", "By", "Currency of the order"],
  key: ["timestamptz", "int", "int"],
  rows: ({ merchantId, filter }) => {
    const { from, before } = instantsOf(filter);
    return sql`
      select ${orderLog.at} as k1, ${orderLog.zuid} as k2, ${orderLog.seq} as k3, ${orderLog.at} as at,
             ${orderLog.zuid} as zuid, ${orders.customerId} as customer_id, null::bigint as amount,
             ${orderLog.entry}->>'from' as "was", ${orderLog.entry}->>'to' as "is", ${orderLog.actor} as actor,
             ${orders.currency} as currency
        from ${orderLog} join ${orders} on ${orders.merchantId} = ${merchantId} and ${orders.zuid} = ${orderLog.zuid}
       where ${orderLog.merchantId} = ${merchantId} and ${orderLog.kind} = 'status_changed'
         and ${orderLog.at} >= ${toTimestamp(from)} and ${orderLog.at} < ${toTimestamp(before)}`;
  },
  cells: (row) => [
    ...[csvInstant(instantOf(row.at)), `ZUID-${row.zuid}`, row.customer],
    ...[statusNames[row.was as OrderStatus], statusNames[row.is as OrderStatus]],
    ...[actorName(row.actor as Actor), String(row.currency)],
  ],
};

/** By the last part of their address. */
export const reports = {
  orders: ordersReport,
  processed: processedReport,
  projected: projectedReport,
  recovery: recoveryReport,
  changes: changesReport,
} as const satisfies Record<string, ReportKind>;
export type ReportName = keyof typeof reports;

function figure(value: unknown): Cell {
  return { figure: String(value ?? "") };
}

function money(minor: unknown, currency: Currency): Cell {
  return { figure: toDecimal(Number(minor ?? 0), currency) };
}
