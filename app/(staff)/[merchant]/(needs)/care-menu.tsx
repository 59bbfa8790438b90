"use client";
import { Popover } from "@base-ui/react/popover";
import { type ReactNode, useState } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { complaintOf } from "@/components/ui/complaint";
import { inputClass } from "@/components/ui/field";
import { Initials } from "@/components/ui/initials";
import type { ActionResult } from "@/lib/domain/order/result";
import type { NeedRowText } from "./need-row";
import type { ShownDesk } from "./read-desk";
import type { DeskCare } from "./use-care";

/** Sets orders aside, or gives them to someone; nothing of it is sent before a press in here. */
export default function CareMenu({ kind, anchor, rows, desk, care, close }: CareMenuProps) {
  const zuids = rows.map(({ zuid }) => zuid);
  const [complaint, setComplaint] = useState("");
  const after = async (answer: Promise<ActionResult<unknown>>) => {
    const came = await answer;
    if (came.is === "invalid") setComplaint(complaintOf(came));
    else close();
  };
  const [first] = rows;
  const whose = rows.length === 1 && first ? first.customer : `${rows.length} orders`;
  return (
    <Popover.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} align="end" sideOffset={4} className="z-50">
          <Popover.Popup className="w-72 max-w-[calc(100vw-2rem)] rounded-panel border border-line bg-panel text-13 shadow-float outline-none">
            {kind === "snooze" ? (
              <SnoozeMenu
                rows={rows}
                whose={whose}
                desk={desk}
                snooze={(until) => after(care.snooze(zuids, until))}
              />
            ) : (
              <OwnerMenu
                rows={rows}
                desk={desk}
                take={() => after(care.take(zuids))}
                leave={() => after(care.leave(zuids))}
                handOver={(to, note) => after(care.handOver(zuids, to, note))}
                close={close}
              />
            )}
            <p role="alert" className={complaint ? "px-3 pb-3 text-12 text-red" : "sr-only"}>
              {complaint}
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

type CareMenuProps = {
  kind: "snooze" | "owner";
  anchor: Element;
  rows: readonly NeedRowText[];
  desk: ShownDesk;
  care: DeskCare;
  close: () => void;
};

function SnoozeMenu({ rows, whose, desk, snooze }: SnoozeMenuProps) {
  const [day, setDay] = useState("");
  const [only] = rows;
  const attempt = rows.length === 1 ? (only?.nextAttempt ?? null) : null;
  return (
    <>
      <Popover.Title className="px-3 pt-3 pb-2 text-13 font-semibold">
        {only?.snoozed && rows.length === 1 ? `${whose} comes back ${only.snoozed}` : `${whose} until`}
      </Popover.Title>
      {only?.snoozed ? <Item onPress={() => snooze("none")}>Show again now</Item> : null}
      {attempt ? (
        <Item onPress={() => snooze("next")} aside={attempt}>
          At the next attempt
        </Item>
      ) : null}
      {desk.times.map(({ name, until, words }) => (
        <Item key={until} onPress={() => snooze(until)} aside={words}>
          {name}
        </Item>
      ))}
      <div className="flex items-end gap-2 px-3 py-2">
        <label className="min-w-0 flex-1 text-12 text-quiet">
          Another day
          <input
            type="date"
            min={desk.tomorrow}
            value={day}
            onChange={(event) => setDay(event.target.value)}
            className={`${inputClass} mt-1`}
          />
        </label>
        <button
          type="button"
          aria-disabled={day === ""}
          onClick={() => day && snooze(`${day}T09:00`)}
          className={buttonClass.plain}
        >
          Snooze
        </button>
      </div>
      <p className="border-t border-line px-3 py-2 text-12 text-quiet">
        Earlier if it is paid, declined again or its card changes.
      </p>
    </>
  );
}

type SnoozeMenuProps = {
  rows: readonly NeedRowText[];
  whose: string;
  desk: ShownDesk;
  snooze: (until: string) => void;
};

function Item({ onPress, aside, children }: { onPress: () => void; aside?: string; children: ReactNode }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex w-full items-center justify-between gap-3 px-3 py-2 text-left hover:bg-hover focus-visible:bg-selected focus-visible:-outline-offset-2 max-sm:py-3"
    >
      <span>{children}</span>
      {aside ? <span className="text-12 text-quiet tabular-nums">{aside}</span> : null}
    </button>
  );
}

function OwnerMenu({ rows, desk, take, leave, handOver, close }: OwnerMenuProps) {
  const [to, setTo] = useState<string>(
    rows.every(({ owner }) => owner?.isMe) ? (desk.people[0]?.id ?? "") : "me",
  );
  const [note, setNote] = useState("");
  const isOwned = rows.some(({ owner }) => owner !== null);
  const send = () => (to === "me" ? take() : to === "nobody" ? leave() : to && handOver(to, note));
  const people = [
    { id: "me", name: `${desk.me.name}, you`, initials: desk.me.name, owned: desk.me.owned },
    ...desk.people.map((one) => ({ ...one, initials: one.name })),
  ];
  return (
    <>
      <Popover.Title className="px-3 pt-3 pb-2 text-13 font-semibold">Hand over</Popover.Title>
      <fieldset className="max-h-64 overflow-y-auto">
        <legend className="sr-only">To whom</legend>
        {people.map(({ id, name, initials, owned }) => (
          <Person key={id} name={name} isChosen={to === id} choose={() => setTo(id)} owned={owned}>
            <Initials name={initials} />
          </Person>
        ))}
        {isOwned ? (
          <Person name="No one" isChosen={to === "nobody"} choose={() => setTo("nobody")} owned={null}>
            <span className="size-6" />
          </Person>
        ) : null}
      </fieldset>
      {to === "me" || to === "nobody" ? null : (
        <label className="block px-3 pt-2 text-12 text-quiet">
          A note for the next person
          <textarea
            rows={2}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            className="mt-1 w-full rounded-control border border-line-strong bg-panel px-2 py-1.5 text-13 text-ink"
          />
        </label>
      )}
      <div className="flex gap-2 p-3">
        <button type="button" onClick={send} className={buttonClass.primary}>
          {to === "me" ? "Take" : to === "nobody" ? "Leave to no one" : "Hand over"}
        </button>
        <button type="button" onClick={close} className={buttonClass.quiet}>
          Keep
        </button>
      </div>
    </>
  );
}

type OwnerMenuProps = {
  rows: readonly NeedRowText[];
  desk: ShownDesk;
  take: () => void;
  leave: () => void;
  handOver: (to: string, note: string) => void;
  close: () => void;
};

function Person({ name, isChosen, choose, owned, children }: PersonProps) {
  return (
    <label
      className={`flex cursor-pointer items-center gap-3 px-3 py-1.5 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent ${isChosen ? "bg-selected" : "hover:bg-hover"}`}
    >
      <input type="radio" name="to" checked={isChosen} onChange={choose} className="sr-only" />
      {children}
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {owned === null ? null : (
        <span className="text-12 text-quiet">
          {owned === 0 ? "none" : `${owned} ${owned === 1 ? "order" : "orders"}`}
        </span>
      )}
    </label>
  );
}

type PersonProps = {
  name: string;
  isChosen: boolean;
  choose: () => void;
  owned: number | null;
  children: ReactNode;
};
