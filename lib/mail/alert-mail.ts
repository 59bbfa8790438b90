import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { merchants } from "@/db/schema/merchants";
import { alerts, type messages } from "@/db/schema/messages";
import { users } from "@/db/schema/users";
import { isFor } from "@/lib/alerts/audience";
import { alertLink, alertRecords } from "@/lib/alerts/kinds";
import type { AlertMailData } from "@/lib/alerts/post";
import { alertsOrders, readersOf } from "@/lib/alerts/readers";
import { sayInstant } from "@/lib/domain/value/calendar";
import type { Reading } from "./mail";
import type { Sheet } from "./paper";

/** Alerts for one person, as far as they are theirs now and nobody has acknowledged them. */
export async function alertMail(
  tx: Tx,
  { data, merchantId }: typeof messages.$inferSelect,
  merchant: typeof merchants.$inferSelect,
  { appUrl }: Reading,
): Promise<(Sheet & { to: string }) | { untrue: string }> {
  const told = data as AlertMailData;
  const [reader] = await readersOf(tx, merchantId, eq(users.id, told.user));
  if (!reader) return { untrue: "This person does not work here any more." };
  const open = await tx
    .select()
    .from(alerts)
    .where(
      and(eq(alerts.merchantId, merchantId), inArray(alerts.id, told.alerts), isNull(alerts.acknowledgedAt)),
    )
    .orderBy(desc(alerts.createdAt), desc(alerts.id));
  const its = await alertsOrders(
    tx,
    merchantId,
    open.map(({ zuid }) => zuid),
  );
  const theirs = open.filter(({ kind, zuid }) => isFor(reader, { kind, order: its.get(zuid) }));
  const [first] = theirs;
  if (!first) return { untrue: "There is nothing left to tell this person." };
  const single = theirs.length === 1 ? first : null;
  const link = single && alertLink(single);
  return {
    to: reader.email,
    subject: single ? subjectOf(single) : `${theirs.length} alerts at ${merchant.name}`,
    greeting: `Hello ${reader.name},`,
    lines: [told.isDaily ? "These alerts came since the last digest." : "There is something to look at."],
    list: [
      ...theirs
        .slice(0, MOST_SAID)
        .map(({ createdAt, text }) => `${sayInstant(createdAt, reader.timeZone)}: ${text}`),
      ...(theirs.length > MOST_SAID ? [`And ${theirs.length - MOST_SAID} more.`] : []),
    ],
    button: link
      ? { label: `Open ${link.name}`, href: `${appUrl}/${merchant.code}${link.path}` }
      : { label: "Open alerts", href: `${appUrl}/${merchant.code}/alerts` },
    sender: merchant.name,
    closing: [
      `Times in ${reader.timeZone}.`,
      `Sent to ${reader.email}. You choose under Account how alerts are mailed to you.`,
    ],
  };
}

function subjectOf({ kind, zuid }: typeof alerts.$inferSelect): string {
  const { name } = alertRecords[kind];
  return zuid === null ? name : `${name}: ZUID-${zuid}`;
}

const MOST_SAID = 25;
