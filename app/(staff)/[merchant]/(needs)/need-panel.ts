import { eventStatusName } from "@/components/order/event-status-icon";
import { cardUpdateSum, eventOf, oldestFirst } from "@/lib/domain/order/balance";
import { isOverdue } from "@/lib/domain/order/billing-event";
import type { Actor, Order, OrderStatus } from "@/lib/domain/order/order";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import { type Preview, preview } from "@/lib/domain/preview/preview";
import { situationOf } from "@/lib/domain/preview/situation";
import type { SuggestedStep } from "@/lib/domain/preview/situation-steps";
import { commands, type StaffCommand, staffKinds } from "@/lib/domain/rules/command";
import { DAY, type Instant, sayDay, sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { LINK_GIVEN } from "@/lib/domain/value/timetable";
import { statusNames } from "@/lib/domain/words/names";
import { previewSentences } from "@/lib/domain/words/preview-words";
import { sayToCustomer } from "@/lib/domain/words/situation-for-customer";
import { sayAdvice, sayCause } from "@/lib/domain/words/situation-words";
import type { FoundOrder } from "@/lib/orders/queries";
import { stepLink } from "../orders/[zuid]/summary/step-link";
import { asks, orderHref } from "../orders/order-href";

/** What the panel beside the list says of one order: why, what can be done, what would come of it. */
export type NeedPanel = {
  zuid: number;
  href: string;
  customer: string;
  status: OrderStatus;
  since: string | null;
  cause: string;
  advice: string;
  choices: NeedChoice[];
  toCustomer: string | null;
};

export type NeedChoice = {
  name: string;
  hint: string;
  /** Where on the order's page the same is done. */
  href: string;
  /** Why it is not possible now. */
  refusal: string | null;
  /** What is sent when it is confirmed here; null where it is done on the order's page. */
  asks: Record<string, string | number | readonly number[]> | null;
  working: string;
  /** What changes: now, and after it. */
  rows: (readonly [name: string, now: string, then: string])[];
  sentences: string[];
};

export type PanelReader = { actor: Actor; now: Instant; zone: string; mayRefund: boolean; mayBill: boolean };

export function needPanel({ order, customer, log }: FoundOrder, reader: PanelReader): NeedPanel {
  const { now, zone } = reader;
  const situation = situationOf(order, now, log);
  const steps = [...(situation.best ? [{ step: situation.best, refusal: null }] : []), ...situation.others];
  const write = {
    amount: (minor: number) => formatMoney(minor, order.currency),
    day: (at: Instant) => sayDay(at, zone),
  };
  return {
    zuid: order.zuid,
    href: orderHref(order),
    customer: customer.name,
    status: order.status,
    since: situation.since === null ? null : sayInstant(situation.since, zone),
    cause: sayCause(situation, { order, now, zone }),
    advice: sayAdvice(situation, { order, now, zone }),
    choices: steps.flatMap(
      ({ step, refusal }) => choiceOf(order, step, refusal, { ...reader, email: customer.email }) ?? [],
    ),
    toCustomer: sayToCustomer(situation, order, write),
  };
}

function choiceOf(
  order: Order,
  step: SuggestedStep,
  refusal: Refusal | null,
  reader: PanelReader & { email: string },
): NeedChoice | null {
  const link = stepLink({ ...reader, order }, step);
  if (!link) return null;
  const command = step.act === "command" && isForStaff(step.command) ? step.command : null;
  const seen = command ? preview(order, command, reader.actor, reader.now) : null;
  const why = refusal ?? (seen?.is === "refused" ? seen.why : null);
  const { rows, sentences } =
    seen?.is === "done" ? changesOf(order, seen.value, reader) : { rows: [], sentences: [] };
  return {
    name: link.label,
    href: link.href,
    hint: why ? explainRefusal(why, reader.zone) : hintOf(order, step, reader),
    refusal: why && explainRefusal(why, reader.zone),
    asks: command && asks(order, command),
    working: command ? commands[command.kind].staff.working : "",
    rows,
    sentences,
  };
}

function isForStaff(command: { kind: string }): command is StaffCommand {
  return staffKinds.some((kind) => kind === command.kind);
}

/** What is not to be seen from the table of changes. */
function hintOf(order: Order, step: SuggestedStep, { now, email }: PanelReader & { email: string }): string {
  const kind = step.act === "command" ? step.command.kind : null;
  const sum = cardUpdateSum(order, now);
  const collects = sum > 0 ? ` A new card collects ${formatMoney(sum, order.currency)} immediately.` : "";
  if (kind === "send_update_link")
    return `Goes to ${email}.${collects} If nothing happens, the order is shown again after ${LINK_GIVEN / DAY} days.`;
  if (kind === "request_link") return `Goes to ${email}.`;
  if (kind === "open_checkout") return `Opens the order's cards.${collects}`;
  return kind === null ? "Opens the order." : "";
}

type Changes = Pick<NeedChoice, "rows" | "sentences">;

function changesOf(order: Order, seen: Preview, { now, zone }: PanelReader): Changes {
  const money = (amount: number) => formatMoney(amount, order.currency);
  const then = seen.charges ? ", if approved" : "";
  const owedBefore = seen.totalsBefore.declined + seen.totalsBefore.overdue;
  const owedAfter = seen.totalsAfter.declined + seen.totalsAfter.overdue;
  const collected = seen.collectedIfApproved ?? seen.totalsAfter.collected;
  const status = seen.charges ? (seen.ifApproved ?? seen.after.status) : seen.after.status;
  const rows: NeedChoice["rows"] = [
    ...oldestFirst(seen.changed).map((event) => {
      const before = eventOf(order, event.number);
      const name = before
        ? `SPID ${event.spid}, ${sayDay(before.scheduledAt, zone)}`
        : `New, ${sayInstant(event.scheduledAt, zone)}`;
      const isCharged = seen.charges?.event === event.number;
      const isMoved = before !== null && before.scheduledAt !== event.scheduledAt;
      const after = isCharged
        ? "Collected"
        : isMoved
          ? sayInstant(event.scheduledAt, zone)
          : eventStatusName(event.status, isOverdue(event, now));
      return [
        name,
        before ? `${money(before.amount)}, ${eventStatusName(before.status, isOverdue(before, now))}` : "–",
        before ? after : money(event.amount),
      ] as const;
    }),
    ...changed("Outstanding", money(owedBefore), money(owedAfter)),
    ...changed(`Collected${then}`, money(seen.totalsBefore.collected), money(collected)),
    ["Order", statusNames[order.status], `${statusNames[status]}${status === order.status ? "" : then}`],
  ];
  return { rows: isSame(rows) ? [] : rows, sentences: previewSentences(seen, zone) };
}

function changed(name: string, before: string, after: string): NeedChoice["rows"] {
  return before === after ? [] : [[name, before, after]];
}

function isSame(rows: NeedChoice["rows"]): boolean {
  return rows.every(([, before, after]) => before === after);
}
