"use server";
import { redirect } from "next/navigation";
import { CredentialsSignin } from "next-auth";
import { z } from "zod";
import { staffAction, visitorAction } from "@/lib/action";
import { signIn, signOut, unstable_update } from "@/lib/auth/auth";
import { wholeNumber } from "@/lib/form";

const Credentials = z.object({
  email: z.string().trim().min(1, "Write your e-mail address.").max(254, "That is too long."),
  password: z.string().min(1, "Write your password.").max(200, "That is too long."),
  next: z.string().max(2_000).optional(),
});

export const enter = visitorAction(Credentials, async ({ email, password, next }) => {
  try {
    await signIn("credentials", { email, password, redirect: false });
  } catch (error) {
    if (!(error instanceof CredentialsSignin)) throw error;
    return error.code === "limited"
      ? { refused: "That was tried too often. Wait 15 minutes, then try again." }
      : { refused: "The e-mail address or the password is not right." };
  }
  redirect(isOwnPath(next) ? next : "/orders");
});

export const leave = visitorAction(z.object({}), async () => {
  await signOut({ redirect: false });
  redirect("/sign-in");
});

/** Goes on at another merchant that the person works for. */
export const switchProfile = staffAction(
  "any",
  z.object({ merchantId: wholeNumber(1, 2_000_000_000) }),
  async (staff, { merchantId }) => {
    if (!staff.profiles.some((profile) => profile.id === merchantId)) return { notFound: true };
    await unstable_update({ merchantId } as never);
    redirect("/orders");
  },
);

/** Never an address elsewhere, however it is written. */
function isOwnPath(path: string | undefined): path is string {
  return path !== undefined && /^\/[A-Za-z0-9]/.test(path) && !/[\\\s]/.test(path);
}
