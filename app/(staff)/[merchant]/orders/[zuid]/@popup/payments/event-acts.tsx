"use client";
import { type KeyboardEvent, useId } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { PopUpLink } from "@/components/ui/opening";

/** What can be done with the events that are selected; what cannot be done stands there with the reason. */
export function EventActs({ acts, isAsking }: { acts: OfferedAct[]; isAsking: boolean }) {
  const id = useId();
  const reasons = [...new Set(acts.flatMap(({ reason }) => reason ?? []))];
  return (
    <div className="mt-3" aria-busy={isAsking}>
      <div className="flex flex-wrap gap-2">
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
              className={buttonClass.plain}
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
              className={buttonClass.plain}
            >
              {name}
            </button>
          ),
        )}
      </div>
      <ul className="mt-2 space-y-0.5 text-12 text-quiet">
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
