import { describe, expect, it } from "vitest";
import {
  activated,
  cardEntered,
  hardDeclined,
  instalmentOrder,
  softDeclined,
  usedElsewhere,
} from "../lived/histories";
import { act, answered, type History, refusalOf, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { eventIn } from "../lived/shape";
import { DAY } from "../value/calendar";
import { whyNotRetried } from "./retry-events";

const byHand = { merchant: { autoRetry: false } };
const retry = (...events: number[]) => ({ kind: "retry_events", events }) as const;
const kinds = ({ log }: History) => log.map(({ entry }) => entry.kind);

describe("a retry by hand", () => {
  const failed = softDeclined(activated(instalmentOrder(byHand)), 2);

  it("of one payment is sent at once, and of several stands in a row, the oldest first", () => {
    expect(kinds(act(failed, retry(2))).slice(kinds(failed).length)).toEqual(["payment_started"]);
    const both = act(failed, retry(2, 1, 2));
    expect(both.log.slice(failed.log.length).map(({ entry }) => entry)).toMatchObject([
      { kind: "retries_requested", events: [1, 2] },
      { kind: "payment_started", attempt: { event: 1, cause: "retry", amount: 10_000, note: "" } },
    ]);
    expect(answered(both, "approved").order.attempts.at(-1)).toMatchObject({ event: 2, state: "sent" });
  });

  it("is taken up to the last millisecond of the thirty days, and not at their end", () => {
    const endsAt = eventIn(failed, 1).scheduledAt + 30 * DAY;
    expect(refusalOf(waited(failed, endsAt - 1), retry(1))).toBeNull();
    const refused = { code: "retry_window_over", endedAt: endsAt, timeZone: "UTC" };
    expect(refusalOf(waited(failed, endsAt), retry(1))).toEqual(refused);
  });

  it("of a hard-declined payment needs a new date where the order's card is another one that can be charged", () => {
    // Another card came while it was under way, and more is outstanding than its customer was shown.
    const crossed = answered(cardEntered(act(failed, retry(1)), 1), "hard");
    const needs = (history: History) => {
      const refusal = whyNotRetried(history.order, eventIn(history, 1), history.now);
      return refusal?.code === "hard_declined" && refusal.needs;
    };
    expect(needs(crossed)).toBe("new_date");
    const { order } = crossed;
    const forgotten = order.wallet.map((card) => ({ ...card, state: "forgotten" as const }));
    expect(needs({ ...crossed, order: { ...order, wallet: forgotten } })).toBe("another_card");
    expect(needs({ ...crossed, order: { ...order, cardId: null } })).toBe("another_card");
    const banned = usedElsewhere(crossed, sampleCards.second, { declined: true, visaCategory: 1 });
    expect(needs(banned)).toBe("another_card");
    expect(needs(hardDeclined(activated(instalmentOrder(byHand))))).toBe("another_card");
  });

  it("says what each payment is that it is not for", () => {
    expect(refusalOf(failed, retry())).toEqual({ code: "no_event_chosen" });
    expect(refusalOf(failed, retry(99))).toEqual({ code: "unknown_event" });
    expect(refusalOf(failed, retry(3))).toEqual({ code: "not_soft_declined" });
    const crossed = answered(cardEntered(act(failed, retry(1)), 1), "hard");
    expect(refusalOf(crossed, retry(1))).toEqual({ code: "hard_declined", needs: "new_date" });
    const skipped = act(failed, { kind: "skip_events", events: [1] });
    expect(refusalOf(skipped, retry(1, 2))).toEqual({
      code: "events_cannot_take_part",
      parts: [{ event: 1, spid: 501, why: { code: "event_not_open" } }],
    });
  });
});
