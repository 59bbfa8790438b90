import { StatusName } from "@/components/order/status-icon";
import { AddressForm } from "@/components/ui/address-form";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { SelectField } from "@/components/ui/select-field";
import { Time } from "@/components/ui/time";
import { cameIn } from "@/lib/domain/order/figures";
import { totalsOf } from "@/lib/domain/preview/preview";
import {
  type ForwardRun,
  type RunAsked,
  type RunResult,
  runForward,
  runResults,
} from "@/lib/domain/preview/run-forward";
import { sayEnd, sayMoment } from "@/lib/domain/words/run-words";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";
import { Totals } from "./totals";

/** What will be collected, retried and mailed, if the bank answers as chosen. Nothing is written. */
export function RunForward({ view }: { view: View }) {
  const { order, now } = view;
  const asked = askedOf(view.asked);
  const run = runForward(order, asked, now);
  const last = run.moments.at(-1)?.at ?? now;
  return (
    <AddressForm action={orderHref(order)} label="Run forward" className="space-y-5">
      <input type="hidden" name="popup" value="run-forward" />
      <p className="text-13 text-quiet">
        This shows what the rules will do if the bank answers as you choose. Nothing is changed and nothing is
        sent.
      </p>
      <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[8rem_1fr_auto]">
        <SelectField
          label="Scheduled payments"
          name="payments"
          defaultValue={String(asked.payments)}
          options={lengths.map((length) => ({ value: length, name: length }))}
        />
        <SelectField
          label="Each attempt is"
          name="all"
          defaultValue={asked.all}
          options={runResults.map((value) => ({ value, name: resultNames[value] }))}
        />
        <button type="submit" className={`${buttonClass.plain} max-sm:col-span-2`}>
          Run
        </button>
      </div>
      <Timeline view={view} run={run} asked={asked} />
      <section aria-label="After the run" className="space-y-3 border-t border-line pt-4">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13">
          <StatusName status={run.order.status} />
          <span>
            Collected in the run:{" "}
            <Amount value={cameIn(run.order) - cameIn(order)} currency={order.currency} />
          </span>
        </p>
        <p className="text-13 text-quiet">{sayEnd(run)}</p>
        <Totals totals={totalsOf(run.order, last)} currency={order.currency} />
      </section>
    </AddressForm>
  );
}

function Timeline({ view, run, asked }: { view: View; run: ForwardRun; asked: RunAsked }) {
  const { order, zone } = view;
  const said = run.moments
    .map((moment) => ({ ...moment, ...sayMoment(moment, order, zone) }))
    .filter(({ told, mails }) => told.length + mails.length > 0);
  if (said.length === 0) return <p className="text-13">Nothing falls due.</p>;
  return (
    <ol aria-label="Timeline" className="divide-y divide-line border-y border-line text-13">
      {said.map(({ at, payment, told, mails }, i) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a moment has no other name
          key={i}
          className="grid gap-x-4 gap-y-1 py-2.5 sm:grid-cols-[9.5rem_1fr_10rem]"
        >
          <Time at={at} zone={zone} />
          <div className="min-w-0 space-y-1 break-words">
            {told.map((text) => (
              <p key={text} className={payment && payment.as !== "approved" ? "text-red" : ""}>
                {text}
              </p>
            ))}
            {mails.map((name) => (
              <p key={name} className="text-quiet">
                Mail to the customer: {name}.
              </p>
            ))}
          </div>
          {payment ? (
            <SelectField
              label={`Result of attempt ${payment.step + 1}`}
              name={`step${payment.step}`}
              defaultValue={asked.steps[payment.step] ?? ""}
              options={[
                { value: "", name: "As each" },
                ...runResults.map((value) => ({ value, name: resultNames[value] })),
              ]}
            />
          ) : null}
        </li>
      ))}
    </ol>
  );
}

const resultNames: Readonly<Record<RunResult, string>> = {
  approved: "Approved",
  soft: "Soft-declined",
  hard: "Hard-declined",
};
const lengths = ["1", "2", "3", "6", "12", "24"];

function askedOf(asked: View["asked"]): RunAsked {
  const steps = Object.entries(asked).flatMap(([name, value]) => {
    const step = /^step(\d{1,3})$/.exec(name)?.[1];
    return step !== undefined && isResult(value) ? [[Number(step), value] as const] : [];
  });
  return {
    payments: Number(lengths.includes(asked.payments ?? "") ? asked.payments : "3"),
    all: isResult(asked.all) ? asked.all : "approved",
    steps: Object.fromEntries(steps),
  };
}

function isResult(text: string | undefined): text is RunResult {
  return runResults.some((result) => result === text);
}
