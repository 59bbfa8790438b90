"use server";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { CredentialsSignin } from "next-auth";
import { z } from "zod";
import { visitorAction } from "@/lib/action";
import { auth, signIn, signOut } from "@/lib/auth/auth";
import { deviceCookie } from "@/lib/auth/known-device";
import { ownPath } from "@/lib/auth/own-path";
import { endSession } from "@/lib/auth/sessions";
import { database } from "@/lib/database";
import { invalid, refused } from "@/lib/domain/order/result";
import { env } from "@/lib/env";

const Credentials = z.object({
  email: z.string().trim().min(1, "Enter your e-mail address.").max(254, "This is too long."),
  password: z.string().min(1, "Enter your password.").max(200, "This is too long."),
  code: z.string().max(40, "This is too long.").optional(),
  next: z.string().max(2_000).optional(),
});

export const signInWithPassword = visitorAction(Credentials, async ({ email, password, code, next }) => {
  try {
    await signIn("credentials", { email, password, code: code ?? "", redirect: false });
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    if (error.code === "code wanted") return invalid({ code: CODE_WANTED });
    if (error.code === "code wrong") return invalid({ code: "This code is incorrect, or was used already." });
    const seconds = /^limited (\d+)$/.exec(error.code)?.[1];
    return refused(seconds ? waitFor(Number(seconds)) : "The e-mail address or the password is incorrect.");
  }
  const { name, value, maxAge } = deviceCookie(env().authSecret, email, Date.now());
  const secure = env().appUrl.startsWith("https:");
  (await cookies()).set(name, value, { maxAge, secure, httpOnly: true, sameSite: "lax", path: "/" });
  redirect(ownPath(next, env().appUrl) ?? "/");
});

export const signOutHere = visitorAction(z.object({}), async () => {
  // Said first and by itself: when the database cannot be told, nobody is shown as signed out who is not.
  const claims = (await auth())?.claims;
  if (claims) await endSession(database(), claims.sessionId);
  await signOut({ redirect: false });
  redirect("/sign-in");
});

const CODE_WANTED = "Enter the code that your authenticator app shows, or a recovery code.";

function waitFor(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  return `Too many attempts. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.`;
}
