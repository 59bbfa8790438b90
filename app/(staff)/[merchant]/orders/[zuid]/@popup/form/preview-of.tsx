import { ArrowRight } from "lucide-react";
import { Fragment } from "react";
import { eventStatusName } from "@/components/order/event-status-icon";
import { scheduleBars } from "@/components/order/schedule-bars";
import { ScheduleThumb, tallestOf } from "@/components/order/schedule-thumb";
import { Amount } from "@/components/ui/amount";
import { FactList } from "@/components/ui/fact-list";
import { Notice } from "@/components/ui/notice";
import { Table, Td, Th } from "@/components/ui/table";
import { eventOf, isOpenEnded, oldestFirst } from "@/lib/domain/order/balance";
import { isOverdue } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { explainRefusal, type Refusal } from "@/lib/domain/order/refusal";
import type { Preview, Previewed, Totals } from "@/lib/domain/preview/preview";
import { nextTryAt } from "@/lib/domain/rules/due";
import { sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { previewSentences } from "@/lib/domain/words/preview-words";
import { fieldOf } from "@/lib/form";
import type { View } from "../../view";

/** What an act would do: schedule and totals before and after, the status that follows, and where the order ends. */
function PreviewOf({ view, seen, isPictured }: PreviewProps) {
  const { order } = view;
  return (
    <section aria-label="Preview" className="space-y-4">
      {isPictured ? <Pictures view={view} seen={seen} /> : null}
      <div className={isPictured ? "grid items-start gap-x-8 gap-y-4 lg:grid-cols-2" : "space-y-4"}>
        <ScheduleTable view={view} seen={seen} />
        <TotalsTable view={view} seen={seen} />
      </div>
      <FactList
        facts={[
          [
            "Order status",
            seen.charges
              ? `${statusNames[order.status]} until the bank answers`
              : seen.after.status === order.status
                ? `Stays ${statusNames[order.status]}`
                : `${statusNames[order.status]} → ${statusNames[seen.after.status]}`,
          ],
        ]}
      />
      {previewSentences(seen, view.zone).map((text) => (
        <p key={text} className="text-13">
          {text}
        </p>
      ))}
    </section>
  );
}

/** What becomes of each payment that changes. */
function ScheduleTable({ view, seen }: { view: View; seen: Preview }) {
  const { order } = view;
  const unchanged = order.events.length - seen.changed.filter((event) => eventOf(order, event.number)).length;
  if (seen.changed.length === 0 && unchanged === 0) return null;
  return (
    <div className="min-w-0 space-y-3">
      {seen.changed.length > 0 ? (
        <Table label="Schedule before and after">
          <thead>
            <tr>
              <Th>SPID</Th>
              <Th>Now</Th>
              <Th>After</Th>
            </tr>
          </thead>
          <tbody>
            {oldestFirst(seen.changed).map(({ number, spid }) => {
              const before = wordsOf(order, number, view);
              return (
                <tr key={number}>
                  <Td className="align-top">{spid ?? "New"}</Td>
                  <Td className="align-top text-quiet">
                    {before.length > 0 ? <EventWords words={before} /> : "–"}
                  </Td>
                  <Td className="align-top">
                    <span className="flex gap-1">
                      <ArrowRight
                        size={14}
                        strokeWidth={1.5}
                        aria-hidden
                        className="mt-0.5 shrink-0 text-accent"
                      />
                      <span>
                        <EventWords words={wordsOf(seen.after, number, view)} unlike={before} />
                      </span>
                    </span>
                  </Td>
                </tr>
              );
            })}
          </tbody>
        </Table>
      ) : null}
      {unchanged > 0 ? (
        <p className="text-12 text-quiet">
          {unchanged} {unchanged === 1 ? "payment stays" : "payments stay"} as{" "}
          {unchanged === 1 ? "it is" : "they are"}.
        </p>
      ) : null}
    </div>
  );
}

type PreviewProps = { view: View; seen: Preview; isPictured: boolean };
type ForeseenProps = { view: View; seen: Previewed; isPictured?: boolean };

/** The payments now and then, drawn to one scale. */
function Pictures({ view: { order, now, zone }, seen }: Omit<PreviewProps, "isPictured">) {
  const [before, after] = [order, seen.after].map((one) => scheduleBars(one, now, zone));
  if (!before || !after || before.bars.length === 0 || after.bars.length === 0) return null;
  const shared = { tallest: tallestOf([...before.bars, ...after.bars]), currency: order.currency };
  return (
    <div className="flex gap-8 max-sm:flex-col max-sm:gap-3">
      <ScheduleThumb name="Now" picture={before} {...shared} />
      <ScheduleThumb name="Then" picture={after} {...shared} />
    </div>
  );
}

/** What would come of a command, or why it cannot be done. */
export function Foreseen({ view, seen, isPictured = false }: ForeseenProps) {
  switch (seen.is) {
    case "done":
      return <PreviewOf view={view} seen={seen.value} isPictured={isPictured} />;
    case "refused":
      return <WhyNot refusal={seen.why} zone={view.zone} />;
  }
}

/** Why it cannot be done, event by event where several are chosen. What is about a field stands beside the field. */
export function WhyNot({ refusal, zone }: { refusal: Refusal; zone: string }) {
  if (fieldOf(refusal)) return null;
  if (refusal.code !== "events_cannot_take_part")
    return (
      <Notice tone="alert">
        <p>{explainRefusal(refusal, zone)}</p>
      </Notice>
    );
  return (
    <Notice tone="alert">
      <p>These payments cannot be included:</p>
      <ul className="list-disc pl-5">
        {refusal.parts.map((part) => (
          <li key={part.event}>
            SPID {part.spid}: {explainRefusal(part.why, zone)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function TotalsTable({ view: { order }, seen }: { view: View; seen: Preview }) {
  const isPromised = (name: keyof Totals) => name === "collected" && seen.collectedIfApproved !== null;
  const afterOf = (name: keyof Totals) =>
    name === "collected" && seen.collectedIfApproved !== null
      ? seen.collectedIfApproved
      : seen.totalsAfter[name];
  const rows = kinds.filter(({ name }) => {
    // Nothing is to be reached there.
    if (name === "total" && isOpenEnded(order)) return false;
    return seen.totalsBefore[name] !== 0 || afterOf(name) !== 0;
  });
  return (
    <Table label="Totals before and after">
      <thead>
        <tr>
          <Th>Totals</Th>
          <Th end>Now</Th>
          <Th end>After</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, label }) => (
          <tr key={name}>
            <Td>{isPromised(name) ? `${label}, if approved` : label}</Td>
            <Td end className="text-quiet">
              <Amount value={seen.totalsBefore[name]} currency={order.currency} />
            </Td>
            <Td end className={afterOf(name) === seen.totalsBefore[name] ? "text-quiet" : "font-medium"}>
              <Amount value={afterOf(name)} currency={order.currency} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const kinds: readonly { name: keyof Totals; label: string }[] = [
  { name: "declined", label: "Declined" },
  { name: "overdue", label: "Overdue" },
  { name: "scheduled", label: "Scheduled" },
  { name: "collected", label: "Collected" },
  { name: "total", label: "Total to be paid" },
];

/** An event in words; what differs from `unlike` stands out. */
function EventWords({ words, unlike = words }: { words: readonly string[]; unlike?: readonly string[] }) {
  return words.map((word, i) => {
    const isLast = i === words.length - 1;
    return (
      <Fragment key={word}>
        <span
          className={`whitespace-nowrap max-sm:block ${word === unlike[i] ? "text-quiet" : "font-medium"}`}
        >
          {isLast ? word : `${word},`}
        </span>
        {isLast ? null : " "}
      </Fragment>
    );
  });
}

/** Amount, date and status of an order's event, and what is planned for it after a decline. */
function wordsOf(order: Order, number: number, { now, zone }: View): string[] {
  const event = eventOf(order, number);
  if (!event) return [];
  const again = nextTryAt(order, number);
  const retry = again === null ? "no retry planned" : `retry on ${sayInstant(again, zone)}`;
  return [
    formatMoney(event.amount, order.currency),
    sayInstant(event.scheduledAt, zone),
    eventStatusName(event.status, isOverdue(event, now)),
    ...(event.status === "soft_declined" ? [retry] : []),
    ...(event.status === "scheduled" && again === null ? ["not collected automatically"] : []),
  ];
}
