import { CommandForm } from "@/components/ui/command-form";
import { timeWords } from "@/components/ui/time";
import { database } from "@/lib/database";
import { sayDay } from "@/lib/domain/value/calendar";
import { type OrderMessage, orderMessages } from "@/lib/orders/mailbox";
import { carriedBy } from "../../order-href";
import { sendMessageAgain } from "../actions";
import type { OrderView } from "../view";
import { FactGroup, factLink } from "./fact-group";

/** What the customer was told by mail, and what became of each. */
export async function Messages({ view }: { view: OrderView }) {
  const messages = await orderMessages(database(), view.merchantId, view.order.zuid, MOST);
  if (messages.length === 0) return null;
  const earlier = messages.slice(SHOWN);
  return (
    <FactGroup title="Messages">
      <MessageList messages={messages.slice(0, SHOWN)} view={view} />
      {earlier.length > 0 ? (
        <details className="mt-1.5">
          <summary className={`cursor-pointer list-none ${factLink}`}>
            {messages.length === MOST ? `The last ${MOST}` : `All ${messages.length}`}
          </summary>
          <div className="mt-1.5">
            <MessageList messages={earlier} view={view} />
          </div>
        </details>
      ) : null}
    </FactGroup>
  );
}

const SHOWN = 3;
const MOST = 20;

function MessageList({ messages, view: { order, mayBill, zone } }: MessageListProps) {
  return (
    <ul className="space-y-1.5">
      {messages.map((message) => (
        <li key={message.id}>
          <p className="flex items-baseline justify-between gap-4">
            <span className="truncate" title={`${message.subject ?? nameOf(message)}, to ${message.to}`}>
              {message.subject ?? nameOf(message)}
              <span className="sr-only">, to {message.to}</span>
            </span>
            <State message={message} zone={zone} />
          </p>
          {message.state === "failed" || message.error ? (
            <p className={`break-words ${message.state === "failed" ? "text-red" : "text-quiet"}`}>
              {detailOf(message)}
            </p>
          ) : null}
          {message.state === "failed" && mayBill ? (
            <div className="mt-2">
              <CommandForm
                action={sendMessageAgain}
                carries={{ ...carriedBy(order), message: message.id }}
                act="Send again"
                kind="plain"
                working="Sending"
              />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type MessageListProps = { messages: readonly OrderMessage[]; view: OrderView };

/** "Opened 2 Nov 2026, 18:41": its newest state, and since when. */
function State({ message, zone }: { message: OrderMessage; zone: string }) {
  const at = message.openedAt ?? message.sentAt ?? message.createdAt;
  const { iso, here, utc } = timeWords(at, zone);
  return (
    <span className={`shrink-0 text-12 ${message.state === "failed" ? "text-red" : "text-quiet"}`}>
      {stateNames[message.state]}{" "}
      <time dateTime={iso} title={`${here}, ${utc} UTC`} className="tabular-nums">
        {sayDay(at, zone)}
      </time>
    </span>
  );
}

const stateNames: Readonly<Record<OrderMessage["state"], string>> = {
  queued: "Queued",
  sending: "Queued",
  sent: "Sent",
  opened: "Opened",
  failed: "Failed",
  dropped: "Not sent",
};

function nameOf({ kind }: OrderMessage): string {
  const words = kind.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function detailOf({ state, error }: OrderMessage): string {
  switch (state) {
    case "failed":
      return `Failed: ${error ?? "the mail server did not accept it"}`;
    case "dropped":
      return `Not sent because it is no longer correct: ${error ?? ""}`;
    default:
      return `Not accepted yet: ${error ?? ""}`;
  }
}
