import { fromLocalInput, toLocalInput } from "@/components/ui/local-time";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { isPermitted } from "@/lib/auth/permissions";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { colleaguesOf } from "@/lib/desk/care";
import { comingAutomatically, groupNeeds, listNeeds } from "@/lib/desk/needs";
import type { NeedsFilter } from "@/lib/desk/needs-filter";
import { needsTotals, ownedBy, sectionsOf } from "@/lib/desk/needs-totals";
import { addDays, type Instant } from "@/lib/domain/value/calendar";
import { sayNear, saySums } from "@/lib/domain/words/need-words";
import { type NeedRowText, needRow } from "./need-row";
import { needsHref } from "./needs-href";

/** Everything that the list shows, as the database has it now. */
export async function readDesk(staff: Admitted, filter: NeedsFilter) {
  const db = database();
  const { merchantId } = staff;
  const zone = staff.user.timeZone;
  const scope = { merchantId, userId: staff.user.id, createdBy: onlyOwnOf(staff) };
  const now = await businessNow(db);
  const [groups, colleagues, coming] = await Promise.all([
    groupNeeds(db, scope, now),
    colleaguesOf(db, merchantId),
    comingAutomatically(db, scope, now),
  ]);
  const page = await listNeeds(db, scope, { filter, groups, now });
  const reader = {
    now,
    zone,
    userId: scope.userId,
    names: new Map(colleagues.map(({ id, name }) => [id, name])),
    mayRefund: isPermitted(staff.role, "refunds"),
    mayBill: isPermitted(staff.role, "billing"),
  };
  const owned = ownedBy(groups);
  const shown: ShownDesk = {
    rows: page.needs.map((need) => needRow(need, reader)),
    sections: sectionsWords(sectionsOf(groups, filter, scope.userId)),
    people: colleagues
      .filter(({ id, isActive, reachesAll }) => isActive && reachesAll && id !== scope.userId)
      .map(({ id, name }) => ({ id, name, owned: owned.get(id) ?? 0 })),
    me: { name: staff.user.name, owned: owned.get(scope.userId) ?? 0 },
    times: snoozeTimes(now, zone),
    tomorrow: toLocalInput(addDays(now, 1, zone), zone).slice(0, 10),
    mayActOnMany: isPermitted(staff.role, "payments"),
  };
  const next = coming.next && { ...coming.next, words: sayNear(coming.next.at, now, zone) };
  return {
    shown,
    totals: needsTotals(groups, filter, scope.userId),
    coming: { next, retried: coming.retried },
    older: page.after && needsHref(staff.merchant.code, { ...filter, after: page.after }),
  };
}

/** What the list needs in the browser. */
export type ShownDesk = {
  rows: NeedRowText[];
  sections: { section: NeedRowText["section"]; name: string; about: string }[];
  /** Colleagues to whom an order can be handed over, each with how many they have. */
  people: { id: string; name: string; owned: number }[];
  me: { name: string; owned: number };
  times: { name: string; until: string; words: string }[];
  /** The first day until which an order can be set aside. */
  tomorrow: string;
  mayActOnMany: boolean;
};

export type Coming = {
  next: { zuid: number; words: string } | null;
  retried: number;
};

function sectionsWords(sections: ReturnType<typeof sectionsOf>): ShownDesk["sections"] {
  const currencies = sections.filter(({ section }) => section !== "ends").length;
  return sections.map(({ section, total: { count, sums } }) => {
    const money = saySums(sums.map(({ currency, outstanding }) => ({ currency, amount: outstanding })));
    const orders = `${count.toLocaleString("en-GB")} ${count === 1 ? "order" : "orders"}`;
    return {
      section,
      name:
        section === "ends"
          ? "Retries end within 7 days"
          : currencies > 1
            ? `Most money first, ${section}`
            : "Most money first",
      about: [orders, money].filter(Boolean).join(", "),
    };
  });
}

/** In the morning of the person's own days. */
function snoozeTimes(now: Instant, zone: string): ShownDesk["times"] {
  return snoozeDays.map(({ name, days }) => {
    const until = `${toLocalInput(addDays(now, days, zone), zone).slice(0, 10)}T09:00`;
    return { name, until, words: sayNear(fromLocalInput(until, zone) ?? now, now, zone) };
  });
}

const snoozeDays = [
  { name: "Tomorrow", days: 1 },
  { name: "In three days", days: 3 },
  { name: "In a week", days: 7 },
] as const;
