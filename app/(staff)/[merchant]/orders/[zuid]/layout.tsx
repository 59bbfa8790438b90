import type { Metadata } from "next";
import type { ReactNode } from "react";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Opening } from "@/components/ui/opening";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import { frames } from "./@popup/frames";
import { Details } from "./summary/details";
import { Flow } from "./summary/flow";
import { Log } from "./summary/log";
import { Messages } from "./summary/messages";
import { Notes } from "./summary/notes";
import { Payments } from "./summary/payments";
import { Registration } from "./summary/registration";
import { Schedule } from "./summary/schedule";
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
        <div className={column}>
          <Schedule view={view} />
          <Payments view={view} />
          <div className={last}>
            <Flow view={view} />
            <Log view={view} />
          </div>
        </div>
        <div className={column}>
          <Details view={view} />
          <Registration view={view} />
          <Notes view={view} />
          <Messages view={view} />
        </div>
      </div>
      {/* Room for the bar that a phone has at the bottom. */}
      <div className="h-20 sm:hidden" />
      {paymentAtGateway(view.order) ? <KeepFresh /> : null}
    </Opening>
  );
}

/** In one column the facts stand before the long log. */
const columns = "flex flex-col gap-x-10 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_20rem]";
const column = "min-w-0 max-[1099px]:contents";
const last = "min-w-0 max-[1099px]:order-last";
