"use client";
import { type ReactNode, useActionState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { FieldErrors } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** A form for somebody who is not signed in: its fields, what it came to in a sentence, and the way to sign in. */
export function VisitorForm({ send, carries = {}, act, working, children }: VisitorFormProps) {
  const [result, action] = useActionState(
    (_previous: ActionResult<string> | null, given: FormData) =>
      answerOrRefusal(send(null, given), "Try again. What you entered is kept."),
    null,
  );
  if (result?.is === "done")
    return (
      <div role="status" className="space-y-4">
        <Notice tone="info">{result.value}</Notice>
        <a href="/sign-in" className={buttonClass.primary}>
          Sign in
        </a>
      </div>
    );
  const complaint = complaintOf(result);
  return (
    <form action={action} onReset={(event) => event.preventDefault()} className="space-y-4">
      {complaint ? (
        <div role="alert" className={isBesideFields(result, carries) ? "sr-only" : undefined}>
          <Notice tone="alert">{complaint}</Notice>
        </div>
      ) : null}
      {Object.entries(carries).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FieldErrors value={complaintsByField(result)}>{children}</FieldErrors>
      <SubmitButton working={working}>{act}</SubmitButton>
    </form>
  );
}

type VisitorFormProps = {
  /** Answers with the sentence that stands in its place when it is done. */
  send: Action<string>;
  /** Hidden fields. */
  carries?: Readonly<Record<string, string>>;
  act: string;
  working: string;
  children?: ReactNode;
};
