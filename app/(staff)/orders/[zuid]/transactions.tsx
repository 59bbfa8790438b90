import { Flag, RotateCcw } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { attemptStateNames, isShown } from "@/components/order/attempt-words";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { Command } from "@/lib/domain/command";
import { may } from "@/lib/domain/decide";
import { factsOf } from "@/lib/domain/decline";
import { causeNames } from "@/lib/domain/describe";
import { shortReason } from "@/lib/domain/explain-decline";
import { type Currency, formatMoney } from "@/lib/domain/money";
import type { Attempt, Order } from "@/lib/domain/order";
import { explain } from "@/lib/domain/refusal";
import { openAuthorisation, refundable } from "@/lib/domain/standing";
import { orderHref, type View } from "./view";

/** Everything that was asked of the gateway for this order, newest first. */
export function Transactions({ view }: { view: View }) {
  const { order, zone } = view;
  const shown = order.attempts.filter(isShown).toReversed();
  return (
    <Section title="Related Transactions">
      {shown.length === 0 ? (
        <p className="text-13 text-quiet">No payment was tried yet.</p>
      ) : (
        <Table label="Related Transactions">
          <thead>
            <tr>
              <Th>Status</Th>
              <Th>Date/Time</Th>
              <Th>SPID</Th>
              <Th>Type</Th>
              <Th>TRANSACTION UNIQUE ID</Th>
              <Th>Reference ID</Th>
              <Th end>Amount</Th>
              <Th>Currency</Th>
              <Th>Cause</Th>
              <Th>Result</Th>
              <Th>
                <span className="sr-only">Refund, capture, reverse</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {shown.map((attempt) => (
              <tr key={attempt.number}>
                <Td>
                  <StateFlag attempt={attempt} />
                </Td>
                <Td>
                  <Time at={attempt.settledAt ?? attempt.startedAt} zone={zone} />
                </Td>
                <Td className="whitespace-nowrap">{spidWords(order, attempt)}</Td>
                <Td>{attempt.type}</Td>
                <Td>
                  <Link
                    href={orderHref(order.zuid, { popup: "transaction", id: attempt.number })}
                    scroll={false}
                    className="font-mono text-12 text-accent underline"
                  >
                    {attempt.answer?.transactionId ?? "Details"}
                  </Link>
                </Td>
                <Td className="font-mono text-12 whitespace-nowrap">{attempt.reference}</Td>
                <Td end>
                  <span className="tabular-nums">{figureOf(attempt.amount, order.currency)}</span>
                </Td>
                <Td>{order.currency}</Td>
                <Td className="whitespace-nowrap">{causeNames[attempt.cause]}</Td>
                <Td>{resultWords(order, attempt)}</Td>
                <Td>
                  <FollowUps view={view} attempt={attempt} />
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}

/** Refund, Capture and Reverse, where the transaction can be followed by one. */
export function FollowUps({ view, attempt }: { view: View; attempt: Attempt }) {
  const { order, mayRefund } = view;
  if (!mayRefund) return null;
  const isHeld = openAuthorisation(order)?.number === attempt.number;
  const left = refundable(order, attempt);
  if (!isHeld && left === 0) return null;
  const { number } = attempt;
  return (
    <span className="flex gap-3 whitespace-nowrap">
      {left > 0 ? (
        <FollowUp
          view={view}
          name="Refund"
          command={{ kind: "refund_payment", attempt: number, amount: left }}
        >
          <RotateCcw size={16} strokeWidth={1.5} aria-hidden />
        </FollowUp>
      ) : null}
      {isHeld ? (
        <>
          <FollowUp
            view={view}
            name="Capture"
            command={{ kind: "capture_payment", attempt: number, amount: attempt.amount }}
          />
          <FollowUp view={view} name="Reverse" command={{ kind: "reverse_payment", attempt: number }} />
        </>
      ) : null}
    </span>
  );
}

function FollowUp({ view: { order, now }, name, command, children }: FollowUpProps) {
  const refusal = may(order, command, now);
  if (refusal)
    return (
      <button
        type="button"
        disabled
        title={explain(refusal)}
        className="inline-flex items-center gap-1 text-quiet"
      >
        {children}
        {name}
      </button>
    );
  return (
    <Link
      href={orderHref(order.zuid, { popup: name.toLowerCase(), id: command.attempt })}
      scroll={false}
      className="inline-flex items-center gap-1 text-accent"
    >
      {children}
      {name}
    </Link>
  );
}

type FollowUpProps = {
  view: View;
  name: "Refund" | "Capture" | "Reverse";
  command: Command & { attempt: number };
  children?: ReactNode;
};

function StateFlag({ attempt }: { attempt: Attempt }) {
  const colour =
    attempt.state === "declined"
      ? "text-red"
      : attempt.state === "approved" || attempt.state === "duplicate"
        ? "text-green"
        : "text-quiet";
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Flag size={16} strokeWidth={1.5} aria-hidden className={`fill-current ${colour}`} />
      {attemptStateNames[attempt.state]}
    </span>
  );
}

/** "12, try 3": which of the event's attempts it is, once there are several. */
function spidWords(order: Order, attempt: Attempt): string {
  if (attempt.event === null) return "";
  const event = order.events.find((candidate) => candidate.number === attempt.event);
  const tries = order.attempts.filter((other) => other.event === attempt.event && other.type === "DB");
  const place = tries.findIndex((other) => other.number === attempt.number) + 1;
  return tries.length > 1 && place > 0 ? `${event?.spid}, try ${place}` : String(event?.spid ?? "");
}

/** The currency has a column of its own here. */
function figureOf(amount: number, currency: Currency): string {
  return formatMoney(amount, currency).slice(currency.length + 1);
}

function resultWords(order: Order, attempt: Attempt): string {
  if (!attempt.answer || attempt.state === "approved") return attempt.answer?.code ?? "";
  return `${shortReason(factsOf(attempt.answer), order.merchant.mode)} (${attempt.answer.code})`;
}
