import type { ReactNode } from "react";
import { RetryBar } from "@/components/order/retry-bar";
import { CopyButton } from "@/components/ui/copy-button";
import { PopUpLink } from "@/components/ui/opening";
import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import type { ResolvedBy } from "@/lib/domain/decline/reason-words";
import { eventOf } from "@/lib/domain/order/balance";
import { isDeclined } from "@/lib/domain/order/billing-event";
import type { Attempt } from "@/lib/domain/order/order";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import { nextTryIfAllowed } from "@/lib/domain/preview/next-try";
import { may } from "@/lib/domain/rules/decide";
import { sayInstant } from "@/lib/domain/value/calendar";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";

/** A decline for people: what happened, who can fix it, whether we may try again, what to tell the customer. */
export function ExplainedDecline({ view, attempt, answer }: Explained) {
  const { order, now, zone } = view;
  const words = explainDecline(verdictOf(answer));
  const event = attempt.event === null ? null : eventOf(order, attempt.event);
  return (
    <section
      aria-label="Explain the decline"
      className="rounded-panel border border-line border-l-4 border-l-red bg-sunken p-4"
    >
      <h4 className="mb-3 text-13 font-semibold">Explain the decline</h4>
      <dl className="space-y-3 text-13">
        <Answer question="What happened">{words.staff}</Answer>
        <Answer question="Who can fix it">{actors[words.resolvedBy]}</Answer>
        <Answer question="May we retry">
          {mayRetry(view, attempt)}
          {event && isDeclined(event) ? (
            <span className="mt-1 block">
              <RetryBar order={order} event={event} now={now} zone={zone} />
            </span>
          ) : null}
        </Answer>
      </dl>
      <div className="mt-3 border-t border-line pt-3 text-13">
        <p className="max-w-[72ch]">
          <span className="text-quiet">Tell the customer: </span>
          {words.customer}
        </p>
        <div className="mt-2 flex flex-wrap gap-2">
          <CopyButton text={words.customer} label="Copy for the customer" />
          {event && mayBeRetried(view, attempt) === null ? (
            <PopUpLink
              href={orderHref(order, { popup: "payments", act: "retry", events: event.number })}
              replace
              className="inline-flex h-8 items-center px-1 text-13 text-accent underline"
            >
              Go to Retry
            </PopUpLink>
          ) : null}
        </div>
      </div>
    </section>
  );
}

function Answer({ question, children }: { question: string; children: ReactNode }) {
  return (
    <div className="gap-x-4 sm:grid sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="text-quiet">{question}</dt>
      <dd className="max-w-[72ch]">{children}</dd>
    </div>
  );
}

type Explained = { view: View; attempt: Attempt; answer: GatewayAnswer };

const actors: Readonly<Record<ResolvedBy, string>> = {
  bank: "The customer's bank",
  customer: "The customer",
  us: "We",
  nobody: "No one needs to",
};

function mayRetry(view: View, attempt: Attempt): string {
  const { order, now, zone } = view;
  const event = attempt.event === null ? null : eventOf(order, attempt.event);
  if (!event)
    return attempt.purpose === "initial" || attempt.purpose === "card_update"
      ? "The customer can try again with the link, with the same card or another."
      : "It is not retried automatically. Send the command again.";
  if (event.status === "completed" || event.status === "recovered")
    return "No need. It has been collected since.";
  const refusal = mayBeRetried(view, attempt);
  if (refusal) return explainRefusal(refusal, zone);
  const next = nextTryIfAllowed(order, event.number, now);
  return next === null
    ? "Yes, manually now. No automatic retry is planned."
    : `Yes, manually now, or automatically on ${sayInstant(next, zone)}.`;
}

/** The reason that concerns this event, where several are possible. */
function mayBeRetried({ order, now }: View, { event }: Attempt): Refusal | null {
  if (event === null) return { code: "unknown_event" };
  const refusal = may(order, { kind: "retry_events", events: [event] }, now);
  if (refusal?.code !== "events_cannot_take_part") return refusal;
  return refusal.parts[0]?.why ?? refusal;
}
