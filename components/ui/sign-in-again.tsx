import type { ActionResult } from "@/lib/domain/order/result";

/** The way to send a form again whose session is over: signing in beside it leaves it as it was filled. */
export function SignInAgain({ answer }: { answer: ActionResult<unknown> | null }) {
  if (answer?.is !== "signed_out") return null;
  return (
    <a href="/sign-in" target="_blank" rel="noreferrer" className="ml-1 underline">
      Sign in (opens a new tab)
    </a>
  );
}
