import { buttonClass } from "@/components/ui/button-class";
import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { PopUpLink } from "@/components/ui/opening";
import { eventOf, nextCycleEvent, sumOf } from "@/lib/domain/order/balance";
import { preview } from "@/lib/domain/preview/preview";
import { commands, type StaffCommand, type StaffKind } from "@/lib/domain/rules/command";
import { type Currency, formatMoney } from "@/lib/domain/value/money";
import { asks } from "../../../order-href";
import { act as ask } from "../../actions";
import type { View } from "../../view";
import { type AskedAmount, amountAsked } from "../form/amount-asked";
import { AmountField } from "../form/amount-field";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";
import { type AskedTime, timeAsked } from "../form/time-asked";
import { type EventAct, eventActs } from "./event-act-names";
import { eventsAsked, tickedHref, usualTime } from "./offered-acts";
import { type QuickTime, QuickTimes } from "./quick-times";
import { quickTimesOf } from "./quick-times-of";

/** One act on the events that the address names: its fields, what would come of it, and its button. */
export function EventForm({ view, act }: { view: View; act: EventAct }) {
  const { order, now, actor, asked } = view;
  const numbers = eventsAsked(asked.events);
  const events = numbers.flatMap((number) => eventOf(order, number) ?? []);
  const fields = fieldsOf(view, act, numbers, sumOf(events));
  const command = commandOf(act, numbers, fields);
  const seen = command && preview(order, command, actor, now);
  const amount = formatMoney(fields.sum?.amount ?? sumOf(events), order.currency);
  return (
    <CommandForm
      key={`${act} ${numbers}`}
      action={ask}
      carries={asks(order, command ?? { kind: kinds[act] })}
      act={`${eventActs[act]} ${amount}`}
      working={commands[kinds[act]].staff.working}
      possible={seen?.is === "done"}
      refused={refusedAs(seen, view.zone)}
      live={["on", "sum", "later"]}
      kind={act === "skip" ? "danger" : "primary"}
      wayOut={
        <PopUpLink href={tickedHref(order, numbers)} replace className={buttonClass.plain}>
          Back to Scheduled Payments
        </PopUpLink>
      }
    >
      <EventFields
        fields={fields}
        currency={order.currency}
        quick={quickTimesOf(order, numbers, { now, zone: view.zone })}
      />
      {seen ? <Foreseen view={view} seen={seen} isPictured /> : null}
    </CommandForm>
  );
}

function EventFields({ fields, currency, quick }: EventFieldsProps) {
  return (
    <div className="grid gap-4 empty:hidden sm:grid-cols-2">
      {fields.on ? (
        <Field
          label="New date and time"
          name="on"
          type="datetime-local"
          defaultValue={fields.on.typed}
          hint={fields.on.hint}
          error={fields.on.error}
          required
        />
      ) : null}
      {fields.sum ? <AmountField currency={currency} sum={fields.sum} /> : null}
      {fields.on ? <QuickTimes field="on" times={quick} /> : null}
      {fields.mayChangeLater ? (
        <label className="flex items-center gap-2 text-13 sm:col-span-2">
          <input
            type="checkbox"
            name="later"
            value="1"
            defaultChecked={fields.alsoLater}
            className="size-4 accent-accent"
          />
          Also for later payments
        </label>
      ) : null}
    </div>
  );
}

type EventFieldsProps = { fields: Fields; currency: Currency; quick: readonly QuickTime[] };

type Fields = {
  on?: AskedTime;
  sum?: AskedAmount;
  mayChangeLater?: boolean;
  alsoLater?: boolean;
};

function fieldsOf(view: View, act: EventAct, numbers: number[], usual: number): Fields {
  const { order, asked, zone, now } = view;
  if (act !== "reschedule" && act !== "merge") return {};
  const on = timeAsked(asked.on, zone, usualTime(order, numbers, now));
  const sum = amountAsked(asked.sum, order.currency, usual);
  if (act === "merge") return { on, sum };
  const mayChangeLater = order.type === "subscription" && nextCycleEvent(order)?.number === numbers[0];
  return { on, sum, mayChangeLater, alsoLater: mayChangeLater && asked.later === "1" };
}

/** The command that the form asks for; null while a field does not say anything. */
function commandOf(
  act: EventAct,
  events: number[],
  { on, sum, alsoLater = false }: Fields,
): StaffCommand | null {
  const [event = 0] = events;
  switch (act) {
    case "reschedule":
      if (on?.at == null || sum?.amount == null) return null;
      return { kind: "reschedule_event", event, scheduledAt: on.at, amount: sum.amount, alsoLater };
    case "merge":
      if (on?.at == null || sum?.amount == null) return null;
      return { kind: "merge_events", events, scheduledAt: on.at, amount: sum.amount };
    case "skip":
      return { kind: "skip_events", events };
    case "unskip":
      return { kind: "unskip_events", events };
    case "retry":
      return { kind: "retry_events", events };
    case "execute":
      return { kind: "execute_event", event };
  }
}

const kinds = {
  reschedule: "reschedule_event",
  merge: "merge_events",
  skip: "skip_events",
  unskip: "unskip_events",
  retry: "retry_events",
  execute: "execute_event",
} as const satisfies Record<EventAct, StaffKind>;
