import type { Metadata } from "next";
import type { ReactNode } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Opening } from "@/components/ui/opening";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import { frames } from "./@popup/frames";
import { Details } from "./summary/details";
import { Happened } from "./summary/happened";
import { Messages } from "./summary/messages";
import { Payments } from "./summary/payments";
import { Registration } from "./summary/registration";
import { Schedule } from "./summary/schedule";
import { StatusPath } from "./summary/status-path";
import { SummaryHeader } from "./summary/summary-header";
import { orderViewOf, type Params } from "./view";

type Props = { params: Params; popup: ReactNode };

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  return { title: `${(await params).zuid.toUpperCase()} · Order Summary` };
}

export default foundOrNot(OrderSummary, NotFound);

/**
 * The Order Summary: the story on the left, the facts on the right. It is drawn with the page and after an act; the
 * pop-up that the address names lies on it, and comes and goes by itself.
 */
async function OrderSummary({ params, popup }: Props) {
  const view = await orderViewOf(params);
  return (
    <Opening popUp={popup} frames={frames()}>
      <SummaryHeader view={view} />
      <div className={columns}>
        <div className="min-w-0">
          <Schedule view={view} />
          <Payments view={view} />
          <Happened view={view} />
        </div>
        <aside aria-label="Facts" className="mt-8 min-w-0">
          <Details view={view} />
          <Registration view={view} />
          <Messages view={view} />
          <StatusPath view={view} />
        </aside>
      </div>
      {/* Room for the bar that a phone has at the bottom. */}
      <div className="h-20 sm:hidden" />
      {paymentAtGateway(view.order) ? <KeepFresh /> : null}
    </Opening>
  );
}

const columns =
  "gap-x-10 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_23rem]";
