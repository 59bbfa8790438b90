import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { CloseFooter, WayOut } from "@/components/ui/pop-up";
import { TextArea } from "@/components/ui/text-area";
import type { Command } from "@/lib/domain/command";
import { may } from "@/lib/domain/decide";
import { attemptOf } from "@/lib/domain/standing";
import { carriedBy, orderHref } from "../../order-href";
import { askGateway, bookReport, closeReport } from "../actions";
import { reportSaid } from "../report-words";
import type { View } from "../view";
import { WhyNot } from "./preview-of";
import { refusedAs } from "./refused";

/** Books what the gateway reported as what it is. */
export function BookReport({ view }: { view: View }) {
  return (
    <Form view={view} act="Book it" action={bookReport} commandOf={(of) => ({ kind: "book_report", ...of })}>
      <p className="text-13">
        It is booked beside what we asked, and can be refunded. What the payment was for stays open and is not
        charged by itself.
      </p>
    </Form>
  );
}

export function AskGateway({ view }: { view: View }) {
  return (
    <Form
      view={view}
      act="Ask again"
      action={askGateway}
      commandOf={({ attempt }) => ({ kind: "ask_gateway", attempt })}
    />
  );
}

/** Ends a report without booking it. */
export function CloseReport({ view }: { view: View }) {
  return (
    <Form
      view={view}
      act="Close the report"
      action={closeReport}
      commandOf={(of) => ({ kind: "close_report", ...of, reason: "given" })}
    >
      <p className="text-13">
        Nothing is booked, and the payment may be charged again. A result that fits is still booked when it
        comes.
      </p>
      <TextArea label="Reason" name="reason" maxLength={2_000} required />
    </Form>
  );
}

function Form({ view, act, action, commandOf, children }: FormProps) {
  const { order, asked, now } = view;
  const attempt = attemptOf(order, Number(asked.id));
  const report = Number(asked.report);
  const said = attempt?.reports?.[report];
  if (!attempt || !said)
    return (
      <>
        <p className="mb-6 text-13 text-quiet">This order has no such report.</p>
        <CloseFooter />
      </>
    );
  const refusal = may(order, commandOf({ attempt: attempt.number, report }), now);
  return (
    <CommandForm
      action={action}
      carries={{ ...carriedBy(order), version: order.version, attempt: attempt.number, report }}
      act={act}
      working="Working"
      possible={refusal === null}
      refused={refusal && refusedAs({ refusal }, view.zone)}
      next={orderHref(order)}
      wayOut={<WayOut name="Back" />}
    >
      <p className="text-13">{reportSaid(order, attempt, said)}</p>
      {children}
      {refusal ? <WhyNot refusal={refusal} zone={view.zone} /> : null}
    </CommandForm>
  );
}

type FormProps = {
  view: View;
  act: string;
  action: typeof bookReport;
  commandOf: (of: { attempt: number; report: number }) => Command;
  children?: ReactNode;
};
