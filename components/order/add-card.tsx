"use client";
import { useActionState, useId } from "react";
import { CardFields, type HostedFields } from "@/components/card-fields";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { complaintOf } from "@/components/ui/complaint";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { ActionResult } from "@/lib/domain/order/result";

/** The gateway's card fields, opened when asked for: the customer tells the card over the phone. */
export function AddCard({ open, carries, refused, returnTo, act, label = "Add card", nonce }: AddCardProps) {
  const id = useId();
  const [answer, send] = useActionState(
    (_previous: ActionResult<HostedFields> | null, given: FormData) =>
      answerOrRefusal(open(null, given), "Nothing was charged. Try again."),
    null,
  );
  if (answer?.is === "done")
    return <CardFields fields={answer.value} action={returnTo} act={act} nonce={nonce} />;
  const complaint = complaintOf(answer);
  return (
    <form action={send} className="space-y-4">
      {Object.entries(carries).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {refused ? (
        <p id={id} className="text-12 text-quiet">
          {refused}
        </p>
      ) : null}
      <p role="alert" className={complaint ? "text-13 text-red" : "sr-only"}>
        {complaint}
        <SignInAgain answer={answer} />
      </p>
      <SubmitButton
        working="Opening"
        kind="plain"
        isBlocked={refused !== null}
        aria-describedby={refused ? id : undefined}
      >
        {label}
      </SubmitButton>
    </form>
  );
}

type AddCardProps = {
  open: (previous: null, given: FormData) => Promise<ActionResult<HostedFields>>;
  carries: Readonly<Record<string, string | number>>;
  /** Why no card can be added now; null when one can. */
  refused: string | null;
  /** Where the browser comes back to. */
  returnTo: string;
  /** The button of the card fields, with the sum that it charges. */
  act: string;
  /** The button that opens the fields. */
  label?: string;
  nonce: string | undefined;
};
