"use client";
import { useActionState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import { PayButton } from "./pay-button";

/** The new card is kept; what it collects has grown since it was shown, so it is asked for again. */
export function ConfirmSum({ confirm, token, shownSum, was, sum }: ConfirmSumProps) {
  const [result, action] = useActionState(
    (_previous: ActionResult<unknown> | null, given: FormData) =>
      answerOrRefusal(confirm(null, given), "Reload this page to see whether the payment was made."),
    null,
  );
  const complaint = complaintOf(result);
  return (
    <form action={action} className="mt-6 rounded-panel border border-line-strong bg-panel p-4">
      <p>
        Your card is saved. You were shown {was}, but {sum} is due now. Nothing has been collected yet.
      </p>
      {complaint ? (
        <p role="alert" className="mt-2 text-red">
          {complaint}
        </p>
      ) : null}
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="shownSum" value={shownSum} />
      <div className="mt-4">
        <PayButton>{`Pay ${sum}`}</PayButton>
      </div>
    </form>
  );
}

type ConfirmSumProps = {
  confirm: Action<unknown>;
  token: string;
  /** Minor units. */
  shownSum: number;
  was: string;
  sum: string;
};
