import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { CloseFooter, WayOut } from "@/components/ui/pop-up";
import { TextArea } from "@/components/ui/text-area";
import { attemptOf, contestedPayment, netPaid } from "@/lib/domain/order/balance";
import type { Attempt, Report } from "@/lib/domain/order/order";
import { type Preview, preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
import { BeforeAfter } from "../form/before-after";
import { WhyNot } from "../form/preview-of";
import { refusedAs } from "../form/refused";
import { ReportTable } from "./report-table";

/** Books what the gateway reported as what it is. */
export function BookReport({ view }: { view: View }) {
  const { order, actor, now } = view;
  const found = reportAsked(view);
  if (!found) return <Unknown />;
  const command = { kind: "book_report", ...found.about } as const;
  const seen = preview(order, command, actor, now);
  const booked = seen.is === "done" ? seen.value.after.attempts.at(-1) : undefined;
  const sum = booked && formatMoney(booked.amount, order.currency);
  return (
    <Form view={view} found={found} act={sum ? `Record ${sum}` : "Record it"} command={command} seen={seen}>
      {sum ? (
        <p className="text-13">
          {sum} is recorded next to our own request and can be refunded. {leftOpen(view, found.attempt)}
        </p>
      ) : null}
      {seen.is === "done" ? <Outlook view={view} seen={seen.value} /> : null}
    </Form>
  );
}

export function AskGateway({ view }: { view: View }) {
  const { order, actor, now } = view;
  const found = reportAsked(view);
  if (!found) return <Unknown />;
  const command = { kind: "ask_gateway", attempt: found.attempt.number } as const;
  const seen = preview(order, command, actor, now);
  return (
    <Form view={view} found={found} act="Ask again" command={command} seen={seen}>
      <p className="text-13">
        We ask the gateway for the result of this payment. A matching result is recorded. Nothing is charged.
      </p>
    </Form>
  );
}

/** Ends a report without booking it. */
export function CloseReport({ view }: { view: View }) {
  const { order, actor, now } = view;
  const found = reportAsked(view);
  if (!found) return <Unknown />;
  const command = { kind: "close_report", ...found.about } as const;
  // Whatever its reason will be.
  const seen = preview(order, { ...command, reason: "given" }, actor, now);
  return (
    <Form view={view} found={found} act="Close the report" command={command} seen={seen}>
      <p className="text-13">Nothing is recorded. {chargedAgain(view, found.attempt)}</p>
      <TextArea label="Reason" name="reason" maxLength={2_000} required />
    </Form>
  );
}

function leftOpen(view: View, attempt: Attempt): string {
  return isContested(view, attempt) ? "The payment stays open and is not charged automatically." : "";
}

function chargedAgain(view: View, attempt: Attempt): string {
  return isContested(view, attempt)
    ? `The ${formatMoney(attempt.amount, view.order.currency)} that we requested counts as not charged and may be charged again. A matching result is still recorded if it arrives.`
    : "Our records do not change.";
}

/** Whether the attempt's own result waits for what becomes of the report. */
function isContested({ order }: View, { number }: Attempt): boolean {
  return contestedPayment(order)?.number === number;
}

function Outlook({ view: { order }, seen }: { view: View; seen: Preview }) {
  const money = (amount: number) => formatMoney(amount, order.currency);
  return (
    <BeforeAfter
      label="Money and status before and after"
      after="After"
      rows={[
        ["Net paid", money(netPaid(order)), money(netPaid(seen.after))],
        ["Order status", statusNames[order.status], statusNames[seen.after.status]],
      ]}
    />
  );
}

type Found = { attempt: Attempt; report: Report; about: { attempt: number; report: number } };

function reportAsked({ order, asked }: View): Found | null {
  const attempt = attemptOf(order, Number(asked.id));
  const place = Number(asked.report);
  const report = attempt?.reports?.[place];
  return attempt && report ? { attempt, report, about: { attempt: attempt.number, report: place } } : null;
}

function Unknown() {
  return (
    <>
      <p className="mb-6 text-13 text-quiet">This order has no such report.</p>
      <CloseFooter />
    </>
  );
}

function Form({ view, found: { attempt, report }, act, command, seen, children }: FormProps) {
  const { order, zone } = view;
  return (
    <CommandForm
      action={ask}
      carries={asks(order, command)}
      act={act}
      working={commands[command.kind].staff.working}
      possible={seen.is === "done"}
      refused={refusedAs(seen, zone)}
      wayOut={<WayOut name="Back" />}
    >
      <ReportTable order={order} attempt={attempt} report={report} />
      {children}
      {seen.is === "refused" ? <WhyNot refusal={seen.why} zone={zone} /> : null}
    </CommandForm>
  );
}

type FormProps = {
  view: View;
  found: Found;
  act: string;
  /** The reason is still to be typed. */
  command: Parameters<typeof asks>[1];
  seen: ReturnType<typeof preview>;
  children?: ReactNode;
};
