import NextAuth, { CredentialsSignin } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { checkCredentials } from "./check-credentials";
import { addressOf } from "./request-address";
import { type Claims, type Staff, staffOf } from "./staff";

/** Sessions of staff: a signed token in a cookie, checked against the database whenever it is read. */
export const { handlers, auth, signIn, signOut, unstable_update } = NextAuth(() => ({
  secret: env().authSecret,
  trustHost: true,
  useSecureCookies: env().appUrl.startsWith("https:"),
  session: { strategy: "jwt", maxAge: 12 * 60 * 60 },
  pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
  providers: [
    Credentials({
      credentials: { email: {}, password: {} },
      async authorize(given, request) {
        const typed = SignIn.safeParse(given);
        if (!typed.success) return null;
        const address = addressOf(request.headers);
        const checked = await checkCredentials(database(), { ...typed.data, address }, Date.now());
        if (checked === "limited") throw new SignInLimited();
        return checked === "wrong" ? null : { id: checked.user.id, version: checked.user.version };
      },
    }),
  ],
  callbacks: {
    async jwt({ token, user, trigger, session }) {
      if (user) return { sub: user.id, version: (user as { version?: number }).version, merchantId: null };
      const claims = claimsIn(token);
      if (!claims) return null;
      if (trigger !== "update") return token;
      const merchantId = Switch.safeParse(session).data?.merchantId;
      if (merchantId === undefined || !(await staffOf(database(), { ...claims, merchantId }))) return token;
      return { ...token, merchantId };
    },
    async session({ session, token }) {
      const claims = claimsIn(token);
      return { expires: session.expires, staff: claims && (await staffOf(database(), claims)) } as never;
    },
  },
  logger: {
    // Its own logger prints what was thrown, whatever that carries.
    error: (error) => {
      if (!(error instanceof CredentialsSignin)) log.error("sign-in failed", { fault: error });
    },
    warn: () => undefined,
    debug: () => undefined,
  },
}));

export class SignInLimited extends CredentialsSignin {
  override code = "limited";
}

declare module "next-auth" {
  interface Session {
    staff: Staff | null;
  }
}

const SignIn = z.object({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) });
const Switch = z.object({ merchantId: z.int() });
const Token = z.object({ sub: z.string(), version: z.int(), merchantId: z.int().nullable() });

function claimsIn(token: unknown): Claims | null {
  const read = Token.safeParse(token).data;
  return read ? { userId: read.sub, version: read.version, merchantId: read.merchantId } : null;
}
