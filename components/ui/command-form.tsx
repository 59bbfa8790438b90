"use client";
import { type FormEvent, type ReactNode, useActionState, useId, useState } from "react";
import type { Acted } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import { showActMessage } from "./act-message";
import { answerOrRefusal } from "./answer-or-refusal";
import { SubmitButton } from "./button";
import { useChangesSince } from "./changes";
import { complaintOf, complaintsByField, isBesideFields } from "./complaint";
import { FieldErrors } from "./field";
import { useLeave } from "./leave";
import { useLiveAddress } from "./live-address";
import { Notice } from "./notice";
import { PopUpFooter } from "./pop-up";
import { SignInAgain } from "./sign-in-again";

/**
 * A form that does one thing to an order. It carries the version of the order that its page was drawn from. What is
 * typed into it is put into the address, so that the page around it shows what would come of it; until it does, the
 * button waits.
 */
export function CommandForm({
  action,
  carries,
  act,
  working,
  possible = true,
  refused = null,
  live,
  kind = "primary",
  stays = false,
  wayOut,
  isOneLine = false,
  children,
}: Props) {
  const leave = useLeave();
  const [corrected, setCorrected] = useState<readonly string[]>([]);
  const [answer, send] = useActionState(
    async (_previous: ActionResult<Acted> | null, given: FormData): Promise<ActionResult<Acted>> => {
      showActMessage(null);
      const result = await answerOrRefusal(
        action(null, given),
        "Check the order's log before you send this again.",
      );
      if (result.is === "done") {
        showActMessage(result.value);
        if (!stays) await leave(result.value.to);
      }
      setCorrected([]);
      return result;
    },
    null,
  );
  const { form, isUpToDate, lost, onInput } = useLiveAddress(live ?? [], answer?.is === "done");
  const id = useId();
  // What was said of a field is about what stood in it when it was sent.
  const ofAnswer = Object.entries(complaintsByField(answer)).filter(([name]) => !corrected.includes(name));
  const invalid = {
    ...(refused?.field ? { [refused.field]: refused.says } : {}),
    ...Object.fromEntries(ofAnswer),
  };
  const onChange = (event: FormEvent<HTMLFormElement>) => {
    const { name } = event.target as HTMLInputElement;
    if (!corrected.includes(name)) setCorrected([...corrected, name]);
    onInput(event);
  };
  const Row = wayOut ? PopUpFooter : "div";
  const whyNot = possible ? "" : (refused?.says ?? INCOMPLETE);
  return (
    <form
      ref={form}
      action={send}
      onInput={onChange}
      onReset={(event) => event.preventDefault()}
      className={isOneLine ? oneLine : "space-y-4"}
    >
      {Object.entries(carries).flatMap(([name, value]) =>
        [value].flat().map((one) => <input key={`${name} ${one}`} type="hidden" name={name} value={one} />),
      )}
      <FieldErrors value={invalid}>{children}</FieldErrors>
      {lost ? (
        <Notice tone="info">
          <p role="status">{lostWords[lost]}</p>
          {lost === "signed_out" ? <SignInAgain answer={{ is: "signed_out" }} /> : null}
        </Notice>
      ) : null}
      <Complaint answer={answer} carries={carries} />
      {/* Told as soon as it is so, and again by the button that cannot be pressed. */}
      <p id={id} aria-live="polite" className="sr-only">
        {whyNot}
      </p>
      <Row>
        <SubmitButton
          working={working}
          kind={kind}
          isBlocked={!possible || !isUpToDate}
          aria-describedby={whyNot ? id : undefined}
        >
          {act}
        </SubmitButton>
        {wayOut}
      </Row>
    </form>
  );
}

const oneLine = "grid grid-cols-[minmax(0,1fr)_auto] items-end gap-x-2 gap-y-3 *:[[role=alert]]:col-span-2";

const lostWords = {
  away: "There was no answer because the network or the server was not available. What you typed is kept. The preview continues when it is available again.",
  signed_out:
    "You are signed out. What you typed is kept. The preview continues when you have signed in again.",
} as const;

/** A refusal in words, and the name of the field that it is about. */
export type Refused = { field: string | null; says: string };

const INCOMPLETE = "Something in this form is missing or not valid.";

type Props = {
  action: (previous: null, given: FormData) => Promise<ActionResult<Acted>>;
  /** Hidden fields: which order in which version, and what the form is about. */
  carries: Readonly<Record<string, string | number | readonly number[]>>;
  /** The button, named after the act. */
  act: ReactNode;
  /** What the button says while the act is on its way. */
  working: string;
  possible?: boolean;
  /** Why it is not possible, where the rules say so. */
  refused?: Refused | null;
  /** Names of the fields that the address holds. */
  live?: readonly string[];
  /** One form of several on a page has a plain button; what gives up money for good looks like it. */
  kind?: "primary" | "plain" | "danger";
  /** The pop-up around it goes on, and shows what came of the act. */
  stays?: boolean;
  /** The only form of a pop-up makes its footer: the way out stands beside the button. */
  wayOut?: ReactNode;
  /** The button stands beside the only field. */
  isOneLine?: boolean;
  children?: ReactNode;
};

function Complaint({ answer, carries }: { answer: ActionResult<Acted> | null; carries: object }) {
  const known = answer?.is === "stale" ? answer.typed?.version : undefined;
  const changes = useChangesSince(Number(known ?? Number.POSITIVE_INFINITY));
  const text = complaintOf(answer);
  const isSeen = text !== "" && !isBesideFields(answer, carries);
  return (
    <div
      role="alert"
      className={
        isSeen ? "space-y-1 rounded-control border border-red px-3 py-2 text-13 text-red" : "sr-only"
      }
    >
      <p>{text}</p>
      <SignInAgain answer={answer} />
      {changes.length > 0 ? (
        <ul className="list-disc pl-5">
          {changes.map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
