import { describe, expect, it } from "vitest";
import { netPaid, paymentAtGateway } from "../order/balance";
import { dueAt } from "../rules/due";
import { DAY } from "../value/calendar";
import { UNSENT_WAIT } from "../value/timetable";
import { describeEntry as inWords } from "../words/describe-entry";
import {
  activated,
  cardUpdated,
  collected,
  entered,
  instalmentOrder,
  linked,
  meteredOrder,
  singleOrder,
  softDeclined,
} from "./histories";
import { act, answered, customer, forward, type History, refusalOf, settled } from "./history";
import { violations } from "./invariants";
import { sampleCards } from "./plain-order";
import { eventIn, shapeOf } from "./shape";

const byHand = { merchant: { autoRetry: false } };
const last = ({ order }: History) => order.attempts.at(-1);
const lastNumber = ({ order }: History) => order.attempts.length;

describe("a request that never left", () => {
  it("is sent half a minute later, as often as it takes, and is neither a failure nor a retry", () => {
    const start = activated(instalmentOrder(byHand));
    let life = forward(start, eventIn(start, 1).scheduledAt, "not_sent");
    for (let turn = 0; turn < 10; turn++) {
      expect(paymentAtGateway(life.order)).toBeNull();
      expect(eventIn(life, 1)).toMatchObject({ status: "scheduled", technicalFailures: 0, decline: null });
      expect(dueAt(life.order)).toBe(life.now + UNSENT_WAIT);
      life = forward(life, life.now + UNSENT_WAIT, "not_sent");
    }
    const after = forward(life, life.now + UNSENT_WAIT);
    expect([after.order.status, shapeOf(after), netPaid(after.order)]).toEqual([
      "active",
      "CFFFFFFFFFFF",
      10_000,
    ]);
    expect(eventIn(after, 1)).toMatchObject({ cardFacts: [], wasDeclined: false });
    expect(after.alerts).toEqual([]);
    expect(violations(after.order, after.log)).toEqual([]);
  });

  it("by hand leaves a declined event what it was, with its retries, and says that nothing was sent", () => {
    const declined = softDeclined(activated(instalmentOrder()));
    const asked = act(declined, { kind: "retry_events", events: [1] });
    const after = answered(asked, "not_sent");
    const { status, plannedRetries, cardFacts } = eventIn(declined, 1);
    expect(eventIn(after, 1)).toMatchObject({ status, plannedRetries, cardFacts });
    const said = after.log.at(-1)?.entry;
    expect(said && inWords(said, after.order)).toMatch(
      /^Payment of SPID 501: the gateway cannot be reached\. Nothing was sent\. Next attempt on /,
    );
    expect(shapeOf(forward(after, after.now + UNSENT_WAIT))).toBe("RFFFFFFFFFFF");
  });

  it("of a payment ahead of its date goes back to that date", () => {
    const start = activated(instalmentOrder(byHand));
    const after = answered(act(start, { kind: "execute_event", event: 1 }), "not_sent");
    expect(dueAt(after.order)).toBe(eventIn(start, 1).scheduledAt);
  });

  it("after a card update is collected with the new card all the same", () => {
    const declined = softDeclined(activated(instalmentOrder(byHand)), 2);
    const updated = cardUpdated(declined, "not_sent");
    const after = forward(updated, updated.now + UNSENT_WAIT);
    expect(after.order.attempts.at(-1)).toMatchObject({ cause: "card_update", state: "approved" });
    expect([after.order.status, netPaid(after.order)]).toEqual(["active", 20_000]);
  });

  it("for Charge now, a refund or a capture changes nothing, and may be asked for again", () => {
    const start = activated(meteredOrder());
    const charge = { kind: "charge_now", amount: 5_000, note: "" } as const;
    const uncharged = answered(act(start, charge), "not_sent");
    expect([netPaid(uncharged.order), uncharged.order.status]).toEqual([0, "active"]);
    const paid = answered(act(uncharged, charge), "approved");
    const refund = { kind: "refund_payment", attempt: lastNumber(paid), amount: 5_000 } as const;
    const kept = answered(act(paid, refund), "not_sent");
    expect(netPaid(kept.order)).toBe(5_000);
    expect(netPaid(answered(act(kept, refund), "approved").order)).toBe(0);

    const held = activated(singleOrder({ preauthorise: true }));
    const capture = { kind: "capture_payment", attempt: 1, amount: 6_000 } as const;
    const stillHeld = answered(act(held, capture), "not_sent");
    expect([stillHeld.order.status, refusalOf(stillHeld, capture)]).toEqual(["active", null]);
  });

  it("to pay with a saved card leaves the order waiting for its payment", () => {
    const { zuid: _, ...saved } = sampleCards.visa;
    const start = linked(instalmentOrder({ deposit: 5_000, wallet: [{ ...saved, zuid: null }] }));
    const after = answered(
      act(start, { kind: "pay_with_saved_card", cardId: saved.id, how: "telephone", agreedAt: 0 }),
      "not_sent",
    );
    expect([after.order.status, last(after)?.state]).toEqual(["pending", "abandoned"]);
    const paid = answered(
      act(after, { kind: "pay_with_saved_card", cardId: saved.id, how: "telephone", agreedAt: 0 }),
      "approved",
    );
    expect([paid.order.status, netPaid(paid.order)]).toEqual(["active", 5_000]);
  });

  it.each(["not_sent", "not_found"] as const)(
    "to let a hold go is sent again, until the gateway has an answer (%s)",
    (word) => {
      const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
      const opened = act(linked(singleOrder({ preauthorise: true })), open, customer);
      const held = entered(act(opened, { kind: "cancel_order" }), "approved", sampleCards.visa);
      const first = answered(held, word);
      expect(dueAt(first.order)).toBe(first.now + UNSENT_WAIT);
      const second = forward(first, first.now + UNSENT_WAIT, word);
      const after = forward(second, second.now + DAY);
      expect(after.order.attempts.map(({ type, state }) => [type, state])).toEqual([
        ["authorisation", "approved"],
        ["reversal", "abandoned"],
        ["reversal", "abandoned"],
        ["reversal", "approved"],
      ]);
      expect(dueAt(after.order)).toBeNull();
      expect(violations(after.order, after.log)).toEqual([]);
    },
  );

  it("is not believed of a payment that something else was heard of", () => {
    const start = activated(instalmentOrder(byHand));
    const silent = forward(start, eventIn(start, 1).scheduledAt, "silence");
    const result = { kind: "not_sent", why: "the request waited too long" } as const;
    const command = { kind: "settle_payment", attempt: lastNumber(silent), result } as const;
    expect(refusalOf(silent, command)).toEqual({ code: "already_settled" });
    const given = answered(silent, "not_found");
    expect(refusalOf(given, command)).toEqual({ code: "already_settled" });
    const paid = collected(start);
    expect(refusalOf(paid, { ...command, attempt: lastNumber(paid) })).toEqual({ code: "already_settled" });
  });

  it("closes a card form that was never opened", () => {
    const open = { kind: "open_checkout", purpose: "initial", via: "link" } as const;
    const opened = act(linked(singleOrder()), open, customer);
    const after = settled(opened, 1, "not_sent");
    expect(last(after)?.state).toBe("abandoned");
    expect(refusalOf(after, open)).toBeNull();
  });
});
