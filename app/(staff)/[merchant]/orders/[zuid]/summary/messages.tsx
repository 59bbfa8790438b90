import { CommandForm } from "@/components/ui/command-form";
import { Section } from "@/components/ui/section";
import { Time } from "@/components/ui/time";
import { database } from "@/lib/database";
import { listMessages, type StoredMessage } from "@/lib/orders/mailbox";
import { carriedBy } from "../../order-href";
import { sendMessageAgain } from "../actions";
import type { OrderView } from "../view";

/** What the customer was told by mail, and what became of each. */
export async function Messages({ view }: { view: OrderView }) {
  const { order, mayBill, zone } = view;
  const messages = await listMessages(database(), view.merchantId, { zuid: order.zuid, most: 20 });
  if (messages.length === 0) return null;
  return (
    <Section title="Messages">
      <ul className="space-y-3 text-13">
        {messages.map((message) => (
          <li key={message.id}>
            <p className="text-12 text-quiet">
              <Time at={message.createdAt} zone={zone} />, {message.to}
            </p>
            <p className="break-words">{message.subject ?? nameOf(message)}</p>
            <p className={`break-words ${message.state === "failed" ? "text-red" : "text-quiet"}`}>
              {stateOf(message)}
            </p>
            {message.state === "failed" && mayBill ? (
              <div className="mt-2">
                <CommandForm
                  action={sendMessageAgain}
                  carries={{ ...carriedBy(order), message: message.id }}
                  act="Send again"
                  kind="plain"
                  working="Sending"
                >
                  {null}
                </CommandForm>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function nameOf({ kind }: StoredMessage): string {
  const words = kind.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function stateOf({ state, error }: StoredMessage): string {
  switch (state) {
    case "queued":
    case "sending":
      return error ? `Queued, not accepted yet: ${error}` : "Queued";
    case "sent":
      return "Sent";
    case "opened":
      return "Opened";
    case "failed":
      return `Failed: ${error ?? "the mail server did not accept it"}`;
    case "dropped":
      return `Not sent because it is no longer correct: ${error ?? ""}`;
  }
}
