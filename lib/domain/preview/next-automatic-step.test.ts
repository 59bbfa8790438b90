import { describe, expect, it, test } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  linked,
  singleOrder,
  softDeclined,
  subscriptionOrder,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, forward, type History, system, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { DAY, HOUR } from "../value/calendar";
import { nextAutomaticStep, nextPayment } from "./next-automatic-step";

const next = ({ order, now }: History) => nextAutomaticStep(order, now);

test("the next attempt is named with its event, its kind and its sum", () => {
  const active = activated(instalmentOrder());
  expect(next(active)).toMatchObject({ what: "collect", event: 1, cause: "schedule", amount: 10_000 });
  const failed = softDeclined(active);
  expect(next(failed)).toMatchObject({ event: 1, cause: "automatic_retry", at: failed.now + 3 * DAY });
});

test("nothing is collected by itself of a Suspended order, whatever becomes of the event that was declined", () => {
  const suspended = hardDeclined(activated(instalmentOrder()));
  const scheduledAt = suspended.now + 5 * DAY;
  const moved = { kind: "reschedule_event", event: 1, scheduledAt, amount: null, alsoLater: false } as const;
  const skipped = { kind: "skip_events", events: [1] } as const;
  const merged = { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null } as const;
  expect(next(suspended)).toBeNull();
  for (const command of [moved, skipped, merged]) expect(next(act(suspended, command))).toBeNull();
});

test("a retry that the card's scheme will forbid is not promised", () => {
  const failed = softDeclined(activated(instalmentOrder(), sampleCards.master));
  expect(next(failed)).toMatchObject({ what: "collect" });
  const banned = usedElsewhere(failed, sampleCards.master, { declined: true, merchantAdviceCode: "03" });
  expect(next(banned)).toBeNull();
});

test("a pause ends by itself only where somebody said when, and a link is reminded of", () => {
  const active = activated(subscriptionOrder());
  const resumeAt = active.now + 20 * DAY;
  expect(next(act(active, { kind: "pause_order", resumeAt }))).toEqual({ what: "resume", at: resumeAt });
  expect(next(act(active, { kind: "pause_order", resumeAt: null }))).toBeNull();
  expect(next(linked(singleOrder()))).toMatchObject({ what: "remind" });
});

test("nothing follows by itself while a payment's result is not known", () => {
  const active = activated(instalmentOrder());
  expect(next(forward(active, Date.UTC(2026, 1, 1, 9), "silence"))).toBeNull();
});

test("a notice that is due with a payment does not delay it, although the gateway refused the settings before", () => {
  const active = activated(subscriptionOrder());
  const [first] = active.order.events;
  const due = act(waited(active, first?.scheduledAt ?? 0), { kind: "run_due" }, system);
  const announced = act(due, { kind: "run_due" }, system);
  const refused = answered(announced, "merchant");
  const skipped = act(refused, { kind: "skip_events", events: [1] });
  const late = waited(skipped, skipped.order.events[1]?.scheduledAt ?? 0);
  const promised = next(late);
  expect(promised).toMatchObject({ what: "collect", at: late.now, event: 2 });
  const kept = forward(late, late.now).log.slice(late.log.length);
  expect(kept.map(({ at, entry }) => [at, entry.kind])).toEqual(
    expect.arrayContaining([
      [late.now, "renewal_announced"],
      [late.now, "payment_started"],
    ]),
  );
});

describe("the next payment that is shown", () => {
  const failed = softDeclined(activated(instalmentOrder({ parts: 4 })));

  it("is the next attempt of any kind", () => {
    const [first] = failed.order.events;
    expect(nextPayment(failed.order, failed.now)).toMatchObject({
      at: first?.plannedRetries[0],
      isRetry: true,
    });
  });

  it("keeps its time when that has passed and nobody has come to it yet", () => {
    const at = nextPayment(failed.order, failed.now)?.at ?? 0;
    expect(nextPayment(failed.order, at + HOUR)).toMatchObject({ at, isRetry: true });
  });

  it("has no date while the merchant is stopped, or when the card may not be charged again", () => {
    const { merchant } = failed.order;
    const stopped = { ...failed.order, merchant: { ...merchant, isStopped: true } };
    expect(nextPayment(stopped, failed.now)).toBeNull();
    const banned = usedElsewhere(failed, sampleCards.visa, { declined: true, visaCategory: 1 });
    expect(nextPayment(banned.order, banned.now)).toBeNull();
  });
});
