"use client";
import { FlaskConical, Mail } from "lucide-react";
import { useRouter } from "next/navigation";
import { useActionState, useEffect, useId } from "react";
import { useFormStatus } from "react-dom";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import { FoldedPanel } from "@/components/ui/folded-panel";
import { SignInAgain } from "@/components/ui/sign-in-again";
import { ifStillThere } from "@/components/ui/still-there";
import type { Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";

/** Says that nothing here is real; under it lie the mail, the test cards and, for administrators, the clock. */
export function SandboxChip({ merchant, day, now, movingTo, move, hasMailbox }: SandboxChipProps) {
  const router = useRouter();
  const isMoving = movingTo !== null;
  const time = useId();
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => ifStillThere(() => router.refresh()), 1_000);
    return () => clearInterval(timer);
  }, [isMoving, router]);
  return (
    <section aria-label="Sandbox" className="shrink-0">
      <FoldedPanel
        className="sm:relative"
        look="inline-flex h-7 cursor-pointer list-none items-center gap-1.5 rounded-full border border-line-strong bg-sunken px-2.5 text-12 font-medium whitespace-nowrap hover:bg-hover [&::-webkit-details-marker]:hidden"
        panel="absolute right-0 z-40 mt-1 w-88 rounded-panel border border-line bg-panel p-4 text-13 shadow-float max-sm:inset-x-4 max-sm:w-auto"
        summary={
          <>
            <FlaskConical size={14} strokeWidth={1.5} aria-hidden className="text-quiet" />
            Sandbox
            <span className="font-normal text-quiet tabular-nums max-[1439px]:hidden">
              {isMoving ? "moving …" : day}
            </span>
          </>
        }
      >
        <p className="text-quiet">No real card is charged here.</p>
        <p id={time} role="status" className="mt-3 font-medium tabular-nums">
          {movingTo === null ? now : `${now}, moving to ${movingTo} …`}
        </p>
        {move ? <Steps merchant={merchant} move={move} movedBy={isMoving ? time : undefined} /> : null}
        {hasMailbox ? (
          <a
            href={`/${merchant}/sandbox/mailbox`}
            className="mt-4 flex items-center gap-2 border-t border-line pt-3 text-accent hover:underline"
          >
            <Mail size={16} strokeWidth={1.5} aria-hidden />
            Mailbox
          </a>
        ) : null}
        <h2 className="mt-3 border-t border-line pt-3 text-12 font-medium text-quiet">Test cards</h2>
        <ul className="mt-1 space-y-1 text-12">
          {testCards.map(([number, does]) => (
            <li key={number} className="flex gap-3">
              <span className="whitespace-nowrap tabular-nums select-all">{number}</span>
              <span className="text-quiet">{does}</span>
            </li>
          ))}
        </ul>
      </FoldedPanel>
    </section>
  );
}

type SandboxChipProps = {
  merchant: string;
  /** Business time in short, and in words. */
  day: string;
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
      <form action={action} className="mt-2 flex flex-wrap gap-1">
        <input type="hidden" name="merchant" value={merchant} />
        {steps.map(([step, label]) => (
          <Step key={step} step={step} label={label} movedBy={movedBy} />
        ))}
      </form>
      <span role="alert" className="mt-2 block text-red empty:hidden">
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
      className="h-7 rounded-control border border-line-strong bg-panel px-2 text-12 hover:bg-hover aria-disabled:opacity-55 max-sm:h-10"
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
