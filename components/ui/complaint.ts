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
      return [...new Set(Object.values(answer.fields))].join(" ");
    case "stale":
      return "The order has changed, so nothing was done. This page now shows the current state.";
    case "signed_out":
      return "You are signed out, and nothing was done. Sign in, then send this again. What you entered is kept.";
  }
}

/** Whether it stands beside the fields that it is about, and has only to be said aloud besides. */
export function isBesideFields(answer: ActionResult<unknown> | null, carried: object = {}): boolean {
  if (answer?.is !== "invalid") return false;
  return Object.keys(answer.fields).every((name) => name !== "form" && !(name in carried));
}

/** What each field complains of. */
export function complaintsByField(answer: ActionResult<unknown> | null): Readonly<Record<string, string>> {
  return answer?.is === "invalid" ? answer.fields : {};
}
