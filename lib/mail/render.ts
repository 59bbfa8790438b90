import type { Order } from "@/lib/domain/order/order";
import type { Instant } from "@/lib/domain/value/calendar";
import type { MessageDraft, MessageKind } from "@/lib/domain/words/messages";
import { writeAmount, writeDay } from "@/lib/locale";
import { type MailText, messageWords } from "./message-words";

/** A message as it is mailed. */
export type Rendered = { subject: string; text: string; html: string };

export type Letter = {
  kind: MessageKind;
  data: MessageDraft["data"];
  order: Order;
  /** When it is written, for what follows by itself from then on. */
  now: Instant;
  customer: { name: string; locale: string };
  merchant: { name: string; descriptor: string; timeZone: string };
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
  ];
  return {
    subject: words.subject,
    text: asText(letter, words, href || null, closing),
    html: asHtml(letter, words, href || null, closing),
  };
}

function addressOf(action: NonNullable<MailText["action"]>, link: string): string {
  return action.leadsTo === "card" ? `${link}/card` : link;
}

function asText(letter: Letter, words: MailText, href: string | null, closing: string[]): string {
  const parts = [
    `Hello ${letter.customer.name},`,
    ...words.lines,
    ...(words.list?.length ? [words.list.map((item) => `- ${item}`).join("\n")] : []),
    ...(href && words.action ? [`${words.action.label}:\n${href}`] : []),
    letter.merchant.name,
    closing.join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * Styles stand on the elements: mail programs drop whatever stands elsewhere, and do not all hand them down. Every
 * element that holds text breaks a word that is wider than the phone it is read on.
 */
function asHtml(letter: Letter, words: MailText, href: string | null, closing: string[]): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px;${breaking}">${escaped(text)}</p>`;
  const item = (text: string) => `<li style="${breaking}">${escaped(text)}</li>`;
  const list = words.list?.length
    ? `<ul style="margin:0 0 16px;padding-left:20px;${breaking}">${words.list.map(item).join("")}</ul>`
    : "";
  const button =
    href && words.action
      ? `<p style="margin:24px 0;${breaking}"><a href="${escaped(href)}" style="display:inline-block;max-width:100%;box-sizing:border-box;padding:12px 20px;border-radius:6px;background:#0d5c70;color:#ffffff;text-decoration:none;font-weight:500;${breaking}">${escaped(words.action.label)}</a></p>`
      : "";
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(words.subject)}</title></head>`,
    `<body style="margin:0;background:#f9f7f5;color:#211e1b;font:16px/1.5 Arial,sans-serif;${breaking}">`,
    `<div style="max-width:560px;margin:0 auto;padding:32px 20px;${breaking}">`,
    `<p style="margin:0 0 24px;font-weight:bold;${breaking}">${escaped(letter.merchant.name)}</p>`,
    paragraph(`Hello ${letter.customer.name},`),
    ...words.lines.map(paragraph),
    list,
    button,
    `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e0dbd6;color:#645d57;font-size:13px;${breaking}">${closing.map(escaped).join("<br>")}</p>`,
    "</div></body></html>",
  ].join("\n");
}

/** The last of them for programs that do not know the first. */
const breaking = "overflow-wrap:anywhere;word-wrap:break-word;word-break:break-word";

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
