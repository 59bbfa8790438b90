import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";

/** Gives every answer its security headers, and every page a nonce that its scripts must carry. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
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
  if (env().mode === "live")
    answer.headers.set("strict-transport-security", "max-age=63072000; includeSubDomains");
  return answer;
}

export const config = { matcher: ["/((?!_next/static|_next/image|favicon.ico).*)"] };

/** The card fields are the gateway's: its script, its frames, and what these load from it. Nothing else is foreign. */
function contentPolicy(nonce: string): string {
  const bank = new URL(env().gatewayUrl).origin;
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
