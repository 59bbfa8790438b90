import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import NotFound from "@/app/(staff)/not-found";
import { foundOrNot } from "@/app/found-or-not";
import { OutcomeFlag } from "@/components/order/outcome-flag";
import { buttonClass } from "@/components/ui/button-class";
import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { SelectField } from "@/components/ui/select-field";
import { TextArea } from "@/components/ui/text-area";
import { isPermitted } from "@/lib/auth/permissions";
import { requireStaff } from "@/lib/auth/require-staff";
import { actorOf } from "@/lib/auth/staff";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { attemptOf } from "@/lib/domain/order/balance";
import type { Actor, Attempt, Evidence, Order } from "@/lib/domain/order/order";
import { actorName, explainRefusal } from "@/lib/domain/order/refusal";
import { preview } from "@/lib/domain/preview/preview";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { transactionNames } from "@/lib/domain/words/names";
import { readOrder } from "@/lib/orders/read";
import { asks, orderHref } from "../../../../orders/order-href";
import { PaymentsFrame } from "../../../payments-frame";
import { paymentsHref } from "../../../payments-href";
import { actOnUnknown } from "../../actions";

export const metadata: Metadata = { title: "Outcome by evidence" };

export default foundOrNot(EvidencePage, NotFound);

type Props = { params: Promise<{ merchant: string; zuid: string; attempt: string }> };

/** How one payment without a result ended, as one person states it and another confirms it. */
async function EvidencePage({ params }: Props) {
  const { merchant, zuid, attempt: number } = await params;
  const staff = await requireStaff("payments", merchant);
  if (!isPermitted(staff.role, "refunds") || !/^\d{1,9}$/.test(zuid) || !/^\d{1,6}$/.test(number)) notFound();
  const db = database();
  const now = await businessNow(db);
  const order = await readOrder(db, { merchantId: staff.merchantId, zuid: Number(zuid) }, now);
  const attempt = order && attemptOf(order, Number(number));
  if (!order || !attempt) notFound();
  const about = { order, attempt, actor: actorOf(staff), now, zone: staff.user.timeZone };
  const isOpen = attempt.state === "sent" || attempt.state === "unknown";
  return (
    <PaymentsFrame merchant={merchant} here="unknown">
      <div className="max-w-2xl space-y-6">
        <Facts {...about} />
        {isOpen && attempt.evidence ? <Confirm {...about} evidence={attempt.evidence} /> : null}
        {isOpen ? <State {...about} /> : <p className="text-13">This payment has its result.</p>}
        <Link href={paymentsHref(merchant, "unknown")} className={buttonClass.quiet}>
          Back to unknown outcomes
        </Link>
      </div>
    </PaymentsFrame>
  );
}

type About = { order: Order; attempt: Attempt; actor: Actor; now: Instant; zone: string };

function Facts({ order, attempt, zone }: About) {
  return (
    <section>
      <h2 className="text-18 font-semibold">
        {transactionNames[attempt.type]} of {formatMoney(attempt.amount, order.currency)}
      </h2>
      <p className="mt-1 text-13">
        <OutcomeFlag attempt={attempt} />, sent on {sayInstant(attempt.startedAt, zone)} for{" "}
        <Link
          href={orderHref(order, { popup: "transaction", id: attempt.number })}
          className="text-accent underline"
        >
          ZUID-{order.zuid}
        </Link>
        . Our reference at the gateway: <span className="font-mono text-12">{attempt.reference}</span>
      </p>
    </section>
  );
}

function Confirm({ order, attempt, actor, now, zone, evidence }: About & { evidence: Evidence }) {
  const command = { kind: "confirm_outcome", attempt: attempt.number } as const;
  const seen = preview(order, command, actor, now);
  const money = formatMoney(attempt.amount, order.currency);
  const isCharged = evidence.outcome === "charged";
  return (
    <section className="space-y-3 rounded-panel border border-line bg-panel p-4">
      <h3 className="text-15 font-semibold">
        {isCharged ? "Stated as charged" : "Stated as not charged"} by {actorName(evidence.by)}
      </h3>
      <p className="text-13">
        {sayInstant(evidence.at, zone)}, reference {evidence.reference}: {evidence.reason}
      </p>
      <p className="text-13">
        {isCharged
          ? `When another person confirms it, ${money} counts as collected.`
          : `When another person confirms it, ${money} counts as not charged and may be charged again automatically.`}
      </p>
      <CommandForm
        action={actOnUnknown}
        carries={asks(order, command)}
        act={isCharged ? `Confirm ${money} as collected` : `Confirm ${money} as not charged`}
        working="Confirming"
        possible={seen.is === "done"}
        refused={seen.is === "refused" ? { says: explainRefusal(seen.why, zone), field: null } : null}
      >
        {null}
      </CommandForm>
    </section>
  );
}

function State({ order, attempt, actor, now, zone }: About) {
  const command = { kind: "propose_outcome", attempt: attempt.number } as const;
  // Whatever will be stated.
  const seen = preview(
    order,
    { ...command, outcome: "not_charged", reference: "given", reason: "given" },
    actor,
    now,
  );
  return (
    <section className="space-y-3">
      <h3 className="text-15 font-semibold">
        {attempt.evidence ? "State another outcome" : "State the outcome"}
      </h3>
      <p className="text-13 text-quiet">
        Ask the acquirer or look at the merchant's account first. Nothing is recorded until another person
        confirms it. An answer of the gateway goes first.
      </p>
      <CommandForm
        action={actOnUnknown}
        carries={asks(order, command)}
        act="State the outcome"
        kind="plain"
        working="Stating"
        possible={seen.is === "done"}
        refused={seen.is === "refused" ? { says: explainRefusal(seen.why, zone), field: null } : null}
      >
        <SelectField
          label="What happened"
          name="outcome"
          defaultValue="not_charged"
          options={[
            { value: "not_charged", name: "It was not charged" },
            { value: "charged", name: "It was charged" },
          ]}
        />
        <Field
          label="Reference"
          name="reference"
          hint="The bank's or the acquirer's own number"
          maxLength={100}
          required
        />
        <TextArea label="How it is known" name="reason" maxLength={2_000} required />
      </CommandForm>
    </section>
  );
}
