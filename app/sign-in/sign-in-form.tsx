"use client";
import { useActionState, useId, useState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { AwakeButton } from "@/components/ui/early-press";
import { Field, FieldErrors } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** E-mail and password; beside them, in the sandbox, whom the demo made. */
export function SignInForm({ enter, next, demo }: SignInFormProps) {
  const [result, action] = useActionState(
    (_previous: ActionResult<unknown> | null, given: FormData) =>
      answerOrRefusal(enter(null, given), "Try again. What you entered is kept."),
    null,
  );
  const [chosen, choose] = useState({ email: "", times: 0 });
  const typed = result?.typed ?? {};
  const complaint = complaintOf(result);
  const [codeWanted, wantCode] = useState(false);
  const asksForCode = codeWanted || (result?.is === "invalid" && "code" in result.fields);
  if (asksForCode !== codeWanted) wantCode(asksForCode);
  return (
    <>
      <form action={action} onReset={(event) => event.preventDefault()} className="space-y-4">
        {complaint ? (
          <div role="alert" className={isBesideFields(result, { next }) ? "sr-only" : undefined}>
            <Notice tone="alert">{complaint}</Notice>
          </div>
        ) : null}
        <FieldErrors value={complaintsByField(result)}>
          <Field
            key={chosen.times}
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            defaultValue={chosen.email || typed.email}
          />
          <Field
            key={`password ${chosen.times}`}
            label="Password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
            defaultValue={chosen.email ? demo?.password : undefined}
          />
          {asksForCode ? (
            <Field
              label="Code"
              name="code"
              type="text"
              autoComplete="one-time-code"
              hint="Six digits of your authenticator app, or one of your recovery codes."
              autoFocus
              required
            />
          ) : null}
        </FieldErrors>
        {next ? <input type="hidden" name="next" value={next} /> : null}
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <SubmitButton working="Signing in …">Sign in</SubmitButton>
          <a href="/sign-in/password" className="text-13 text-accent underline">
            Forgot your password?
          </a>
        </div>
      </form>
      {demo ? (
        <DemoPeople demo={demo} choose={(email) => choose({ email, times: chosen.times + 1 })} />
      ) : null}
    </>
  );
}

function DemoPeople({ demo, choose }: { demo: Demo; choose: (email: string) => void }) {
  const heading = useId();
  return (
    <section aria-labelledby={heading} className="mt-8 border-t border-line pt-6">
      <h2 id={heading} className="text-15 font-semibold">
        Sandbox: sign in as
      </h2>
      <p className="mt-1 text-13 text-quiet">
        Their password is <code className="font-medium text-ink select-all">{demo.password}</code>
      </p>
      <ul className="mt-3 divide-y divide-line text-13">
        {demo.people.map((person) => (
          <li key={person.email}>
            <AwakeButton
              className="flex w-full flex-wrap items-baseline gap-x-3 rounded-control px-2 py-2 text-left hover:bg-hover"
              onClick={() => choose(person.email)}
            >
              <span className="font-medium">{person.email}</span>
              <span className="text-quiet">
                {person.role}, {person.merchants}
              </span>
            </AwakeButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

type SignInFormProps = {
  enter: Action<unknown>;
  next: string | undefined;
  demo: Demo | null;
};
type Demo = { password: string; people: { email: string; role: string; merchants: string }[] };
