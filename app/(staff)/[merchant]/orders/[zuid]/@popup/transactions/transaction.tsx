import type { ReactNode } from "react";
import { outcomeName, typeWords } from "@/components/order/attempt-words";
import { FactList } from "@/components/ui/fact-list";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { verdictOf } from "@/lib/domain/decline/decline";
import { explainDecline } from "@/lib/domain/decline/explain-decline";
import { attemptOf, eventOf, referredId } from "@/lib/domain/order/balance";
import { sentWithout } from "@/lib/domain/order/network-reference";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { actorNameInSentence } from "@/lib/domain/order/refusal";
import { brandName } from "@/lib/domain/value/brand-name";
import { formatMoney } from "@/lib/domain/value/money";
import { causeNames } from "@/lib/domain/words/names";
import type { View } from "../../view";
import { expiryWords, maskedNumber } from "../../words/card-words";
import { Reports } from "../reports/reports";
import { ExplainedDecline } from "./explained-decline";
import { Tries } from "./tries";

/** One request to the gateway and what came back, in its words and in ours. */
export function Transaction({ view }: { view: View }) {
  const { order, asked } = view;
  const attempt = attemptOf(order, Number(asked.id));
  if (!attempt) return <p className="text-13 text-quiet">This order has no such transaction.</p>;
  return (
    <div className="space-y-6">
      {attempt.reports?.length ? (
        <Part title="Reports that do not match">
          <Reports view={view} attempt={attempt} />
        </Part>
      ) : null}
      <Part title="Request">
        <Request view={view} attempt={attempt} />
      </Part>
      <Part title="Result">
        <Result view={view} attempt={attempt} />
      </Part>
      <Part title="Card details">
        <CardDetails order={order} attempt={attempt} />
      </Part>
      {attempt.event === null ? null : <Tries view={view} attempt={attempt} />}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3 className="mb-2 text-15 font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Request({ view: { order, zone }, attempt }: { view: View; attempt: Attempt }) {
  const spid = attempt.event === null ? null : eventOf(order, attempt.event)?.spid;
  const referred = referredId(order, attempt);
  return (
    <FactList
      isOneOfSeveral
      facts={[
        ["Order ID", `ZUID-${order.zuid}`],
        ["TRANSACTION UNIQUE ID", attempt.answer?.transactionId && <Id>{attempt.answer.transactionId}</Id>],
        ["Reference ID", referred && <Id key="referred">{referred}</Id>],
        ["Merchant reference", <Id key="reference">{attempt.reference}</Id>],
        ["SPID", spid],
        ["Type", typeWords(attempt)],
        ["Amount", formatMoney(attempt.amount, order.currency)],
        ["Currency", order.currency],
        ["Started", <Time key="started" at={attempt.startedAt} zone={zone} />],
        ["Processed", <Time key="processed" at={attempt.settledAt} zone={zone} />],
        ["Channel", attempt.channel],
        ["Initial / repeated", attempt.recurrence === "initial" ? "Initial" : "Repeated"],
        ["Cause", `${causeNames[attempt.cause]}, by ${actorNameInSentence(attempt.actor)}`],
        ["Note", attempt.note],
      ]}
    />
  );
}

function Result({ view, attempt }: { view: View; attempt: Attempt }) {
  const { answer } = attempt;
  const words = answer && explainDecline(verdictOf(answer));
  return (
    <div className="space-y-3">
      <FactList
        isOneOfSeveral
        facts={[
          ["Outcome", outcomeName(attempt)],
          ["Result code", answer?.code],
          ["Description", answer?.description],
          ["Extended description", answer?.extendedDescription],
          ["Acquirer response", answer?.acquirerResponse],
          ["Merchant advice code", answer?.merchantAdviceCode],
          ["Visa category code", answer?.visaCategoryCode],
          ["Descriptor", answer?.descriptor],
        ]}
      />
      {answer && attempt.state === "declined" ? (
        <ExplainedDecline view={view} attempt={attempt} answer={answer} />
      ) : words ? (
        <Notice tone="info">
          <p>{words.staff}</p>
        </Notice>
      ) : null}
    </div>
  );
}

function CardDetails({ order, attempt }: { order: Order; attempt: Attempt }) {
  const stored = order.wallet.find((card) => card.id === attempt.cardId);
  const card = attempt.answer?.card ?? stored;
  if (!card) return <p className="text-13 text-quiet">The gateway reported no card.</p>;
  return (
    <FactList
      isOneOfSeveral
      facts={[
        ["Brand", brandName(attempt.answer?.brand ?? stored?.brand ?? "")],
        ["Number", maskedNumber(card)],
        ["Holder", card.holder],
        ["Expiry", expiryWords(card)],
        ["3-D Secure", attempt.answer?.eci && `ECI ${attempt.answer.eci}`],
        ["Transaction Link ID", linkWords(order, attempt)],
      ]}
    />
  );
}

/** What Mastercard calls the payment that this one leans on or began, or that it was sent without. */
function linkWords(order: Order, attempt: Attempt): ReactNode {
  if (sentWithout(order, attempt).length > 0) return "Not known. The charge was sent without it.";
  const card = order.wallet.find(({ id }) => id === (attempt.cardId ?? attempt.answer?.registrationId));
  const [reference] = attempt.answer?.networkReferences ?? card?.networkReferences ?? [];
  return reference && <Id>{reference.value}</Id>;
}

function Id({ children }: { children: string }) {
  return <span className="font-mono text-12 break-all">{children}</span>;
}
