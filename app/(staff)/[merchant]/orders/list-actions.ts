"use server";
import { z } from "zod";
import { staffAction } from "@/lib/action";
import type { Admitted } from "@/lib/auth/admission";
import { database } from "@/lib/database";
import { done, invalid } from "@/lib/domain/order/result";
import { writtenName } from "@/lib/domain/value/written-name";
import { parseOrderFilter } from "@/lib/orders/filter";
import { orderFilterParams } from "@/lib/orders/filter-address";
import {
  changeView,
  deleteView,
  keepListChoices,
  type ListChoices,
  openWith,
  saveView,
} from "@/lib/orders/list-choices";
import { hideable } from "./orders-columns";

const Merchant = z.string().max(64);
const Columns = z
  .string()
  .max(400)
  .transform((text) => hideable.filter((id) => text.split(".").includes(id)));
const Widths = z.record(z.string().regex(/^[a-z]{1,20}$/), z.number().int().min(48).max(600));

/** Which columns the list does not show. */
export const hideColumns = staffAction(
  "orders",
  z.object({ merchant: Merchant, columns: Columns }),
  async (staff, { columns: hidden }) => {
    await keepListChoices(database(), ownerOf(staff), { hidden });
    return done(hidden);
  },
);

/** How wide columns were drawn, as JSON; what is not named is as wide as usual. */
export const keepWidths = staffAction(
  "orders",
  z.object({
    merchant: Merchant,
    widths: z
      .string()
      .max(2_000)
      .transform((text, context) => {
        const read = Widths.safeParse(jsonOf(text));
        if (read.success) return read.data;
        context.addIssue("These are no widths.");
        return z.NEVER;
      }),
  }),
  async (staff, { widths }) => {
    await keepListChoices(database(), ownerOf(staff), { widths });
    return done(widths);
  },
);

const Query = z
  .string()
  .max(2_000)
  // As the list itself writes it, without the place in it.
  .transform((text) =>
    orderFilterParams({ ...parseOrderFilter(new URLSearchParams(text)), cursor: null }).toString(),
  );
const Flag = z.stringbool().optional().default(false);
const Id = z.uuid();

/** Names the state that the list is in. */
export const nameView = staffAction(
  "orders",
  z.object({ merchant: Merchant, name: z.string().max(400), query: Query, shared: Flag, opens: Flag }),
  async (staff, { name: typed, query, shared: isShared, opens: isDefault }) => {
    const written = writtenName(typed);
    if ("wrong" in written) return invalid({ name: written.wrong });
    const view = { name: written.name, query, isShared, isDefault };
    const kept = await saveView(database(), ownerOf(staff), view, Date.now());
    return kept ? viewsOf(kept) : invalid({ name: "You have 30 views. Delete one first." });
  },
);

/** Renames and shares a view of one's own. */
export const editView = staffAction(
  "orders",
  z.object({ merchant: Merchant, id: Id, name: z.string().max(400), shared: Flag, opens: Flag }),
  async (staff, { id, name: typed, shared: isShared, opens }) => {
    const written = writtenName(typed);
    if ("wrong" in written) return invalid({ name: written.wrong });
    const owner = ownerOf(staff);
    const changed = await changeView(database(), owner, id, { name: written.name, isShared });
    if (!changed) return { is: "not_found" } as const;
    const isNow = changed.views.some((view) => view.id === id && view.isDefault);
    if (isNow === opens) return viewsOf(changed);
    return viewsOf(await openWith(database(), owner, opens ? id : null));
  },
);

/** With which view the list opens; with none where none is named. */
export const openListWith = staffAction(
  "orders",
  z.object({ merchant: Merchant, id: z.union([Id, z.literal("")]) }),
  async (staff, { id }) => viewsOf(await openWith(database(), ownerOf(staff), id || null)),
);

export const removeView = staffAction(
  "orders",
  z.object({ merchant: Merchant, id: Id }),
  async (staff, { id }) => viewsOf(await deleteView(database(), ownerOf(staff), id)),
);

function viewsOf({ views }: ListChoices) {
  return done(views);
}

function ownerOf(staff: Admitted) {
  return { merchantId: staff.merchantId, userId: staff.user.id };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
