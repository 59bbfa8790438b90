import type { MessageDraft, MessageKind } from "@/lib/domain/messages";
import type { Order } from "@/lib/domain/order";
import { writeAmount, writeDay } from "@/lib/locale";
import { messageWords, type Words } from "./message-words";

/** A message as it is mailed. */
export type Rendered = { subject: string; text: string; html: string };

export type Letter = {
  kind: MessageKind;
  data: MessageDraft["data"];
  order: Order;
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

function addressOf(action: NonNullable<Words["action"]>, link: string): string {
  return action.leadsTo === "card" ? `${link}/card` : link;
}

function asText(letter: Letter, words: Words, href: string | null, closing: string[]): string {
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

/** Styles stand on the elements: mail programs drop whatever stands elsewhere. */
function asHtml(letter: Letter, words: Words, href: string | null, closing: string[]): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px">${escaped(text)}</p>`;
  const list = words.list?.length
    ? `<ul style="margin:0 0 16px;padding-left:20px">${words.list.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`
    : "";
  const button =
    href && words.action
      ? `<p style="margin:24px 0"><a href="${escaped(href)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#0d5c70;color:#ffffff;text-decoration:none;font-weight:500">${escaped(words.action.label)}</a></p>`
      : "";
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(words.subject)}</title></head>`,
    '<body style="margin:0;background:#f9f7f5;color:#211e1b;font:16px/1.5 Arial,sans-serif">',
    '<div style="max-width:560px;margin:0 auto;padding:32px 20px">',
    `<p style="margin:0 0 24px;font-weight:bold">${escaped(letter.merchant.name)}</p>`,
    paragraph(`Hello ${letter.customer.name},`),
    ...words.lines.map(paragraph),
    list,
    button,
    `<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #e0dbd6;color:#645d57;font-size:13px">${closing.map(escaped).join("<br>")}</p>`,
    "</div></body></html>",
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
