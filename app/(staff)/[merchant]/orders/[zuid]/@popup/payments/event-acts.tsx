"use client";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { PopUpLink } from "@/components/ui/opening";

/**
 * The foot of the pop-up: what can be done with the events that are selected; what cannot be done stands there with the
 * reason. On a phone the buttons stay at the bottom, and the reasons stand above them under the rows.
 */
export function EventActs({ acts, isAsking, children }: EventActsProps) {
  const id = useId();
  const reasons = [...new Set(acts.flatMap(({ reason }) => reason ?? []))];
  return (
    <div
      aria-busy={isAsking}
      className="sm:-mx-6 sm:-mb-6 sm:rounded-b-panel sm:border-t sm:border-line sm:bg-sunken sm:px-6 sm:py-4"
    >
      <div
        data-bottom-bar
        className="flex flex-wrap items-center gap-2 max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-10 max-sm:grid max-sm:grid-cols-3 max-sm:border-t max-sm:border-line max-sm:bg-panel max-sm:px-4 max-sm:py-3"
      >
        <div className="mr-2 max-sm:col-span-3 has-[>*:empty+*:empty]:hidden">{children}</div>
        {acts.map(({ name, href, reason, takes }) =>
          reason === null && !isAsking ? (
            <PopUpLink
              key={name}
              href={href}
              // Inside the pop-up, in the place of what it showed: going back leads out of it.
              replace
              role="button"
              onKeyDown={pressBySpace}
              data-act={name}
              className={actClass}
            >
              {name}
              {takes > 1 ? <span aria-hidden>{takes}</span> : null}
            </PopUpLink>
          ) : (
            <button
              key={name}
              type="button"
              // Not disabled: it can be reached, and says why it does nothing now.
              aria-disabled="true"
              title={reason ?? undefined}
              aria-describedby={reason ? `${id}-${reasons.indexOf(reason)}` : undefined}
              className={actClass}
            >
              {name}
            </button>
          ),
        )}
      </div>
      <ul className="mt-3 space-y-0.5 text-12 text-quiet empty:hidden">
        {reasons.map((reason, i) => (
          <li key={reason} id={`${id}-${i}`}>
            {acts
              .filter((act) => act.reason === reason)
              .map((act) => act.name)
              .join(", ")}
            : {reason}
            {acts
              .flatMap(({ name, reason: why, part }) => (why === reason && part ? [{ name, ...part }] : []))
              .map(({ name, href, words }) => (
                <PopUpLink key={name} href={href} replace className="ml-2 text-accent underline">
                  {words}
                </PopUpLink>
              ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

const actClass = `${buttonClass.plain} max-sm:h-11`;

type EventActsProps = {
  acts: OfferedAct[];
  isAsking: boolean;
  /** What is said of the selection. */
  children: ReactNode;
};

export type OfferedAct = {
  name: string;
  href: string;
  reason: string | null;
  /** How many payments it is about. */
  takes: number;
  /** Where some of them cannot take part: the same with the others alone, "Retry 1 of 2". */
  part: { href: string; words: string } | null;
};

/** What is announced as a button is pressed by the space bar too. */
function pressBySpace(event: KeyboardEvent<HTMLAnchorElement>): void {
  if (event.key !== " ") return;
  event.preventDefault();
  event.currentTarget.click();
}
