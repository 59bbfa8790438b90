"use client";
import { type ReactNode, useActionState } from "react";
import { showActMessage } from "@/components/ui/act-message";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { FieldErrors } from "@/components/ui/field";
import { useLeave } from "@/components/ui/leave";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Acted, Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** A form in a pop-up that does one thing, leads back to the page and says there what it came to. */
export function ActForm({
  action,
  carries,
  act,
  working,
  kind = "primary",
  isInline,
  children,
}: ActFormProps) {
  const leave = useLeave();
  const [answer, send] = useActionState(async (_previous: ActionResult<Acted> | null, given: FormData) => {
    showActMessage(null);
    const result = await answerOrRefusal(action(null, given), "Look at the list before you send this again.");
    if (result.is === "done") {
      showActMessage(result.value);
      await leave(result.value.to);
    }
    return result;
  }, null);
  return (
    <form action={send} onReset={(event) => event.preventDefault()} className={isInline ? "" : "space-y-4"}>
      {Object.entries(carries).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <FieldErrors value={complaintsByField(answer)}>{children}</FieldErrors>
      <p
        role="alert"
        className={isBesideFields(answer, carries) ? "sr-only" : "text-13 text-red empty:hidden"}
      >
        {complaintOf(answer)}
        <SignInAgain answer={answer} />
      </p>
      <SubmitButton working={working} kind={kind}>
        {act}
      </SubmitButton>
    </form>
  );
}

type ActFormProps = {
  action: Action<Acted>;
  /** Hidden fields: whose page it stands on, and whom it is about. */
  carries: Readonly<Record<string, string>>;
  /** The button, named after the act. */
  act: ReactNode;
  working: string;
  kind?: "primary" | "plain" | "danger";
  /** No more than its button, on the page itself. */
  isInline?: boolean;
  children?: ReactNode;
};
