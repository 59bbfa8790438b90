"use client";
import { useActionState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { Field, FieldErrors } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** A name and a password; of an account that there is, its password alone. */
export function AcceptForm({ accept, token, merchant, email, hasAccount }: AcceptFormProps) {
  const [result, action] = useActionState(
    (_previous: ActionResult<unknown> | null, given: FormData) =>
      answerOrRefusal(accept(null, given), "Try again: what you typed is kept."),
    null,
  );
  if (result?.is === "done")
    return (
      <div role="status" className="space-y-4">
        <Notice tone="info">
          You work for {merchant} now. Sign in as {email}.
        </Notice>
        <a href="/sign-in" className={buttonClass.primary}>
          Sign in
        </a>
      </div>
    );
  const complaint = complaintOf(result);
  return (
    <form action={action} onReset={(event) => event.preventDefault()} className="space-y-4">
      {complaint ? (
        <div role="alert" className={isBesideFields(result, { token }) ? "sr-only" : undefined}>
          <Notice tone="alert">{complaint}</Notice>
        </div>
      ) : null}
      <input type="hidden" name="token" value={token} />
      {/* For programs that keep passwords. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <FieldErrors value={complaintsByField(result)}>
        {hasAccount ? null : <Field label="Your name" name="name" autoComplete="name" required />}
        <Field
          label={hasAccount ? "Password of your account" : "Password"}
          name="password"
          type="password"
          autoComplete={hasAccount ? "current-password" : "new-password"}
          hint={
            hasAccount
              ? undefined
              : "At least 12 characters. Several words are easy to keep and hard to guess."
          }
          required
        />
      </FieldErrors>
      <SubmitButton working="Joining …">Join {merchant}</SubmitButton>
    </form>
  );
}

type AcceptFormProps = {
  accept: Action<unknown>;
  token: string;
  merchant: string;
  email: string;
  hasAccount: boolean;
};
