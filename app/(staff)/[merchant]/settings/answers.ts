import { refresh } from "next/cache";
import type { Admitted } from "@/lib/auth/admission";
import { done, refused } from "@/lib/domain/order/result";
import type { Changed, Changing } from "@/lib/settings/terms";
import type { SettingsAnswer } from "./settings-form";

export function changing({ sessionId, merchantId }: Admitted): Changing {
  return { sessionId, merchantId, machineNow: Date.now() };
}

/** What a change came to, in a sentence. */
export function saved(said: Changed, text = "Saved.") {
  if (said !== "done") return refused(why[said]);
  refresh();
  return done<SettingsAnswer>({ text, tone: "done" });
}

const why: Readonly<Record<Exclude<Changed, "done">, string>> = {
  not_allowed: "Your role does not allow this.",
  stale:
    "Someone changed these settings after you opened this page, so nothing was saved. Load the page again.",
  unchanged: "Nothing was changed.",
};
