import type { NextRequest } from "next/server";
import type { PaletteActs } from "@/components/palette-found";
import { signedIn } from "@/lib/auth/require-staff";
import { situationOf } from "@/lib/domain/preview/situation";
import { actionItems, gearItems } from "../summary/menus";
import { stepLinks } from "../summary/step-link";
import { orderViewOf, type Params } from "../view";

/** What can be done on the order's page, from the records that its menus and its best step come from. */
export async function GET(_request: NextRequest, { params }: { params: Params }): Promise<Response> {
  if (!(await signedIn())) return new Response(null, { status: 401 });
  const view = await orderViewOf(params);
  const { order, customer, log, now } = view;
  const steps = stepLinks(view, situationOf(order, now, log));
  const menus = [...actionItems(view), ...gearItems(view)].filter(
    ({ href }) => !steps.some((step) => step.href === href),
  );
  const found: PaletteActs = {
    title: `ZUID-${order.zuid}, ${customer.name}`,
    acts: [
      ...steps.map((step, i) => ({ ...step, hint: i === 0 ? "best next step" : "", reason: null })),
      ...menus
        .map((item) => ({ ...item, hint: "" }))
        .sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null)),
    ],
  };
  return Response.json(found, { headers: { "cache-control": "private, no-store" } });
}
