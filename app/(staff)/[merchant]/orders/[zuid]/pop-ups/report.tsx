import type { ReactNode } from "react";
import { CommandForm } from "@/components/ui/command-form";
import { CloseFooter, WayOut } from "@/components/ui/pop-up";
import { TextArea } from "@/components/ui/text-area";
import { may } from "@/lib/domain/decide";
import { attemptOf } from "@/lib/domain/standing";
import { asks, orderHref } from "../../order-href";
import { act as ask } from "../actions";
import { reportSaid } from "../report-words";
import type { View } from "../view";
import { WhyNot } from "./preview-of";
import { refusedAs } from "./refused";

/** Books what the gateway reported as what it is. */
export function BookReport({ view }: { view: View }) {
  return (
    <Form view={view} act="Book it" kind="book_report">
      <p className="text-13">
        It is booked beside what we asked, and can be refunded. What the payment was for stays open and is not
        charged by itself.
      </p>
    </Form>
  );
}

export function AskGateway({ view }: { view: View }) {
  return <Form view={view} act="Ask again" kind="ask_gateway" />;
}

/** Ends a report without booking it. */
export function CloseReport({ view }: { view: View }) {
  return (
    <Form view={view} act="Close the report" kind="close_report">
      <p className="text-13">
        Nothing is booked, and the payment may be charged again. A result that fits is still booked when it
        comes.
      </p>
      <TextArea label="Reason" name="reason" maxLength={2_000} required />
    </Form>
  );
}

function Form({ view, act, kind, children }: FormProps) {
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
  const about = { attempt: attempt.number, report };
  // Whatever its reason will be.
  const refusal = may(order, { kind, ...about, reason: "given" }, now);
  return (
    <CommandForm
      action={ask}
      carries={asks(order, { kind, ...about })}
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
  kind: "book_report" | "ask_gateway" | "close_report";
  children?: ReactNode;
};
