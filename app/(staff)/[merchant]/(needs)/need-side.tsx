"use client";
import { AlarmClock, ChevronDown, ChevronUp, UserPlus, X } from "lucide-react";
import Link from "next/link";
import { startTransition, useEffect, useRef, useState } from "react";
import { StatusName } from "@/components/order/status-icon";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf } from "@/components/ui/complaint";
import { CopyButton } from "@/components/ui/copy-button";
import { SignInAgain } from "@/components/ui/sign-in-again";
import type { Acted, Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import type { ActResult } from "@/lib/domain/words/act-result";
import type { NeedChoice, NeedPanel } from "./need-panel";
import type { NeedRowText } from "./need-row";

/** One order beside the list: why, what can be done, what would come of it. Nothing is sent before it is confirmed here. */
export default function NeedSide(props: NeedSideProps) {
  const { merchant, zuid, row, place, go, close } = props;
  const [read, setRead] = useState(0);
  const panel = usePanel(merchant, zuid, `${read} ${row?.careVersion} ${row?.status} ${row?.amount}`);
  const top = useBelowBar();
  const name = row?.customer ?? `ZUID-${zuid}`;
  return (
    <aside
      aria-label={`${name}, ZUID-${zuid}`}
      style={{ "--panel-top": `${top}px` } as React.CSSProperties}
      className="fixed right-0 bottom-0 z-20 flex w-full flex-col border-l border-line bg-panel max-sm:top-0 max-sm:z-40 max-[1279px]:shadow-float sm:top-(--panel-top) sm:w-110"
    >
      <header className="flex min-h-14 items-center gap-2 border-b border-line px-6 max-sm:px-4">
        <h2 className="min-w-0 truncate text-15 font-semibold">{name}</h2>
        <Link
          href={`/${merchant}/orders/ZUID-${zuid}`}
          className="text-13 whitespace-nowrap text-accent underline"
        >
          ZUID-{zuid}
        </Link>
        <span className="ml-auto text-12 whitespace-nowrap text-quiet tabular-nums">
          {place.at + 1} of {place.of}
        </span>
        <IconButton name="Previous order" onPress={() => go(-1)} isOff={place.at <= 0}>
          <ChevronUp size={16} strokeWidth={1.5} aria-hidden />
        </IconButton>
        <IconButton name="Next order" onPress={() => go(1)} isOff={place.at >= place.of - 1}>
          <ChevronDown size={16} strokeWidth={1.5} aria-hidden />
        </IconButton>
        <IconButton name="Close" onPress={close}>
          <X size={16} strokeWidth={1.5} aria-hidden />
        </IconButton>
      </header>
      {typeof panel === "object" ? (
        <PanelOf
          key={`${panel.zuid} ${panel.cause}`}
          {...props}
          panel={panel}
          readAgain={() => setRead(read + 1)}
        />
      ) : (
        <p role="status" className="px-6 py-4 text-13 text-quiet">
          {panel === "reading"
            ? "Reading the order"
            : "This order could not be read. Open it, or sign in again."}
        </p>
      )}
    </aside>
  );
}

type NeedSideProps = {
  merchant: string;
  zuid: number;
  row: NeedRowText | null;
  place: { at: number; of: number };
  isToConfirm: boolean;
  act: Action<Acted>;
  go: (by: 1 | -1) => void;
  openMenu: (kind: "snooze" | "owner", anchor: Element) => void;
  close: () => void;
  done: (outcome: ActResult) => void;
  failed: (text: string) => void;
};

function IconButton({ name, onPress, isOff = false, children }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      disabled={isOff}
      onClick={onPress}
      className="inline-flex size-8 shrink-0 items-center justify-center rounded-control text-quiet hover:bg-hover hover:text-ink disabled:opacity-40"
    >
      {children}
    </button>
  );
}

type IconButtonProps = { name: string; onPress: () => void; isOff?: boolean; children: React.ReactNode };

/** Where the bar at the top of the page ends, in pixels from the top of the window. */
function useBelowBar(): number {
  const [top, setTop] = useState(48);
  useEffect(() => {
    const measure = () =>
      setTop(Math.max(0, document.querySelector("header")?.getBoundingClientRect().bottom ?? 0));
    measure();
    window.addEventListener("scroll", measure, { passive: true });
    window.addEventListener("resize", measure);
    return () => {
      window.removeEventListener("scroll", measure);
      window.removeEventListener("resize", measure);
    };
  }, []);
  return top;
}

/** Read again whenever `state` changes. Until another order has come, the one before is not shown. */
function usePanel(merchant: string, zuid: number, state: string): NeedPanel | "reading" | "unknown" {
  const [found, setFound] = useState<{ zuid: number; panel: NeedPanel | null } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is read depends on the order's state
  useEffect(() => {
    let isWanted = true;
    fetch(`/${merchant}/needs/ZUID-${zuid}`)
      .then((answer) => (answer.ok ? answer.json() : null))
      .catch(() => null)
      .then((panel: NeedPanel | null) => isWanted && setFound({ zuid, panel }));
    return () => {
      isWanted = false;
    };
  }, [merchant, zuid, state]);
  if (found?.zuid !== zuid) return "reading";
  return found.panel ?? "unknown";
}

type PanelProps = NeedSideProps & { panel: NeedPanel; readAgain: () => void };

function PanelOf({ panel, act, isToConfirm, openMenu, done, failed, readAgain, row }: PanelProps) {
  const [chosen, setChosen] = useState(0);
  const [answer, setAnswer] = useState<ActionResult<Acted> | null>(null);
  const [isSending, setSending] = useState(false);
  const choice = panel.choices[chosen] ?? null;
  const confirm = () => {
    const asked = choice?.asks;
    if (!asked || isSending || choice.refusal) return;
    setSending(true);
    startTransition(async () => {
      const came = await answerOrRefusal(
        act(null, asked),
        "Check the order’s log before you send this again.",
      );
      setSending(false);
      if (came.is === "done") return done(came.value);
      setAnswer(came);
      if (came.is !== "stale") return;
      failed(complaintOf(came));
      readAgain();
    });
  };
  return (
    <>
      <div className="min-h-0 flex-1 space-y-4 overflow-y-auto px-6 py-5 text-13 max-sm:px-4">
        <div>
          <p className="text-13">
            <StatusName status={panel.status} />{" "}
            {panel.since ? <span className="text-quiet">since {panel.since}</span> : null}
          </p>
          <p className="mt-2 text-18 font-semibold text-pretty">{panel.cause}</p>
          {panel.advice ? <p className="mt-1 text-pretty">{panel.advice}</p> : null}
        </div>
        {panel.choices.length > 0 ? (
          <fieldset className="space-y-2">
            <legend className="mb-2 font-semibold">What do you want to do?</legend>
            {panel.choices.map((one, i) => (
              <Choice
                key={one.name}
                choice={one}
                isChosen={i === chosen}
                choose={() => setChosen(i)}
                isBest={i === 0}
              />
            ))}
          </fieldset>
        ) : null}
        {choice ? <Foreseen choice={choice} /> : null}
        {panel.toCustomer ? (
          <section aria-label="To tell the customer">
            <h3 className="mb-2 font-semibold">To tell the customer</h3>
            <p className="rounded-panel bg-sunken px-3 py-2 text-pretty">“{panel.toCustomer}”</p>
            <div className="mt-2">
              <CopyButton text={panel.toCustomer} label="Copy" />
            </div>
          </section>
        ) : null}
      </div>
      <footer className="flex flex-wrap items-center gap-2 border-t border-line px-6 py-3 max-sm:px-4 max-sm:[&>*]:h-12">
        <div role="alert" className={answer ? "basis-full text-13 text-red max-sm:h-auto!" : "sr-only"}>
          {complaintOf(answer)}
          <SignInAgain answer={answer} />
        </div>
        <Confirm
          panel={panel}
          choice={choice}
          isSending={isSending}
          confirm={confirm}
          isToConfirm={isToConfirm}
        />
        <button
          type="button"
          onClick={({ currentTarget }) => openMenu("snooze", currentTarget)}
          className={`${buttonClass.plain} ml-auto`}
        >
          <AlarmClock size={16} strokeWidth={1.5} aria-hidden />
          Snooze
        </button>
        <button
          type="button"
          aria-label={row?.owner ? "Hand over" : "Take or hand over"}
          title={row?.owner ? "Hand over" : "Take or hand over"}
          onClick={({ currentTarget }) => openMenu("owner", currentTarget)}
          className={`${buttonClass.plain} px-2`}
        >
          <UserPlus size={16} strokeWidth={1.5} aria-hidden />
        </button>
      </footer>
    </>
  );
}

function Choice({ choice, isChosen, isBest, choose }: ChoiceProps) {
  const isOff = choice.refusal !== null;
  return (
    <label
      className={`flex gap-3 rounded-control border px-3 py-2 ${isChosen ? "border-accent bg-selected" : "border-line"} ${isOff ? "text-quiet" : "cursor-pointer hover:bg-hover"}`}
    >
      <input
        type="radio"
        name="choice"
        checked={isChosen}
        disabled={isOff}
        onChange={choose}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="block">{choice.name}</span>
        {isBest || choice.hint ? (
          <span className="block text-12 text-quiet">
            {isBest && !isOff ? (choice.hint ? `Best. ${choice.hint}` : "Best") : choice.hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}

type ChoiceProps = { choice: NeedChoice; isChosen: boolean; isBest: boolean; choose: () => void };

function Foreseen({ choice }: { choice: NeedChoice }) {
  if (choice.rows.length === 0 && choice.sentences.length === 0) return null;
  return (
    <section aria-label="What changes" className="space-y-2">
      {choice.rows.length > 0 ? (
        <table aria-label="What changes" className="w-full border-separate border-spacing-0">
          <thead>
            <tr className="text-12 text-quiet *:border-b *:border-line-strong *:pb-1.5 *:font-medium">
              <th scope="col" className="text-left">
                What changes
              </th>
              <th scope="col" className="text-right">
                Now
              </th>
              <th scope="col" className="text-right">
                Then
              </th>
            </tr>
          </thead>
          <tbody>
            {choice.rows.map(([name, now, then]) => (
              <tr key={name} className="align-top *:border-b *:border-line *:py-1.5 *:pl-2 *:first:pl-0">
                <td>{name}</td>
                <td className="text-right text-quiet tabular-nums">{now}</td>
                <td className={`text-right tabular-nums ${now === then ? "text-quiet" : "font-medium"}`}>
                  {then}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {choice.sentences.map((text) => (
        <p key={text} className="text-12 text-quiet">
          {text}
        </p>
      ))}
    </section>
  );
}

function Confirm({ panel, choice, isSending, confirm, isToConfirm }: ConfirmProps) {
  const button = useRef<HTMLButtonElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isToConfirm) (button.current ?? link.current)?.focus();
  }, [isToConfirm]);
  if (!choice?.asks)
    return (
      <Link ref={link} href={choice?.href ?? panel.href} className={buttonClass.primary}>
        {choice?.name ?? "Open the order"}
      </Link>
    );
  return (
    <button
      ref={button}
      type="button"
      aria-disabled={isSending || choice.refusal !== null}
      aria-busy={isSending}
      onClick={confirm}
      className={`${buttonClass.primary} min-w-0 shrink max-sm:flex-1`}
    >
      <span className="truncate">{isSending ? choice.working : choice.name}</span>
    </button>
  );
}

type ConfirmProps = {
  panel: NeedPanel;
  choice: NeedChoice | null;
  isSending: boolean;
  confirm: () => void;
  isToConfirm: boolean;
};
