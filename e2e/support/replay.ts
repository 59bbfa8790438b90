import type { Page, Request } from "@playwright/test";

/** The request that a form of staff sends, to be sent again by somebody else or with other numbers. */
export async function caught(page: Page, press: () => Promise<void>): Promise<Request> {
  const sent = page.waitForRequest((request) => Boolean(request.headers()["next-action"]));
  await press();
  return sent;
}

/** Sends an action once more with a page's own cookies; `fields` are put in the place of what it carried. */
export async function replay(page: Page, action: Request, fields: Record<string, number | string>) {
  const headers = action.headers();
  let body = action.postData() ?? "";
  for (const [name, value] of Object.entries(fields))
    body = body.replaceAll(new RegExp(`(name="(?:_?\\d+_)?${name}"\\r\\n\\r\\n)[^\\r]*`, "g"), `$1${value}`);
  return page.request.post(action.url(), {
    headers: {
      accept: "text/x-component",
      "next-action": headers["next-action"] ?? "",
      "content-type": headers["content-type"] ?? "",
      origin: new URL(action.url()).origin,
    },
    data: Buffer.from(body),
    maxRedirects: 0,
  });
}
