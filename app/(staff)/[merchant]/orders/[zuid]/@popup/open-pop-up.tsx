import type { ReactNode } from "react";
import { Changes, type RecentChange } from "@/components/ui/changes";
import { CloseFooter, PopUp } from "@/components/ui/pop-up";
import { frameAsked } from "@/components/ui/pop-up-frame";
import { actorName } from "@/lib/domain/order/refusal";
import { menuEntries } from "@/lib/domain/rules/command";
import { describeEntry as inWords } from "@/lib/domain/words/describe-entry";
import { orderHref } from "../../order-href";
import type { View } from "../view";
import { CardResult } from "./cards/card-result";
import { Cards } from "./cards/cards";
import { Collect } from "./cards/collect";
import { CollectPayment } from "./collect/collect-payment";
import { frames, type OwnPopUp } from "./frames";
import { ChangeEmail } from "./order/change-email";
import { ChangePrice } from "./order/change-price";
import { EditDetails } from "./order/edit-details";
import { Cancel, Complete } from "./order/end-order";
import { SendLink, ShowLink } from "./order/link";
import { Pause } from "./order/pause";
import { PlainForm } from "./order/plain-form";
import { Flow } from "./order/status-flow";
import { isEventAct } from "./payments/event-act-names";
import { EventForm } from "./payments/event-form";
import { eventsAsked, tickedHref } from "./payments/offered-acts";
import { NoPayments, Payments } from "./payments/payments";
import { RunForward } from "./payments/run-forward";
import { AskGateway, BookReport, CloseReport } from "./reports/report";
import { RunningPayment } from "./running-payment";
import { Capture, Refund, Reverse } from "./transactions/refund";
import { SchedulePayment, SubmitPayment } from "./transactions/submit-payment";
import { Transaction } from "./transactions/transaction";

/** The pop-up that the address names; a name that says nothing, or nothing to this person, opens nothing. */
export function OpenPopUp({ view }: { view: View }) {
  const frame = frameAsked(frames(), view.asked);
  const content = frame && contentOf(view);
  if (!content) return null;
  return (
    <PopUp key={frame.title} {...frame} closeTo={orderHref(view.order)} backTo={stepBefore(view)}>
      <RunningPayment view={view} />
      <Changes latest={latestOf(view)}>{content}</Changes>
    </PopUp>
  );
}

/** The form of an act on payments lies where they were ticked. */
function stepBefore({ order, asked }: View): string | undefined {
  if (asked.popup !== "payments" || !isEventAct(asked.act)) return undefined;
  return tickedHref(order, eventsAsked(asked.events));
}

function latestOf({ order, log, zone }: View): RecentChange[] {
  return log.slice(-20).map(({ seq, actor, entry }) => ({
    version: seq,
    text: `${actorName(actor)}: ${inWords(entry, order, zone)}`,
  }));
}

/** What has no one form that would make its footer. */
function shown(content: ReactNode): ReactNode {
  return (
    <>
      <div className="mb-6">{content}</div>
      <CloseFooter />
    </>
  );
}

function contentOf(view: View): ReactNode {
  const { popup = "", act } = view.asked;
  if (popup === "payments" && isEventAct(act)) return <EventForm view={view} act={act} />;
  return Object.hasOwn(contents, popup) ? contents[popup as OwnPopUp](view) : plain(view);
}

const contents: Readonly<Record<OwnPopUp, (view: View) => ReactNode>> = {
  payments: (view) => (view.order.events.length > 0 ? <Payments view={view} /> : shown(<NoPayments />)),
  cards: (view) => shown(<Cards view={view} />),
  "card-result": (view) => shown(<CardResult view={view} />),
  "collect-payment": (view) => view.mayBill && <CollectPayment view={view} />,
  collect: (view) => <Collect view={view} />,
  "status-flow": (view) => shown(<Flow view={view} />),
  transaction: (view) => shown(<Transaction view={view} />),
  refund: (view) => view.mayRefund && <Refund view={view} />,
  capture: (view) => view.mayRefund && <Capture view={view} />,
  reverse: (view) => view.mayRefund && <Reverse view={view} />,
  "book-report": (view) => view.mayRefund && <BookReport view={view} />,
  "ask-gateway": (view) => view.mayRefund && <AskGateway view={view} />,
  "close-report": (view) => view.mayRefund && <CloseReport view={view} />,
  "send-link": (view) => <SendLink view={view} />,
  "show-link": (view) => <ShowLink view={view} />,
  "change-price": (view) => view.mayBill && view.order.type === "subscription" && <ChangePrice view={view} />,
  "change-email": (view) => <ChangeEmail view={view} />,
  "edit-details": (view) => <EditDetails view={view} />,
  pause: (view) => <Pause view={view} />,
  cancel: (view) => <Cancel view={view} />,
  complete: (view) => <Complete view={view} />,
  "run-forward": (view) => shown(<RunForward view={view} />),
  "submit-payment": (view) => view.order.type === "metered" && <SubmitPayment view={view} />,
  "schedule-payment": (view) => view.order.type === "metered" && <SchedulePayment view={view} />,
};

/** A command that menus offer and that has no form of its own. */
function plain(view: View): ReactNode {
  const found = menuEntries().find(({ entry }) => entry.popUp === view.asked.popup);
  return found && <PlainForm view={view} {...found} />;
}
