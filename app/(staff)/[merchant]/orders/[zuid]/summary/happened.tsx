import {
  CircleAlert,
  CircleCheck,
  CreditCard,
  type LucideIcon,
  Mail,
  MessageSquare,
  PencilLine,
} from "lucide-react";
import { cookies } from "next/headers";
import { statusLooks } from "@/components/order/status-icon";
import { inFull, orderPartsCookies } from "@/components/preference-cookies";
import { CommandForm } from "@/components/ui/command-form";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { actorName } from "@/lib/domain/order/refusal";
import { commands } from "@/lib/domain/rules/command";
import { PREFERENCE_KEPT_FOR, SECOND } from "@/lib/domain/value/timetable";
import { carriedBy } from "../../order-href";
import { act } from "../actions";
import type { OrderView } from "../view";
import { KeptChoice } from "./kept-choice";
import { Log } from "./log";
import { type MainPoint, mainPoints, type PointLooks } from "./main-points";

/** What happened to the order: its main points with what staff noted, or everything. A note is added, never changed. */
export async function Happened({ view }: { view: OrderView }) {
  const { log, order, notes } = view;
  const isFull = (await cookies()).get(orderPartsCookies.log)?.value === inFull;
  return (
    <Section
      title="What happened"
      action={
        <KeptChoice
          label="Log shown"
          cookie={orderPartsCookies.log}
          short="Main points"
          full={`Everything ${log.length}`}
          isFull={isFull}
          keptSeconds={PREFERENCE_KEPT_FOR / SECOND}
        />
      }
    >
      <div data-note className="mb-4">
        <CommandForm
          key={notes.length}
          action={act}
          carries={{ ...carriedBy(order), kind: "add_note" }}
          act="Add note"
          kind="plain"
          working={commands.add_note.staff.working}
          isOneLine
        >
          <TextArea label="New note" name="text" maxLength={2_000} rows={1} />
        </CommandForm>
      </div>
      {isFull ? <Log view={view} /> : <Points view={view} />}
    </Section>
  );
}

function Points({ view: { order, log, zone } }: { view: OrderView }) {
  const points = mainPoints(log, order, zone);
  const earlier = points.length - MOST_POINTS;
  return (
    <>
      <ol aria-label="Main points" className="text-13">
        {points.slice(0, MOST_POINTS).map((point) => (
          <Point key={point.seq} point={point} zone={zone} />
        ))}
      </ol>
      {earlier > 0 ? (
        <p className="mt-1 pl-34 text-12 text-quiet max-sm:pl-6">
          {earlier} earlier {earlier === 1 ? "point is" : "points are"} under Everything.
        </p>
      ) : null}
    </>
  );
}

function Point({ point, zone }: { point: MainPoint; zone: string }) {
  const { Icon, ink } = lookOf(point.looks);
  const isPerson = point.actor.kind === "user";
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 py-1 sm:grid-cols-[8rem_1.5rem_minmax(0,1fr)]">
      <span className="text-quiet max-sm:col-start-2 sm:text-right">
        <Time at={point.at} zone={zone} />
      </span>
      <Icon
        size={16}
        strokeWidth={1.5}
        aria-hidden
        className={`mt-0.5 justify-self-center max-sm:col-start-1 max-sm:row-start-1 ${ink}`}
      />
      <span
        className={`min-w-0 break-words whitespace-pre-wrap max-sm:col-start-2 ${point.note ? "rounded-control bg-sunken px-3 py-1.5" : ""}`}
      >
        {isPerson ? <span className="font-medium">{actorName(point.actor)} </span> : null}
        {point.text}
      </span>
    </li>
  );
}

type Look = { Icon: LucideIcon | (typeof statusLooks)["draft"]["Icon"]; ink: string };

function lookOf(looks: PointLooks | null): Look {
  if (looks === null) return own.change;
  if (looks in own) return own[looks as keyof typeof own];
  const { Icon, colour } = statusLooks[looks as keyof typeof statusLooks];
  return { Icon, ink: colour };
}

const own = {
  note: { Icon: MessageSquare, ink: "text-accent" },
  declined: { Icon: CircleAlert, ink: "text-red" },
  money: { Icon: CircleCheck, ink: "text-green" },
  card: { Icon: CreditCard, ink: "text-quiet" },
  mail: { Icon: Mail, ink: "text-quiet" },
  change: { Icon: PencilLine, ink: "text-quiet" },
} as const satisfies Partial<Record<PointLooks, Look>>;

/** What stands on the page at first; a year's order has about as many. */
const MOST_POINTS = 8;
