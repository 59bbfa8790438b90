"use client";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useState } from "react";
import { showActMessage } from "@/components/ui/act-message";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { SubmitButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf, complaintsByField, isBesideFields } from "@/components/ui/complaint";
import { Field, FieldErrors } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Acted } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { Currency } from "@/lib/domain/value/money";
import { startBasket } from "../actions";
import { ordersInWords, sumsInWords } from "../basket-words";

/** How it is started: at which pace, and where it ends at the latest. The button says what it does. */
export function StartRun({
  zone,
  carries,
  act,
  working,
  orders,
  sums,
  gives,
  back,
  children,
}: StartRunProps) {
  const router = useRouter();
  const [limits, setLimits] = useState({
    ...{ pace: "60", most: "", cap: "", begins: "" },
    currency: sums[0]?.currency ?? "",
  });
  const [answer, send] = useActionState(async (_previous: ActionResult<Acted> | null, given: FormData) => {
    showActMessage(null);
    const result = await answerOrRefusal(
      startBasket(null, given),
      "Look at the list of runs before you send this again.",
    );
    if (result.is === "done") {
      showActMessage(result.value);
      router.replace(result.value.to);
    }
    return result;
  }, null);
  if (orders === 0)
    return (
      <>
        <Body>{children}</Body>
        <div className={footClass}>
          <Link href={back} className={buttonClass.plain}>
            Back to the list
          </Link>
        </div>
      </>
    );
  const set = (change: Partial<typeof limits>) => setLimits({ ...limits, ...change });
  return (
    <form
      action={send}
      onReset={(event) => event.preventDefault()}
      className="flex flex-col lg:min-h-0 lg:flex-1"
    >
      {Object.entries(carries).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Body>
        {children}
        <FieldErrors value={complaintsByField(answer)}>
          <Limits limits={limits} set={set} orders={orders} sums={sums} zone={zone} />
        </FieldErrors>
      </Body>
      <div className={footClass}>
        <p
          role="alert"
          className={isBesideFields(answer, carries) ? "sr-only" : "text-13 text-red empty:hidden"}
        >
          {complaintOf(answer)}
          <SignInAgain answer={answer} />
        </p>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 max-sm:*:flex-1">
          <SubmitButton working={working} kind={gives ? "danger" : "primary"}>
            {act}: {limitedWords(orders, sums, limits)}
          </SubmitButton>
          <Link href={back} className={buttonClass.quiet}>
            Back to the list
          </Link>
        </div>
      </div>
    </form>
  );
}

/** What is looked at before it is started; it scrolls between the title and the button. */
function Body({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label="What would be done"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className="min-h-0 space-y-6 py-5 lg:flex-1 lg:overflow-y-auto lg:px-6"
    >
      {children}
    </div>
  );
}

const footClass =
  "space-y-3 border-t border-line bg-panel py-4 max-lg:sticky max-lg:bottom-0 max-lg:-mx-4 max-lg:px-4 sm:max-lg:-mx-6 sm:max-lg:px-6 lg:px-6";

type StartRunProps = {
  /** The time zone of whoever starts it. */
  zone: string;
  /** Hidden fields: which run, and what was shown of it. */
  carries: Readonly<Record<string, string>>;
  act: string;
  working: string;
  orders: number;
  sums: readonly Sum[];
  /** Something will not be collected. */
  gives: boolean;
  back: string;
  children: ReactNode;
};

type Sum = { currency: Currency; sum: number };
type LimitsSet = { pace: string; most: string; cap: string; currency: string; begins: string };

function Limits({ limits, set, orders, sums, zone }: LimitsProps) {
  const { pace, most, cap, currency, begins } = limits;
  return (
    <fieldset className="space-y-2">
      <legend className="mb-2 text-13 font-semibold">How</legend>
      <div className="grid grid-cols-3 gap-3">
        <SelectField
          label="Pace"
          name="pace"
          value={pace}
          options={paces}
          onChange={(value) => set({ pace: value })}
        />
        <Field
          label="Orders at most"
          name="most"
          inputMode="numeric"
          placeholder="All"
          value={most}
          onChange={(event) => set({ most: event.target.value })}
        />
        <Field
          label={`Stop at (${currency})`}
          name="cap"
          inputMode="decimal"
          placeholder="No cap"
          value={cap}
          onChange={(event) => set({ cap: event.target.value })}
        />
      </div>
      {sums.length > 1 ? (
        <SelectField
          label="Currency of the cap"
          name="currency"
          value={currency}
          options={sums.map((one) => ({ value: one.currency as string, name: one.currency }))}
          onChange={(value) => set({ currency: value })}
        />
      ) : (
        <input type="hidden" name="currency" value={currency} />
      )}
      <Field
        label="Begins"
        name="begins"
        type="datetime-local"
        hint={`Empty: immediately. ${zone}`}
        value={begins}
        onChange={(event) => set({ begins: event.target.value })}
        className="max-w-64"
      />
      <p className="text-12 text-quiet">
        {durationWords(orders, limits)} You can stop it at any time.
        {begins === "" ? "" : " An order that has changed by then is left as it is."}
      </p>
    </fieldset>
  );
}

type LimitsProps = {
  limits: LimitsSet;
  set: (change: Partial<LimitsSet>) => void;
  orders: number;
  sums: readonly Sum[];
  zone: string;
};

const paces = [
  { value: "30", name: "30 a minute" },
  { value: "60", name: "60 a minute" },
  { value: "300", name: "300 a minute" },
  { value: "", name: "As fast as possible" },
] as const;

function durationWords(orders: number, { pace, begins }: LimitsSet): string {
  const when = begins === "" ? "It begins immediately" : "It begins then";
  if (pace === "") return `${when}.`;
  const minutes = Math.max(1, Math.ceil(orders / Number(pace)));
  return `${when} and takes about ${minutes.toLocaleString("en-GB")} ${minutes === 1 ? "minute" : "minutes"}.`;
}

/** "19 orders, EUR 2,607.90 and CHF 179.00"; with a limit, what it is. */
function limitedWords(orders: number, sums: readonly Sum[], { most, cap, currency }: LimitsSet): string {
  const limit = Number(most);
  const isLimited = most !== "" && limit >= 1 && limit < orders;
  const count = isLimited ? `the first ${ordersInWords(limit)}` : ordersInWords(orders);
  const money = cap === "" ? (isLimited ? "" : sumsInWords(sums)) : `${currency} ${cap} at most`;
  return [count, money].filter(Boolean).join(", ");
}
