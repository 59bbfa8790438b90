import { type NextRequest, NextResponse } from "next/server";
import { merchantCookie } from "@/components/preference-cookies";
import { isReply } from "@/lib/action-reply";
import { isMerchantCode } from "@/lib/domain/value/merchant-code";
import { PREFERENCE_KEPT_FOR, SECOND } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";
import { addedProviders } from "@/lib/gateway/added";
import { refusedHeader } from "@/lib/readable-request";

/** Gives every answer its security headers, and every page a nonce that its scripts must carry. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const refused = statusOfMalformed(request) ?? (await statusOfBody(request));
  if (refused) return new NextResponse(null, { status: refused });
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-address", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);

  const answer = NextResponse.next({ request: { headers } });
  answer.headers.set("content-security-policy", policy);
  answer.headers.set("x-frame-options", "DENY");
  answer.headers.set("x-content-type-options", "nosniff");
  answer.headers.set("cross-origin-opener-policy", "same-origin");
  answer.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  // The address of a payment page is the key to an order: it is told to nobody.
  const isPayment = request.nextUrl.pathname.startsWith("/pay");
  answer.headers.set("referrer-policy", isPayment ? "no-referrer" : "same-origin");
  // An action that sets a cookie has its page drawn anew.
  const merchant = request.method === "GET" ? (request.nextUrl.pathname.split("/")[1] ?? "") : "";
  if (isMerchantCode(merchant) && request.cookies.get(merchantCookie)?.value !== merchant)
    answer.cookies.set(merchantCookie, merchant, {
      path: "/",
      maxAge: PREFERENCE_KEPT_FOR / SECOND,
      sameSite: "lax",
      httpOnly: true,
      secure: env().appUrl.startsWith("https:"),
    });
  if (env().mode === "live")
    answer.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return answer;
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico).*)"] };

/** What no page or route of ours is to be troubled with: 400, 403 or 413. Null for everything else. */
function statusOfMalformed({ headers, method, nextUrl }: NextRequest): number | null {
  const unreadable = headers.get(refusedHeader);
  if (unreadable) return Number(unreadable);
  if (!isReadable(nextUrl.pathname)) return 400;
  if (Number(headers.get("content-length") ?? 0) > mostBytes) return 413;
  const writes = method !== "GET" && method !== "HEAD";
  return writes && isForeign(headers) ? 403 : null;
}

/** A length may be left out, and a form broken off: what came is counted and read before Next takes it for a fault of ours. */
async function statusOfBody(request: NextRequest): Promise<number | null> {
  if (!request.body) return request.headers.has("next-action") && request.method === "POST" ? 400 : null;
  const body = await request.arrayBuffer();
  if (body.byteLength > mostBytes) return 413;
  const type = request.headers.get("content-type") ?? "";
  const isParted = /^\s*multipart\//i.test(type);
  const parts = isParted ? await partsOf(body, type) : new Map([["0", new TextDecoder().decode(body)]]);
  if (!parts) return 400;
  return request.headers.has("next-action") && !isReply(parts) ? 400 : null;
}

async function partsOf(body: ArrayBuffer, type: string): Promise<ReadonlyMap<string, unknown> | null> {
  const form = new Response(body, { headers: { "content-type": type } }).formData();
  return form.then(
    (read) => new Map(read.entries()),
    () => null,
  );
}

const mostBytes = 1_000_000;

function isReadable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/**
 * Pages that tell nobody where they are send no origin, or the word null. Browsers say all the same whether that is
 * another site; where nothing is said, there is nothing to hold against it.
 */
function isForeign(headers: Headers): boolean {
  const origin = headers.get("origin");
  if (!origin || origin === "null") return /site$/.test(headers.get("sec-fetch-site") ?? "");
  if (!URL.canParse(origin)) return true;
  return new URL(origin).host !== headers.get("host") && new URL(origin).origin !== env().appUrl;
}

/** The card fields are the gateway's: its script, its frames, and what these load from it. Nothing else is foreign. */
function contentPolicy(nonce: string): string {
  const banks = [
    new URL(env().gatewayUrl).origin,
    ...addedProviders().flatMap(({ fieldsFrom }) => fieldsFrom),
  ];
  const bank = banks.join(" ");
  const development = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' ${bank}${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}' ${bank}`,
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data: ${bank}`,
    "font-src 'self'",
    `connect-src 'self' ${bank}`,
    `frame-src ${bank}`,
    `form-action 'self' ${bank}`,
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
