"use client";
import { type ReactNode, useActionState, useState } from "react";
import { showActMessage } from "@/components/ui/act-message";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { FieldErrors } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { ActResult } from "@/lib/domain/words/act-result";

/** Saved, or first to be confirmed: what it moves, in sentences, and what its button then says. */
export type SettingsAnswer = ActResult & { confirm?: { what: string; act: string } };

/**
 * A form that stays where it is. What moves something for running orders is said first and done with the next press,
 * unless a field was changed in between. What was typed is kept whatever is answered.
 */
export function SettingsForm({ action, carries, act, working, children }: SettingsFormProps) {
  const [isEdited, setEdited] = useState(false);
  const [answer, send] = useActionState(
    async (_previous: ActionResult<SettingsAnswer> | null, given: FormData) => {
      showActMessage(null);
      const result = await answerOrRefusal(
        action(null, given),
        "Load this page again before you save again.",
      );
      setEdited(false);
      if (result.is === "done" && !result.value.confirm) showActMessage(result.value);
      return result;
    },
    null,
  );
  const asked = !isEdited && answer?.is === "done" ? answer.value : null;
  const confirm = asked?.confirm;
  return (
    <form
      action={send}
      onReset={(event) => event.preventDefault()}
      onInput={() => setEdited(true)}
      className="max-w-[72ch] space-y-6"
    >
      {Object.entries(carries).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {confirm ? <input type="hidden" name="confirmed" value={confirm.what} /> : null}
      <FieldErrors value={isEdited ? {} : complaintsByField(answer)}>{children}</FieldErrors>
      <div role="status">
        {confirm ? (
          <Notice tone="info">
            <p>{asked.text}</p>
          </Notice>
        ) : null}
      </div>
      <p
        role="alert"
        className={isBesideFields(answer, carries) ? "sr-only" : "text-13 text-red empty:hidden"}
      >
        {complaintOf(answer)}
        <SignInAgain answer={answer} />
      </p>
      <SubmitButton working={working}>{confirm?.act ?? act}</SubmitButton>
    </form>
  );
}

type SettingsFormProps = {
  action: Action<SettingsAnswer>;
  /** Hidden fields: whose settings, and the version that the form was drawn from. */
  carries: Readonly<Record<string, string | number>>;
  act: string;
  working: string;
  children?: ReactNode;
};
