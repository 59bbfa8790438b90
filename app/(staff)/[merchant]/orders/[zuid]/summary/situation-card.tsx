import { CircleAlert, CircleCheck, Clock, Hourglass, type LucideIcon } from "lucide-react";
import { ActionMenu, type MenuItem } from "@/components/ui/action-menu";
import { buttonClass } from "@/components/ui/button-class";
import { PopUpLink } from "@/components/ui/opening";
import type { Situation } from "@/lib/domain/preview/situation";
import { sayAdvice, sayCause } from "@/lib/domain/words/situation-words";
import type { OrderView } from "../view";
import { OutcomeOrCard } from "./outcome";
import { mayAsk, type StepLink, stepLinks } from "./step-link";

/**
 * Where the order stands: one cause, one advice, one button that fits it and at most one other. On a phone the button
 * stays at the bottom of the window, beside a menu of everything else.
 */
export function SituationCard({ view, situation, actions }: SituationCardProps) {
  const { order, now, zone } = view;
  const reader = { order, now, zone };
  const { Icon, ground, ink } = looks[toneOf(situation)];
  const cause = sayCause(situation, reader);
  const advice = [sayAdvice(situation, reader), ...asides(view, situation)].filter(Boolean).join(" ");
  const [first, second] = stepLinks(view, situation);
  return (
    <section aria-label="Where the order stands" className="contents">
      <OutcomeOrCard
        follows={[cause, advice].filter(Boolean).join(" ")}
        step={first ? <Step link={first} /> : null}
      >
        <div
          className={`mt-4 flex flex-wrap items-center gap-x-8 gap-y-3 rounded-panel border px-4 py-4 sm:px-6 ${ground}`}
        >
          <div className="flex min-w-0 flex-1 basis-80 gap-3">
            <Icon size={20} strokeWidth={1.5} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
            <div className="min-w-0">
              <h2 className="text-18 font-semibold text-pretty">{cause}</h2>{" "}
              {advice ? (
                <p className="mt-0.5 max-w-[72ch] text-15 text-pretty max-sm:text-13">{advice}</p>
              ) : null}
            </div>
          </div>
          {first ? (
            <div className="flex flex-wrap justify-end gap-2 max-sm:hidden">
              <Step link={first} isPrimary={situation.isWrong} />
              {second ? <Step link={second} /> : null}
            </div>
          ) : null}
        </div>
      </OutcomeOrCard>
      {first ? (
        <div
          data-bottom-bar
          className="fixed inset-x-0 bottom-0 z-20 flex gap-2 border-t border-line bg-panel px-4 py-3 sm:hidden"
        >
          <PopUpLink
            href={first.href}
            className={`${situation.isWrong ? buttonClass.primary : buttonClass.plain} h-12! min-w-0 flex-1 text-15!`}
          >
            <span className="truncate">{first.label}</span>
          </PopUpLink>
          <ActionMenu
            label="Actions"
            icon="more"
            items={second ? [{ ...second, reason: null }, ...othersThan(second, actions)] : actions}
          />
        </div>
      ) : null}
    </section>
  );
}

/** The menu has each act once, whichever stands first. */
function othersThan(first: StepLink, actions: MenuItem[]): MenuItem[] {
  return actions.filter(({ label }) => label !== first.label);
}

type SituationCardProps = { view: OrderView; situation: Situation; actions: MenuItem[] };

function Step({ link, isPrimary = false }: { link: StepLink; isPrimary?: boolean }) {
  return (
    <PopUpLink href={link.href} className={isPrimary ? buttonClass.primary : buttonClass.plain}>
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
