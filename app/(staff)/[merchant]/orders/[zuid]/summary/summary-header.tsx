import { CalendarDays, CreditCard } from "lucide-react";
import { StatusName } from "@/components/order/status-icon";
import { ActionMenu } from "@/components/ui/action-menu";
import { buttonClass } from "@/components/ui/button-class";
import { CopyIcon } from "@/components/ui/copy-icon";
import { PopUpLink } from "@/components/ui/opening";
import { situationOf } from "@/lib/domain/preview/situation";
import { typeNames } from "@/lib/domain/words/names";
import { BackToList, ListNeighbours } from "../../list-neighbours";
import { orderHref } from "../../order-href";
import type { OrderView } from "../view";
import { actionItems, gearItems } from "./menus";
import { MoneyFigures } from "./money-figures";
import { OrderKeys } from "./order-keys";
import { orderKeys } from "./order-keys-of";
import { SituationCard } from "./situation-card";
import { stepLinks } from "./step-link";

/** Whose order this is, how it stands, what must be done, how much it is about, and what can be done. */
export function SummaryHeader({ view }: { view: OrderView }) {
  const { order, customer, log, now } = view;
  const situation = situationOf(order, now, log);
  const hasBar = stepLinks(view, situation).length > 0;
  const actions = actionItems(view);
  return (
    <header className="contents">
      <div className="mb-2 flex min-h-6 items-center justify-between gap-4 text-13">
        <BackToList merchant={order.merchant.code} />
        <ListNeighbours merchant={order.merchant.code} zuid={order.zuid} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 text-24 font-semibold break-words">
          {customer.name}{" "}
          <span className="text-15 font-normal whitespace-nowrap text-quiet">ZUID-{order.zuid}</span>
        </h1>
        <CopyIcon text={`ZUID-${order.zuid}`} label="Copy the ZUID" />
        <span className="text-15">
          <StatusName status={order.status} />
        </span>
        <span className="text-13 text-quiet max-sm:hidden">{typeNames[order.type]}</span>
        <span className="ml-auto flex gap-2 max-sm:basis-full">
          {order.type === "single" ? null : (
            <>
              <PopUpLink href={orderHref(order, { popup: "payments" })} className={buttonClass.plain}>
                <CalendarDays size={16} strokeWidth={1.5} aria-hidden />
                Payments
              </PopUpLink>
              <PopUpLink href={orderHref(order, { popup: "cards" })} className={buttonClass.plain}>
                <CreditCard size={16} strokeWidth={1.5} aria-hidden />
                Cards
              </PopUpLink>
            </>
          )}
          <span className={hasBar ? "max-sm:hidden" : ""}>
            <ActionMenu label="Actions" icon="actions" items={actions} />
          </span>
          <ActionMenu label="Gear options" icon="gear" items={gearItems(view)} />
        </span>
      </div>
      <SituationCard view={view} situation={situation} actions={actions} />
      <MoneyFigures view={view} />
      <OrderKeys keys={orderKeys(view, situation)} />
    </header>
  );
}
