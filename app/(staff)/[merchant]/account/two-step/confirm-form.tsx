"use client";
import { type ReactNode, useActionState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { CopyButton } from "@/components/ui/copy-button";
import { Field, FieldErrors } from "@/components/ui/field";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** A first code shows that the key arrived. After it, in place of the key, stand the recovery codes, this once. */
export function ConfirmForm({ switchOn, next, children }: ConfirmFormProps) {
  const [answer, send] = useActionState(
    (_previous: ActionResult<string[]> | null, given: FormData) =>
      answerOrRefusal(switchOn(null, given), "Try again with the next code."),
    null,
  );
  if (answer?.is === "done") return <RecoveryCodes codes={answer.value} next={next} />;
  return (
    <form action={send} onReset={(event) => event.preventDefault()} className="space-y-4">
      {children}
      <FieldErrors value={complaintsByField(answer)}>
        <Field
          label="Code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="max-w-40"
          required
        />
      </FieldErrors>
      <p role="alert" className={isBesideFields(answer) ? "sr-only" : "text-13 text-red"}>
        {complaintOf(answer)}
        <SignInAgain answer={answer} />
      </p>
      <SubmitButton working="Switching on …">Switch on</SubmitButton>
    </form>
  );
}

function RecoveryCodes({ codes, next }: { codes: readonly string[]; next: string }) {
  return (
    <div className="space-y-4">
      <p role="status" className="text-15">
        Two-step verification is on. Save these recovery codes where only you find them: each signs you in
        once if you do not have your phone. They are not shown again.
      </p>
      <ul
        aria-label="Recovery codes"
        className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-panel border border-line bg-sunken p-4 font-mono text-15"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <a href={next} className={buttonClass.primary}>
          Continue
        </a>
        <CopyButton text={codes.join("\n")} label="Copy codes" />
      </div>
    </div>
  );
}

type ConfirmFormProps = {
  switchOn: Action<string[]>;
  /** Where the person goes when the codes are saved. */
  next: string;
  /** The key. */
  children: ReactNode;
};
