import { CircleAlert, CircleCheck, Clock, Hourglass, type LucideIcon } from "lucide-react";
import { buttonClass } from "@/components/ui/button-class";
import { PopUpLink } from "@/components/ui/opening";
import { type Situation, situationOf } from "@/lib/domain/preview/situation";
import { sayAdvice, sayCause } from "@/lib/domain/words/situation-words";
import type { OrderView } from "../view";
import { mayAsk, type StepLink, stepLink } from "./step-link";

/** Where the order stands: one cause, one advice, one button that fits it and at most one other. */
export function SituationCard({ view }: { view: OrderView }) {
  const { order, log, now, zone } = view;
  const situation = situationOf(order, now, log);
  const reader = { order, now, zone };
  const { Icon, ground, ink } = looks[toneOf(situation)];
  const advice = [sayAdvice(situation, reader), ...asides(view, situation)].filter(Boolean).join(" ");
  const [first, second] = linksOf(view, situation);
  return (
    <section
      aria-label="Where the order stands"
      className={`mt-4 flex flex-wrap items-center gap-x-8 gap-y-3 rounded-panel border px-4 py-4 sm:px-6 ${ground}`}
    >
      <div className="flex min-w-0 flex-1 basis-80 gap-3">
        <Icon size={20} strokeWidth={1.5} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
        <div className="min-w-0">
          <h2 className="text-18 font-semibold text-pretty">{sayCause(situation, reader)}</h2>{" "}
          {advice ? <p className="mt-0.5 max-w-[72ch] text-15 text-pretty">{advice}</p> : null}
        </div>
      </div>
      {first ? (
        <div className="flex basis-full flex-wrap gap-2 sm:basis-auto">
          <Step link={first} isPrimary={situation.isWrong} />
          {second ? <Step link={second} /> : null}
        </div>
      ) : null}
    </section>
  );
}

function Step({ link, isPrimary = false }: { link: StepLink; isPrimary?: boolean }) {
  const look = isPrimary ? buttonClass.primary : buttonClass.plain;
  return (
    <PopUpLink href={link.href} className={`${look} max-sm:h-11 max-sm:flex-auto`}>
      {link.label}
    </PopUpLink>
  );
}

/** What only this page knows: why the merchant is stopped, and that the step is not this person's. */
function asides(view: OrderView, { cause, best }: Situation): string[] {
  const stopped = cause.code === "merchant_stopped" && view.stopped ? [view.stopped.why] : [];
  const isOthers = best?.act === "command" && !mayAsk(view, best.command);
  return isOthers ? [...stopped, "Your role does not allow this."] : stopped;
}

/** The best step first; of the others only what is accepted now and leads somewhere else. */
function linksOf(view: OrderView, { best, others }: Situation): StepLink[] {
  const steps = [...(best ? [best] : []), ...others.flatMap(({ step, refusal }) => (refusal ? [] : [step]))];
  const links = steps.flatMap((step) => stepLink(view, step) ?? []);
  return links.filter(({ href }, i) => links.findIndex((other) => other.href === href) === i).slice(0, 2);
}

type Tone = "act" | "waits" | "calm" | "done";

function toneOf({ isWrong, whoActs }: Situation): Tone {
  if (isWrong) return whoActs === "time" || whoActs === "we" ? "waits" : "act";
  return whoActs === "nobody" ? "done" : "calm";
}

const looks: Readonly<Record<Tone, { Icon: LucideIcon; ground: string; ink: string }>> = {
  act: { Icon: CircleAlert, ground: "border-red/30 bg-tint-red", ink: "text-red" },
  waits: { Icon: Clock, ground: "border-orange/30 bg-tint-orange", ink: "text-orange" },
  calm: { Icon: Hourglass, ground: "border-line bg-panel", ink: "text-quiet" },
  done: { Icon: CircleCheck, ground: "border-line bg-panel", ink: "text-quiet" },
};
