"use client";
import { useRouter } from "next/navigation";
import { useActionState, useEffect, useId } from "react";
import { useFormStatus } from "react-dom";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import { SignInAgain } from "@/components/ui/sign-in-again";
import { ifStillThere } from "@/components/ui/still-there";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** Says that nothing here is real, and offers administrators to move time. */
export function SandboxBar({ merchant, now, movingTo, move, hasMailbox }: SandboxBarProps) {
  const router = useRouter();
  const isMoving = movingTo !== null;
  const time = useId();
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => ifStillThere(() => router.refresh()), 1_000);
    return () => clearInterval(timer);
  }, [isMoving, router]);
  return (
    <section
      aria-label="Sandbox"
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-sunken px-4 py-1.5 text-13 sm:px-6"
    >
      <strong className="font-medium">Sandbox</strong>
      <span id={time} role="status" className="tabular-nums text-quiet">
        {movingTo === null ? now : `${now}, moving to ${movingTo} …`}
      </span>
      {move ? <Steps merchant={merchant} move={move} movedBy={isMoving ? time : undefined} /> : null}
      {hasMailbox ? (
        <a href={`/${merchant}/sandbox/mailbox`} className="text-accent underline">
          Mailbox
        </a>
      ) : null}
      <details className="relative">
        <summary className="cursor-pointer list-none text-accent underline">Test cards</summary>
        <ul className="absolute z-20 mt-1 w-max max-w-[90vw] rounded-panel border border-line bg-panel p-3 shadow-float max-sm:p-2 max-sm:text-12">
          {testCards.map(([number, does]) => (
            <li key={number} className="flex gap-3">
              <code className="whitespace-nowrap select-all">{number}</code>
              <span className="text-quiet">{does}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

type SandboxBarProps = {
  merchant: string;
  /** Business time, in words. */
  now: string;
  /** Where it is on the way to. */
  movingTo: string | null;
  /** Null for those who may not move it. */
  move: Action<unknown> | null;
  hasMailbox: boolean;
};

const steps = [
  ["hour", "+1 hour"],
  ["day", "+1 day"],
  ["week", "+1 week"],
  ["next", "To the next due"],
] as const;

function Steps({ merchant, move, movedBy }: StepsProps) {
  const [result, action] = useActionState(
    (_previous: ActionResult<unknown> | null, given: FormData) =>
      answerOrRefusal(move(null, given), "Check the time before you move it again."),
    null,
  );
  return (
    <>
      <form action={action} className="flex flex-wrap gap-1">
        <input type="hidden" name="merchant" value={merchant} />
        {steps.map(([step, label]) => (
          <Step key={step} step={step} label={label} movedBy={movedBy} />
        ))}
      </form>
      <span role="alert" className="text-red empty:hidden">
        {complaintOf(result)}
        <SignInAgain answer={result} />
      </span>
    </>
  );
}

type StepsProps = {
  merchant: string;
  move: Action<unknown>;
  /** While time is on its way: what says where to. */
  movedBy: string | undefined;
};

/** Within reach also while time moves, and says then why it does nothing. */
function Step({ step, label, movedBy }: { step: string; label: string; movedBy: string | undefined }) {
  const { pending } = useFormStatus();
  const isHeld = pending || movedBy !== undefined;
  return (
    <button
      type="submit"
      name="step"
      value={step}
      aria-disabled={isHeld}
      aria-describedby={movedBy}
      onClick={(event) => {
        if (isHeld) event.preventDefault();
      }}
      className="h-6 rounded-control border border-line-strong bg-panel px-2 text-12 hover:bg-hover aria-disabled:opacity-55"
    >
      {label}
    </button>
  );
}

const testCards = [
  ["4242 4242 4242 4242", "always approved"],
  ["5454 5454 5454 5454", "always approved"],
  ["4000 0000 0000 9995", "insufficient funds"],
  ["4000 0000 0000 0341", "registers, then insufficient funds"],
  ["4000 0000 0000 5126", "registers, two declines, then approved"],
  ["4000 0000 0000 0069", "registers, then expired"],
  ["4000 0000 0000 9979", "stolen"],
  ["5105 1051 0510 5100", "registers, then advice 03: do not try again"],
  ["4000 0025 0000 3155", "asks for 3-D Secure"],
  ["4000 0000 0000 0119", "never answers in time"],
] as const;
