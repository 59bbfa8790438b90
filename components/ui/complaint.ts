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
      return answer.fields.form ?? "Something in this form is not valid.";
    case "stale":
      return "The order has changed, so nothing was done. This page now shows the current state.";
    case "signed_out":
      return "You are signed out, and nothing was done. Sign in, then send this again. What you entered is kept.";
  }
}

/** What each field complains of. */
export function complaintsByField(answer: ActionResult<unknown> | null): Readonly<Record<string, string>> {
  return answer?.is === "invalid" ? answer.fields : {};
}
