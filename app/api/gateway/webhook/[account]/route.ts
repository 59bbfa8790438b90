import { businessNow } from "@/lib/clock";
import { REPORT_ANSWERED_WITHIN } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";
import { cutToStorable } from "@/lib/gateway/opp/answer";
import { decryptWebhook, entityOf, readWebhook } from "@/lib/gateway/opp/webhook";
import { log } from "@/lib/log";
import { payments } from "@/lib/payments/payments";
import { receiveWebhook } from "@/lib/payments/report";

/**
 * What the gateway reports by itself. Only what is sealed with our key is looked at. 2xx says that it need not be
 * told again: it is booked, or kept for staff to look at.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ account: string }> },
): Promise<Response> {
  const { account: sentTo } = await params;
  // No merchant's, and nothing that a database could look for.
  if (cutToStorable(sentTo) !== sentTo || sentTo.includes("%00")) return answer(404);
  const body = await readBody(request);
  if (body === null) return answer(413);
  const opened = decryptWebhook(
    body,
    request.headers.get("x-initialization-vector") ?? "",
    request.headers.get("x-authentication-tag") ?? "",
    env().gatewayWebhookKey,
  );
  if (opened === null) return answer(401);
  const report = readWebhook(opened);
  if (!report) return answer(400);
  if (!report.answer && !report.deregistered) {
    if (report.type === "PAYMENT" || report.type === "REGISTRATION")
      log.warn("a gateway report without a result", { kind: report.type });
    return answer(204);
  }
  const { db } = payments();
  const told = { report, account: entityOf(opened), sentTo };
  const handled = receiveWebhook(payments(), told, await businessNow(db)).then((handled) => {
    if (handled === "nobodys") return 404;
    log.info("gateway report", {
      merchantId: handled.merchantId,
      kind: report.type,
      state: handled.done,
      code: codeOf(report.answer?.code),
    });
    return 200;
  });
  // What it starts may wait for the gateway itself. It is written down by then; the gateway need not wait for the rest.
  const status = await Promise.race([handled, patience()]);
  if (status === 202) handled.catch((fault) => log.error("a gateway report was not processed", { fault }));
  return answer(status);
}

/** A result code; what else stands in its place may be anything, and stays out of the log. */
function codeOf(said: string | undefined): string | null {
  return said && /^\d{3}\.\d{3}\.\d{3}$/.test(said) ? said : null;
}

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

function patience(): Promise<202> {
  return new Promise((resolve) => setTimeout(resolve, REPORT_ANSWERED_WITHIN, 202 as const).unref());
}

function answer(status: number): Response {
  return new Response(null, { status });
}
