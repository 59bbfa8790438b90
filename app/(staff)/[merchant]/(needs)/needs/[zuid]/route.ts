import { onlyOwnOf } from "@/lib/auth/admission";
import { isPermitted } from "@/lib/auth/permissions";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { findOrder } from "@/lib/orders/queries";
import { jsonRoute } from "../../../json-route";
import { zuidOf } from "../../../orders/[zuid]/view";
import { needPanel } from "../../need-panel";

type Params = { merchant: string; zuid: string };

/** What the panel shows of one order. */
export const GET = jsonRoute<Params>("orders", async (staff, _request, params) => {
  const zuid = zuidOf(params.zuid);
  if (zuid === null) return null;
  const db = database();
  const now = await businessNow(db);
  const scope = { merchantId: staff.merchantId, createdBy: onlyOwnOf(staff) ?? undefined };
  const found = await findOrder(db, scope, zuid, now);
  if (!found) return null;
  return needPanel(found, {
    actor: actorOf(staff),
    now,
    zone: staff.user.timeZone,
    mayRefund: isPermitted(staff.role, "refunds"),
    mayBill: isPermitted(staff.role, "billing"),
  });
});
