import type { Metadata } from "next";
import { KeepFresh } from "@/components/ui/keep-fresh";
import { Outcome } from "@/components/ui/outcome";
import { paymentAtGateway } from "@/lib/domain/standing";
import { Details } from "./details";
import { Log } from "./log";
import { Notes } from "./notes";
import { Notices } from "./notices";
import { OpenPopUp } from "./pop-ups/open-pop-up";
import { Registration } from "./registration";
import { Schedule } from "./schedule";
import { SummaryHeader } from "./summary-header";
import { Transactions } from "./transactions";
import { type Params, type SearchParams, viewOf } from "./view";

type Props = { params: Params; searchParams: SearchParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).zuid.toUpperCase() };
}

/** The Order Summary, with the pop-up that its address names. */
export default async function OrderPage({ params, searchParams }: Props) {
  const view = await viewOf(params, searchParams);
  return (
    <>
      <SummaryHeader view={view} />
      {view.asked.popup ? null : <Outcome />}
      <Notices view={view} />
      <div className={columns}>
        <Schedule view={view} />
        <Details view={view} />
      </div>
      <Transactions view={view} />
      <div className={columns}>
        <Log view={view} />
        <div className="min-w-0">
          <Registration view={view} />
          <Notes view={view} />
        </div>
      </div>
      <OpenPopUp view={view} />
      {paymentAtGateway(view.order) ? <KeepFresh /> : null}
    </>
  );
}

const columns = "gap-8 lg:grid lg:grid-cols-[minmax(0,1fr)_24rem]";
