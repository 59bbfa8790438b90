import type { PopUpFrame, PopUpFrames, PopUpSize } from "@/components/ui/pop-up-frame";
import { menuEntries } from "@/lib/domain/rules/command";
import { eventActs } from "./payments/event-act-names";

/** Every pop-up of an order by its name in the address: those below, and the commands that menus offer. */
export function frames(): PopUpFrames {
  const plain = menuEntries().map(({ entry }) => [entry.popUp, small(entry.item)] as const);
  const acts = Object.entries(eventActs).map(
    ([act, title]) => [`payments/${act}`, framed(title, "large")] as const,
  );
  return { ...Object.fromEntries([...plain, ...acts]), ...own };
}

const framed = (title: string, size: PopUpSize): PopUpFrame => ({ title, size });
const small = (title: string): PopUpFrame => framed(title, "small");

const own = {
  payments: framed("Scheduled Payments", "large"),
  cards: framed("Registered Cards", "medium"),
  "card-result": small("Card update"),
  "collect-payment": framed("Collect payment", "medium"),
  collect: small("Collect outstanding payments"),
  "status-flow": framed("Status flow", "medium"),
  transaction: framed("Transaction Details", "medium"),
  refund: small("Refund"),
  capture: small("Capture"),
  reverse: small("Reverse"),
  "book-report": small("Record the report"),
  "ask-gateway": small("Ask the gateway again"),
  "close-report": small("Close the report"),
  "send-link": small("Send link by e-mail"),
  "show-link": small("Show link"),
  pause: small("Pause"),
  "change-price": small("Change price"),
  "edit-details": small("Edit details"),
  "change-email": small("Change e-mail"),
  cancel: small("Cancel order"),
  complete: framed("Mark as complete", "medium"),
  "run-forward": framed("Run forward", "large"),
  "submit-payment": small("New payment"),
  "schedule-payment": small("Create scheduled payment"),
} satisfies PopUpFrames;

/** Those that have a form or a view of their own. */
export type OwnPopUp = keyof typeof own;
