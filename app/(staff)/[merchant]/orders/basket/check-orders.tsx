"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField } from "@/components/ui/complaint";
import { Field, FieldErrors } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { ActionResult } from "@/lib/domain/order/result";
import type { StaffKind } from "@/lib/domain/rules/command";
import { listHref } from "../list-href";
import { checkOrders, openBasket } from "./actions";
import { checkedHref } from "./basket-href";

/** Checks the orders some at a time and says how far it is. An act that needs a time asks for it first. */
export function CheckOrders({ merchant, act, query, time }: CheckOrdersProps) {
  const router = useRouter();
  const [checked, setChecked] = useState<number | null>(null);
  const [answer, setAnswer] = useState<ActionResult<unknown> | null>(null);
  const begun = useRef(false);
  /** What was begun for a time and could not be finished: trying again continues it. */
  const unfinished = useRef<{ on: string; id: string } | null>(null);
  const check = useCallback(
    async (on: string) => {
      setAnswer(null);
      setChecked(0);
      if (unfinished.current?.on !== on) {
        const opened = await answerOrRefusal(openBasket(null, { merchant, act, query, on }), again);
        if (opened.is !== "done") {
          setChecked(null);
          return setAnswer(opened);
        }
        unfinished.current = { on, id: opened.value.id };
      }
      const { id } = unfinished.current;
      for (let hasMore = true; hasMore; ) {
        const found = await answerOrRefusal(checkOrders(null, { merchant, id }), again);
        if (found.is !== "done") {
          setChecked(null);
          return setAnswer(found);
        }
        hasMore = found.value.hasMore;
        setChecked(found.value.checked);
      }
      router.replace(checkedHref(merchant, id));
    },
    [merchant, act, query, router],
  );
  useEffect(() => {
    if (time || begun.current) return;
    begun.current = true;
    void check("");
  }, [time, check]);
  return (
    <div className="space-y-4">
      {time ? <TimeForm {...time} isChecking={checked !== null} answer={answer} check={check} /> : null}
      <p role="status" className="text-13 text-quiet tabular-nums">
        {checked === null
          ? ""
          : `Checking orders: ${checked.toLocaleString("en-GB")} so far. Nothing is done yet.`}
      </p>
      {answer && !(time && answer.is === "invalid") ? (
        <Notice
          tone="alert"
          action={
            time ? null : (
              <button type="button" className={buttonClass.plain} onClick={() => void check("")}>
                Try again
              </button>
            )
          }
        >
          <p role="alert">
            {complaintOf(answer)}
            <SignInAgain answer={answer} />
          </p>
        </Notice>
      ) : null}
      <Link href={listHref(merchant)} className="inline-block text-13 text-accent hover:underline">
        Back to the list
      </Link>
    </div>
  );
}

const again = "Nothing was done. Try again.";

type CheckOrdersProps = {
  merchant: string;
  act: StaffKind;
  /** Which orders, as an address names them. */
  query: string;
  /** For an act that needs a time: the person's zone, and the time that the form begins with. */
  time: { zone: string; usual: string } | null;
};

function TimeForm({ zone, usual, isChecking, answer, check }: TimeFormProps) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void check(String(new FormData(event.currentTarget).get("on")));
      }}
      className="space-y-4"
    >
      <FieldErrors value={complaintsByField(answer)}>
        <Field
          label="New date and time"
          name="on"
          type="datetime-local"
          defaultValue={usual}
          hint={zone}
          required
          className="max-w-64"
        />
      </FieldErrors>
      <button type="submit" disabled={isChecking} className={buttonClass.primary}>
        Check the orders
      </button>
    </form>
  );
}

type TimeFormProps = {
  zone: string;
  usual: string;
  isChecking: boolean;
  answer: ActionResult<unknown> | null;
  check: (on: string) => Promise<void>;
};
