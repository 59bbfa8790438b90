import { notFound } from "next/navigation";
import { cache } from "react";
import { type Admitted, onlyOwnOf } from "@/lib/auth/admission";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import type { Actor } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import { isStorable } from "@/lib/domain/value/storable";
import { type FoundOrder, findOrder } from "@/lib/orders/queries";

/** One order as one person sees it at one instant: what its page is drawn from. */
export type OrderView = FoundOrder & {
  merchantId: number;
  now: Instant;
  actor: Actor;
  /** The user's time zone. */
  zone: string;
  mayRefund: boolean;
  mayBill: boolean;
  /** Whether the customer's own page is this person's to see. */
  mayOpenCustomer: boolean;
};

/** What a pop-up is drawn from: the order, and what the address says beside its number. */
export type View = OrderView & { asked: Asked };

type Asked = Readonly<Record<string, string>>;

/** What is unknown, somebody else's, or beyond the role answers 404 alike. */
export async function orderViewOf(params: Params): Promise<OrderView> {
  const { merchant, zuid } = await params;
  return viewAt(merchant, zuid);
}

export async function viewOf(params: Params, searchParams: SearchParams): Promise<View> {
  return { ...(await orderViewOf(params)), asked: firstOf(await searchParams) };
}

/** Read once, however many parts of an answer are drawn from it. */
const viewAt = cache(async (merchant: string, name: string): Promise<OrderView> => {
  const staff = await requireStaff("orders", merchant);
  const zuid = zuidOf(name);
  if (zuid === null) notFound();
  const db = database();
  const now = await businessNow(db);
  const found = await findOrder(db, scopeOf(staff), zuid, now);
  if (!found) notFound();
  return {
    ...found,
    merchantId: staff.merchantId,
    now,
    actor: actorOf(staff),
    zone: staff.user.timeZone,
    mayRefund: isPermitted(staff.role, "refunds"),
    mayBill: isPermitted(staff.role, "billing"),
    mayOpenCustomer: staff.scope === "all" || found.customer.createdBy === staff.user.id,
  };
});

export type Params = Promise<{ merchant: string; zuid: string }>;
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** "ZUID-1042" -> 1042 */
export function zuidOf(text: string): number | null {
  const digits = /^ZUID-([1-9]\d{0,8})$/i.exec(text)?.[1];
  return digits ? Number(digits) : null;
}

function scopeOf(staff: Admitted) {
  return { merchantId: staff.merchantId, createdBy: onlyOwnOf(staff) ?? undefined };
}

function firstOf(params: Awaited<SearchParams>): Asked {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined || !isStorable(first) ? [] : [[name, first.slice(0, 2_000)]];
    }),
  );
}
