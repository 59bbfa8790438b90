import NextAuth, { AuthError, CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { database } from "@/lib/database";
import { SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { checkCredentials } from "./check-credentials";
import { knownDevice } from "./known-device";
import { addressOf } from "./request-address";
import { endSession, type SignedInFrom, startSession } from "./sessions";
import type { Claims } from "./staff";
import { checkCode } from "./two-step";

/**
 * Sessions of staff: a signed token in a cookie that names a row of the database. What is in the token is read here
 * and nothing is asked, because whatever is thrown here is taken for being signed out; who it is and whether the
 * session is good is asked by `signedIn`.
 */
export const { auth, signIn, signOut } = NextAuth(() => ({
  secret: env().authSecret,
  trustHost: true,
  useSecureCookies: env().appUrl.startsWith("https:"),
  session: { strategy: "jwt", maxAge: SIGNED_IN_FOR / 1_000 },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: {}, password: {}, code: {} },
      async authorize(given, request) {
        const typed = SignIn.safeParse(given);
        if (!typed.success) return null;
        const now = Date.now();
        const cookies = cookiesOf(request.headers);
        const { email, password, code } = typed.data;
        const { authSecret } = env();
        const device = knownDevice(authSecret, email, (name) => cookies.get(name), now);
        const address = addressOf(request.headers);
        const checked = await checkCredentials(database(), { email, password, address, device }, now);
        if (checked === "wrong") return null;
        if ("waitMs" in checked) throw new SignInLimited(checked.waitMs);
        const { userId } = checked;
        const second = await checkCode(database(), authSecret, { userId, code, device }, now);
        if (second === "wanted" || second === "wrong") throw new CodeAsked(second);
        if (second !== "right") throw new SignInLimited(second.waitMs);
        const sessionId = await startSession(database(), userId, now, signedInFrom(request.headers));
        return { id: userId, sessionId };
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (user) return { sub: user.id, sessionId: (user as { sessionId?: string }).sessionId };
      return claimsIn(token) ? token : null;
    },
    session: ({ session, token }) => ({ expires: session.expires, claims: claimsIn(token) }) as never,
  },
  events: {
    async signOut(ended) {
      const claims = "token" in ended ? claimsIn(ended.token) : null;
      if (claims) await endSession(database(), claims.sessionId);
    },
  },
  logger: {
    // Its own logger prints what was thrown, whatever that carries.
    error: (error) => {
      // A wrong password, or a cookie that is no session of ours: nobody's fault here.
      if (error instanceof CredentialsSignin) return;
      if (error instanceof AuthError && error.type === "JWTSessionError") return;
      log.error("sign-in failed", { fault: error });
    },
    warn: () => undefined,
    debug: () => undefined,
  },
}));

/** Too many tries: its code says for how many seconds there may be no other. */
class SignInLimited extends CredentialsSignin {
  constructor(waitMs: number) {
    super();
    this.code = `limited ${Math.ceil(waitMs / 1_000)}`;
  }
}

/** The password is right, and a code is `wanted` besides it; or the one that was given is `wrong`. */
class CodeAsked extends CredentialsSignin {
  constructor(state: "wanted" | "wrong") {
    super();
    this.code = `code ${state}`;
  }
}

declare module "next-auth" {
  interface Session {
    claims: Claims | null;
  }
}

const SignIn = z.object({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(200),
  code: z.string().max(40).optional(),
});
const Token = z.object({ sub: z.uuid(), sessionId: z.uuid() });

function claimsIn(token: unknown): Claims | null {
  const read = Token.safeParse(token).data;
  return read ? { userId: read.sub, sessionId: read.sessionId } : null;
}

function signedInFrom(headers: Headers): SignedInFrom {
  const [address = ""] = (headers.get("x-forwarded-for") ?? "").split(",");
  return { userAgent: headers.get("user-agent") ?? "", address: address.trim() };
}

function cookiesOf(headers: Headers): Map<string, string> {
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim().split("="));
  return new Map(pairs.map(([name = "", ...value]) => [name, value.join("=")]));
}
