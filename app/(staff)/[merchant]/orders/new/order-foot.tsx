import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, isBesideFields } from "@/components/ui/complaint";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Acted } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { Lost } from "./use-preview";

/** Sends the order, and says what follows or why not. It stays in sight. */
export function OrderFoot({ isBlocked, lost, next, answer, forget }: FootProps) {
  return (
    <div className="fixed inset-x-0 bottom-0 z-10 flex min-h-16 flex-wrap items-center gap-x-4 gap-y-1 border-t border-line bg-panel px-4 py-3 sm:px-6">
      <SubmitButton working="Creating …" isBlocked={isBlocked}>
        Create order
      </SubmitButton>
      <p className="min-w-0 flex-1 text-13 text-quiet">
        {lost ? lost.why : next}
        {lost?.isSignedOut ? <SignInAgain answer={{ is: "signed_out" }} /> : null}
      </p>
      <p role="alert" className={isBesideFields(answer, { sentBefore: "" }) ? "sr-only" : "text-13 text-red"}>
        {complaintOf(answer)}
        <SignInAgain answer={answer} />
      </p>
      {forget ? (
        <>
          <span className="text-12 text-quiet max-sm:hidden">Draft kept in this browser</span>
          <button type="button" onClick={forget} className={buttonClass.plain}>
            Start again
          </button>
        </>
      ) : null}
    </div>
  );
}

type FootProps = {
  isBlocked: boolean;
  lost: Lost | null;
  next: string;
  answer: ActionResult<Acted> | null;
  /** Null while nothing is typed. */
  forget: (() => void) | null;
};
