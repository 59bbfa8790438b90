import type { Metadata } from "next";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import { Details } from "./details";
import { Flow } from "./flow";
import { Log } from "./log";
import { Messages } from "./messages";
import { Notes } from "./notes";
import { OpenPopUp } from "./pop-ups/open-pop-up";
import { Registration } from "./registration";
import { Schedule } from "./schedule";
import { SummaryHeader } from "./summary-header";
import { Transactions } from "./transactions";
import { type Params, type SearchParams, viewOf } from "./view";

type Props = { params: Params; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `${(await params).zuid.toUpperCase()} · Order Summary` };
}

export default foundOrNot(OrderPage, NotFound);

/** The Order Summary, with the pop-up that its address names: the story on the left, the facts on the right. */
async function OrderPage({ params, searchParams }: Props) {
  const view = await viewOf(params, searchParams);
  return (
    <>
      <SummaryHeader view={view} />
      <div className={columns}>
        <div className={column}>
          <Schedule view={view} />
          <Transactions view={view} />
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
      <OpenPopUp view={view} />
      {paymentAtGateway(view.order) ? <KeepFresh /> : null}
    </>
  );
}

/** In one column the facts stand before the long log. */
const columns = "flex flex-col gap-x-10 min-[1100px]:grid min-[1100px]:grid-cols-[minmax(0,1fr)_20rem]";
const column = "min-w-0 max-[1099px]:contents";
const last = "min-w-0 max-[1099px]:order-last";
