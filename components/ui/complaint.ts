import type { ActionResult } from "@/lib/domain/order/result";

/** Why nothing was done, for whoever filled a form in; nothing where it was done, or where nothing was asked yet. */
export function complaintOf(answer: ActionResult<unknown> | null): string {
  if (!answer) return "";
  switch (answer.is) {
    case "done":
      return "";
    case "refused":
      return answer.why;
    case "invalid":
      return answer.fields.form ?? "Something in this form does not fit.";
    case "stale":
      return "The order changed meanwhile, so nothing was done. What you see now is how it stands.";
    case "signed_out":
      return "You are signed out, and nothing was done. Sign in, then send this again: what you typed is kept.";
  }
}

/** What each field complains of. */
export function complaintsByField(answer: ActionResult<unknown> | null): Readonly<Record<string, string>> {
  return answer?.is === "invalid" ? answer.fields : {};
}
