import type { Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import type { MessageDraft, MessageKind } from "@/lib/domain/words/messages";
import { writeAmount, writeDay } from "@/lib/locale";
import { type MailText, messageWords } from "./message-words";
import { onPaper, type Rendered } from "./paper";

export type Letter = {
  kind: MessageKind;
  data: MessageDraft["data"];
  order: Order;
  /** When it is written, for what follows by itself from then on. */
  now: Instant;
  customer: { name: string; locale: string };
  merchant: { name: string; descriptor: string; timeZone: string };
  /** What it says about itself; null: nothing. */
  contact: { supportEmail: string; supportPhone: string; termsUrl: string; privacyUrl: string } | null;
  /** Address of the customer's page of the order; null when the link is withdrawn. */
  link: string | null;
};

/** Writes a message: subject, a text part, and the same as HTML. */
export function render(letter: Letter): Rendered {
  const { order, customer, merchant, data } = letter;
  const words = messageWords[letter.kind]({
    order,
    now: letter.now,
    data,
    merchant: merchant.name,
    amount: (minor) => writeAmount(minor, order.currency, customer.locale),
    day: (at) => writeDay(at, merchant.timeZone, customer.locale),
  });
  const href = words.action && letter.link && addressOf(words.action, letter.link);
  const closing = [
    `Order reference: ${order.invoiceId}`,
    ...(merchant.descriptor ? [`On your card statement: ${merchant.descriptor}`] : []),
    ...contactLines(letter.contact),
  ];
  return onPaper({
    subject: words.subject,
    greeting: `Hello ${customer.name},`,
    lines: words.lines,
    list: words.list ?? [],
    button: href && words.action ? { label: words.action.label, href } : null,
    sender: merchant.name,
    closing,
  });
}

function contactLines(contact: Letter["contact"]): string[] {
  if (!contact) return [];
  const { supportEmail, supportPhone, termsUrl, privacyUrl } = contact;
  const reached = [supportEmail, supportPhone].filter(Boolean).join(", ");
  return [
    ...(reached ? [`Questions? ${reached}`] : []),
    ...(termsUrl ? [`Terms: ${termsUrl}`] : []),
    ...(privacyUrl ? [`Privacy notice: ${privacyUrl}`] : []),
  ];
}

function addressOf(action: NonNullable<MailText["action"]>, link: string): string {
  return action.leadsTo === "card" ? `${link}/card` : link;
}
