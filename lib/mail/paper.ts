/** A message as it is mailed. */
export type Rendered = { subject: string; text: string; html: string };

/** What a mail says, whoever it is to. */
export type Sheet = {
  subject: string;
  greeting: string;
  lines: readonly string[];
  list: readonly string[];
  button: { label: string; href: string } | null;
  sender: string;
  closing: readonly string[];
};

/** Writes it twice: as text, and the same as HTML. */
export function onPaper(sheet: Sheet): Rendered {
  return { subject: sheet.subject, text: asText(sheet), html: asHtml(sheet) };
}

function asText({ greeting, lines, list, button, sender, closing }: Sheet): string {
  const parts = [
    greeting,
    ...lines,
    ...(list.length > 0 ? [list.map((item) => `- ${item}`).join("\n")] : []),
    ...(button ? [`${button.label}:\n${button.href}`] : []),
    sender,
    closing.join("\n"),
  ];
  return `${parts.join("\n\n")}\n`;
}

/**
 * Styles stand on the elements: mail programs drop whatever stands elsewhere, and do not all hand them down. Every
 * element that holds text breaks a word that is wider than the phone it is read on.
 */
function asHtml({ subject, greeting, lines, list, button, sender, closing }: Sheet): string {
  const paragraph = (text: string) => `<p style="margin:0 0 16px;${breaking}">${escaped(text)}</p>`;
  const item = (text: string) => `<li style="${breaking}">${escaped(text)}</li>`;
  const items =
    list.length > 0
      ? `<ul style="margin:0 0 16px;padding-left:20px;${breaking}">${list.map(item).join("")}</ul>`
      : "";
  const link = button
    ? `<p style="margin:24px 0;${breaking}"><a href="${escaped(button.href)}" style="display:inline-block;max-width:100%;box-sizing:border-box;padding:12px 20px;border-radius:6px;background:#0d5c70;color:#ffffff;text-decoration:none;font-weight:500;${breaking}">${escaped(button.label)}</a></p>`
    : "";
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(subject)}</title></head>`,
    `<body style="margin:0;background:#f9f7f5;color:#211e1b;font:16px/1.5 Arial,sans-serif;${breaking}">`,
    `<div style="max-width:560px;margin:0 auto;padding:32px 20px;${breaking}">`,
    `<p style="margin:0 0 24px;font-weight:bold;${breaking}">${escaped(sender)}</p>`,
    paragraph(greeting),
    ...lines.map(paragraph),
    items,
    link,
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
