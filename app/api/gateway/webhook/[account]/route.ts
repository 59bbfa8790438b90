import { businessNow } from "@/lib/clock";
import { isStorable } from "@/lib/domain/value/storable";
import { REPORT_ANSWERED_WITHIN } from "@/lib/domain/value/timetable";
import { log } from "@/lib/log";
import { payments } from "@/lib/payments/payments";
import { noteUnreadable, receiveWebhook } from "@/lib/payments/report";

/**
 * What the gateway reports by itself. Only what proves who sent it is looked at. 2xx says that it need not be
 * told again: it is booked, or kept for staff to look at.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ account: string }> },
): Promise<Response> {
  const { account: sentTo } = await params;
  // No merchant's, and nothing that a database could look for.
  if (!isStorable(sentTo) || sentTo.length > LONGEST_ACCOUNT || sentTo.includes("%00")) return answer(404);
  const body = await readBody(request);
  if (body === null) return answer(413);
  const heard = await payments().gateways.hear(sentTo, { body, header: (name) => request.headers.get(name) });
  if (heard.kind !== "report") await noteUnreadable(payments(), sentTo, await businessNow(payments().db));
  if (heard.kind === "strange") return answer(401);
  if (heard.kind === "unreadable") return answer(400);
  if (!heard.answer && !heard.deregistered) {
    if (heard.missing) log.warn("a gateway report without a result", { kind: heard.type });
    return answer(204);
  }
  const { db } = payments();
  const told = { report: heard, sentTo };
  const handled = receiveWebhook(payments(), told, await businessNow(db)).then((handled) => {
    if (handled === "nobodys") return 404;
    log.info("gateway report", {
      merchantId: handled.merchantId,
      kind: heard.type,
      state: handled.done,
      code: heard.code,
    });
    return handled.done === "order_held" ? 503 : 200;
  });
  // It may wait for whoever holds the order, or what it starts for the gateway itself. As long as nobody knows that it
  // is booked, the gateway is to tell it again.
  const status = await Promise.race([handled, patience()]);
  if (status === 503) handled.catch((fault) => log.error("a gateway report was not processed", { fault }));
  return answer(status);
}

const LONGEST_ACCOUNT = 500;
const largestBody = 256 * 1024;

async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largestBody) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function patience(): Promise<503> {
  return new Promise((resolve) => setTimeout(resolve, REPORT_ANSWERED_WITHIN, 503 as const).unref());
}

function answer(status: number): Response {
  return new Response(null, { status });
}
