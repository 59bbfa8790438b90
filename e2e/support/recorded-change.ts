import { expect } from "@playwright/test";
import { eventStatusName } from "@/components/order/event-status-icon";
import {
  attemptOf,
  cardUpdateSum,
  eventOf,
  isOpenEnded,
  netPaid,
  oldestFirst,
  openAuthorisation,
  outstandingEvents,
  refundable,
} from "@/lib/domain/order/balance";
import { type BillingEvent, isOverdue } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { previewOf, totalsOf } from "@/lib/domain/preview/preview";
import { whyNotCollectedWith } from "@/lib/domain/preview/preview-card-update";
import { nextTryAt } from "@/lib/domain/rules/due";
import { evolveAll } from "@/lib/domain/rules/evolve";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { neverBilledSentence, previewSentences } from "@/lib/domain/words/preview-words";
import type { FoundOrder } from "@/lib/orders/queries";
import type { OpenForm } from "./open-form";

/** How an order stood when its form was drawn, and what was written when the form was sent. */
export class RecordedChange {
  private readonly before: Order;
  private readonly after: Order;
  /** Where it stood once it was asked for, before the bank answered. */
  private readonly asked: Order;

  constructor(
    before: FoundOrder,
    after: FoundOrder,
    private readonly now: Instant,
    private readonly zone: string,
    private readonly say: string,
  ) {
    this.before = before.order;
    this.after = after.order;
    const written = after.log.filter(({ seq }) => seq > before.order.version);
    // What is asked for is written by whoever asked, the bank's answers by nobody.
    const answered = written.findIndex(({ actor }) => actor.kind !== "user");
    const entries = written.map(({ entry }) => entry);
    this.asked = evolveAll(this.before, answered < 0 ? entries : entries.slice(0, answered));
    const { status, events, total } = evolveAll(this.before, entries);
    expect([status, events, total], `${say}: log and rows`).toEqual([
      this.after.status,
      this.after.events,
      this.after.total,
    ]);
  }

  /** A form of billing events or of the whole order: the schedule, the totals, the status and where it ends. */
  expectShownBy(form: OpenForm): void {
    const { before, asked, after, now, say } = this;
    const changed = asked.events.filter((event) => !before.events.includes(event));
    expect(form.rowsOf("Schedule before and after"), say).toEqual(
      oldestFirst(changed).map((event) => {
        const was = eventOf(before, event.number);
        return [
          was ? String(was.spid) : "New",
          was ? this.words(before, was) : "–",
          this.words(asked, event),
        ];
      }),
    );
    const then = totalsOf(before, now);
    const charged = sumCharged(before, asked);
    // What is charged may be approved: the total says what comes of it then.
    const collected = charged === null ? null : then.collected + charged;
    const since = { ...totalsOf(asked, now), ...(collected === null ? {} : { collected }) };
    const named = (name: string, label: string) =>
      name === "collected" && charged !== null ? `${label}, if approved` : label;
    expect(form.rowsOf("Totals before and after"), say).toEqual(
      totals
        .filter(([name]) => name !== "total" || !isOpenEnded(before))
        .filter(([name]) => then[name] !== 0 || since[name] !== 0)
        .map(([name, label]) => [named(name, label), this.money(then[name]), this.money(since[name])]),
    );
    const tried = after.attempts.slice(before.attempts.length);
    const [was, is] = [statusNames[before.status], statusNames[asked.status]];
    expect(form.linesOf("Preview", "dd"), say).toEqual([
      tried.length > 0 ? `${was} until the bank answers` : was === is ? `Stays ${was}` : `${was} → ${is}`,
    ]);
    const kept = before.events.filter((event) => asked.events.includes(event)).length;
    const seen = previewOf(before, asked, now);
    expect(form.linesOf("Preview", "p"), say).toEqual(
      [
        kept > 1 ? `${kept} payments stay as they are.` : kept === 1 ? "1 payment stays as it is." : null,
        ...previewSentences(seen, this.zone),
      ].filter((line) => line !== null),
    );
    const [line = ""] = form.linesOf("Preview", "p").filter((text) => text.includes(" is charged now. "));
    this.expectAnswered(line);
  }

  /** Refund, capture or reversal of a transaction, which the bank agreed to. */
  expectShownByFollowUp(form: OpenForm): void {
    const { before, after, say } = this;
    expect(after.attempts.at(-1)?.state, say).toBe("approved");
    const paid = attemptOf(before, Number(form.carries.attempt));
    if (!paid) throw new Error(`nothing was followed: ${say}`);
    const held = (order: Order) => this.money(openAuthorisation(order)?.amount ?? 0);
    const left = (order: Order) => this.money(refundable(order, paid));
    expect(form.rowsOf("Money and status before and after"), say).toEqual([
      ...(paid.type === "authorisation" ? [["Held on the card", held(before), held(after)]] : []),
      ["Net paid", this.money(netPaid(before)), this.money(netPaid(after))],
      ...(paid.type === "authorisation" ? [] : [["Left to refund", left(before), left(after)]]),
      ["Order status", statusNames[before.status], statusNames[after.status]],
    ]);
  }

  /** Another card: what it collects at once, and the status that follows. */
  expectShownByCards(form: OpenForm): void {
    const { before, asked, after, now, say } = this;
    const tried = after.attempts.slice(before.attempts.length);
    const sum = tried.reduce((total, { amount }) => total + amount, 0);
    const collected = outstandingEvents(before, now);
    const [events, shownSum, status] = form.linesOf("card-update-collects", "dd");
    const names = collected.map(({ spid, amount }) => `SPID ${spid} (${this.money(amount)})`);
    expect([...(events?.split(", ") ?? [])].sort(), say).toEqual(
      names.length > 0 ? names.sort() : ["None: nothing is outstanding."],
    );
    const due = cardUpdateSum(before, now);
    expect(shownSum, say).toBe(this.money(due));
    expect(form.act, say).toBe(sum > 0 ? `Use this card and collect ${this.money(sum)}` : "Use this card");
    expect(sum === 0 || sum === due, say).toBe(true);
    for (const event of collected) expect(eventOf(after, event.number), say).not.toEqual(event);
    expect(after.cardId, say).toBe(form.carries.cardId);
    const leftOut = neverBilledSentence(previewOf(before, asked, now), this.zone);
    const said = form.linesOf("card-update-collects", "p").filter((text) => text.startsWith("Never billed"));
    expect(said, say).toEqual(leftOut === null ? [] : [leftOut]);
    const is = statusNames[after.status];
    const why = whyNotCollectedWith(before, String(form.carries.cardId), now);
    if (sum === 0 && due > 0)
      expect(form.lines, say).toEqual([
        `Nothing will be collected: this card cannot be charged now. ${why ? `${explainRefusal(why)} ` : ""}Order status: ${is}.`,
      ]);
    else if (tried.every(({ state }) => state === "approved"))
      expect(status, say).toBe(`${is}${sum > 0 ? ", if approved" : ""}`);
  }

  /** The sum that was asked for is the one that was shown, and so is the status that its answer led to. */
  private expectAnswered(line: string): void {
    const { before, after, say } = this;
    const tried = after.attempts.slice(before.attempts.length);
    const [first] = tried;
    expect(line.startsWith(`${this.money(first?.amount ?? 0)} is charged now. `), say).toBe(tried.length > 0);
    const answers = new Set(
      tried.map(({ state, event }) => (state === "approved" ? "If approved" : this.decline(event))),
    );
    // Several that met different answers lead to what no single line says.
    if (answers.size === 1) expect(line, say).toContain(`${[...answers][0]}: ${statusNames[after.status]}`);
  }

  private decline(event: number | null): string {
    const isForGood = eventOf(this.after, event ?? 0)?.status === "hard_declined";
    return isForGood ? "If hard-declined" : "If soft-declined";
  }

  private money(amount: number): string {
    return formatMoney(amount, this.before.currency);
  }

  private words(order: Order, event: BillingEvent): string {
    const status = eventStatusName(event.status, isOverdue(event, this.now));
    const again = nextTryAt(order, event.number);
    const retry = again === null ? "no retry planned" : `retry on ${sayInstant(again, this.zone)}`;
    const words = [this.money(event.amount), sayInstant(event.scheduledAt, this.zone), status];
    const plan = event.status === "scheduled" && again === null ? ["not collected automatically"] : [];
    return [...words, ...(event.status === "soft_declined" ? [retry] : []), ...plan].join(", ");
  }
}

/** What a change charges, all that it retries one after another included; null: nothing. */
function sumCharged(before: Order, asked: Order): number | null {
  const tried = asked.attempts.slice(before.attempts.length);
  if (tried.length === 0) return null;
  const queued = asked.retryQueue.flatMap((number) => eventOf(asked, number) ?? []);
  return [...tried, ...queued].reduce((sum, { amount }) => sum + amount, 0);
}

const totals = [
  ["declined", "Declined"],
  ["overdue", "Overdue"],
  ["scheduled", "Scheduled"],
  ["collected", "Collected"],
  ["total", "Total to be paid"],
] as const;
