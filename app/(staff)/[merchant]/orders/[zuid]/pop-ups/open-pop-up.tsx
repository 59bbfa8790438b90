import type { ReactNode } from "react";
import { Changes, type RecentChange } from "@/components/ui/changes";
import { CloseFooter, PopUp } from "@/components/ui/pop-up";
import { actorName } from "@/lib/domain/order/refusal";
import { menuEntries } from "@/lib/domain/rules/command";
import { describeEntry as inWords } from "@/lib/domain/words/describe-entry";
import { orderHref } from "../../order-href";
import type { View } from "../view";
import { CardResult } from "./card-result";
import { Cards } from "./cards";
import { Collect } from "./collect";
import { Cancel, Complete } from "./end-order";
import { EventForm, eventActs, isEventAct } from "./event-form";
import { SendLink, ShowLink } from "./link";
import { Pause } from "./pause";
import { Payments } from "./payments";
import { PlainForm } from "./plain-form";
import { Capture, Refund, Reverse } from "./refund";
import { AskGateway, BookReport, CloseReport } from "./report";
import { RunningPayment } from "./running-payment";
import { SchedulePayment, SubmitPayment } from "./submit-payment";
import { Transaction } from "./transaction";

/** The pop-up that the address names; a name that says nothing opens nothing. */
export function OpenPopUp({ view }: { view: View }) {
  const found = popUpOf(view);
  if (!found) return null;
  return (
    <PopUp key={found.title} title={found.title} size={found.size} closeTo={orderHref(view.order)}>
      <RunningPayment view={view} />
      <Changes latest={latestOf(view)}>{found.content}</Changes>
    </PopUp>
  );
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

type Found = { title: string; size: "small" | "medium" | "large"; content: ReactNode };

function popUpOf(view: View): Found | null {
  const { asked, order, mayRefund } = view;
  const small = (title: string, content: ReactNode): Found => ({ title, size: "small", content });
  switch (asked.popup) {
    case "payments":
      return isEventAct(asked.act)
        ? { title: eventActs[asked.act], size: "medium", content: <EventForm view={view} act={asked.act} /> }
        : { title: "Scheduled Payments", size: "large", content: shown(<Payments view={view} />) };
    case "cards":
      return { title: "Registered Cards", size: "medium", content: shown(<Cards view={view} />) };
    case "card-result":
      return small("Card update", shown(<CardResult view={view} />));
    case "collect":
      return small("Collect outstanding payments", <Collect view={view} />);
    case "transaction":
      return { title: "Transaction Details", size: "medium", content: shown(<Transaction view={view} />) };
    case "refund":
      return mayRefund ? small("Refund", <Refund view={view} />) : null;
    case "capture":
      return mayRefund ? small("Capture", <Capture view={view} />) : null;
    case "book-report":
      return mayRefund ? small("Record the report", <BookReport view={view} />) : null;
    case "ask-gateway":
      return mayRefund ? small("Ask the gateway again", <AskGateway view={view} />) : null;
    case "close-report":
      return mayRefund ? small("Close the report", <CloseReport view={view} />) : null;
    case "reverse":
      return mayRefund ? small("Reverse", <Reverse view={view} />) : null;
    case "send-link":
      return small("Send link by e-mail", <SendLink view={view} />);
    case "show-link":
      return small("Show link", <ShowLink view={view} />);
    case "pause":
      return small("Pause", <Pause view={view} />);
    case "cancel":
      return small("Cancel order", <Cancel view={view} />);
    case "complete":
      return { title: "Mark as complete", size: "medium", content: <Complete view={view} /> };
    case "submit-payment":
      return order.type === "metered" ? small("New payment", <SubmitPayment view={view} />) : null;
    case "schedule-payment":
      return order.type === "metered"
        ? small("Create scheduled payment", <SchedulePayment view={view} />)
        : null;
    default:
      return plain(view);
  }
}

/** A command that menus offer and that has no form of its own. */
function plain(view: View): Found | null {
  const found = menuEntries().find(({ entry }) => entry.popUp === view.asked.popup);
  return found
    ? { title: found.entry.item, size: "small", content: <PlainForm view={view} {...found} /> }
    : null;
}
