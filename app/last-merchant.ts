import { cookies } from "next/headers";
import { merchantCookie } from "@/components/preference-cookies";
import { requireSignedIn } from "@/lib/auth/require-staff";

/** The same page at the merchant whose pages the person looked at last, or at their first. */
export async function atLastMerchant(path: string): Promise<string> {
  const [{ profiles }, kept] = await Promise.all([requireSignedIn(), cookies()]);
  const last = kept.get(merchantCookie)?.value;
  const profile = profiles.find(({ code }) => code === last) ?? profiles[0];
  return `/${profile?.code}${path}`;
}
