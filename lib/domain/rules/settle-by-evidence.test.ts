import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, meteredOrder, singleOrder } from "../lived/histories";
import { act, answered, forward, type History, refusalOf, settled, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { netPaid } from "../order/balance";
import type { Actor, Attempt } from "../order/order";
import { HOUR } from "../value/calendar";

const mira: Actor = { kind: "user", id: "mira", name: "Mira" };
const anna: Actor = { kind: "user", id: "anna", name: "Anna" };
const found = { reference: "ARN 7", reason: "Seen on the account" };
const charged = { kind: "propose_outcome", attempt: 2, outcome: "charged", ...found } as const;
const notCharged = { ...charged, outcome: "not_charged" } as const;
const confirm = { kind: "confirm_outcome", attempt: 2 } as const;
const last = ({ order }: History) => order.attempts.at(-1) as Attempt;

/** EUR 7.00 were asked for two hours ago, and nobody knows what came of it. */
function silent(): History {
  const start = act(activated(meteredOrder()), { kind: "charge_now", amount: 700, note: "" });
  return waited(answered(start, "silence"), start.now + 2 * HOUR);
}

describe("a payment without a result", () => {
  it("is collected once another person confirms that it was charged", () => {
    const start = silent();
    const stated = act(start, charged, anna);
    expect(last(stated)).toMatchObject({ state: "unknown", evidence: { outcome: "charged", by: anna } });
    const ended = act(stated, confirm, mira);
    expect(last(ended)).toMatchObject({ state: "approved", answer: { transactionId: "ARN 7" } });
    expect(netPaid(ended.order)).toBe(netPaid(start.order) + 700);
    expect(ended.log.map(({ entry }) => entry.kind)).toContain("evidence_confirmed");
  });

  it("is open to be charged again once another person confirms that it was not", () => {
    const start = activated(instalmentOrder());
    const due = forward(start, start.order.events[0]?.scheduledAt ?? 0, "silence");
    const at = waited(due, due.now + 2 * HOUR);
    const { number } = last(at);
    const stated = act(at, { ...notCharged, attempt: number }, anna);
    const ended = act(stated, { ...confirm, attempt: number }, mira);
    expect(last(ended).state).toBe("abandoned");
    expect(ended.order.events[0]?.status).toBe("scheduled");
  });

  it("is not ended by whoever stated how it ended, nor by a program", () => {
    const stated = act(silent(), charged, anna);
    expect(refusalOf(stated, confirm, anna)).toEqual({ code: "evidence_by_same" });
    expect(refusalOf(stated, confirm, { kind: "system" })).toEqual({ code: "evidence_by_same" });
    expect(refusalOf(stated, confirm, { kind: "api", name: "Shop" })).toEqual({ code: "evidence_by_same" });
  });

  it("is confirmed as it was stated last, by another than who stated that", () => {
    const again = act(act(silent(), charged, anna), notCharged, mira);
    expect(refusalOf(again, confirm, mira)).toEqual({ code: "evidence_by_same" });
    expect(last(act(again, confirm, anna)).state).toBe("abandoned");
  });

  it("needs a reference, a reason, and an hour without an answer", () => {
    const start = silent();
    expect(refusalOf(start, { ...charged, reference: " " }, anna)).toEqual({ code: "note_empty" });
    expect(refusalOf(start, { ...charged, reason: "" }, anna)).toEqual({ code: "note_empty" });
    expect(refusalOf(start, { ...charged, reason: "4242 4242 4242 4242" }, anna)?.code).toBe(
      "card_number_in_text",
    );
    expect(refusalOf(start, confirm, mira)).toEqual({ code: "no_evidence" });
    const early = answered(
      act(activated(meteredOrder()), { kind: "charge_now", amount: 700, note: "" }),
      "silence",
    );
    expect(refusalOf(early, charged, anna)?.code).toBe("evidence_too_early");
  });

  it("has no evidence any more once the gateway has answered", () => {
    const stated = act(silent(), charged, anna);
    const answeredLate = settled(stated, 2, "soft");
    expect(last(answeredLate).state).toBe("declined");
    expect(refusalOf(answeredLate, confirm, mira)).toEqual({ code: "already_settled" });
    expect(refusalOf(answeredLate, notCharged, mira)).toEqual({ code: "already_settled" });
  });

  it("is not booked as a payment that the order has already", () => {
    const start = silent();
    const known = start.order.attempts[0]?.answer?.transactionId ?? "";
    expect(refusalOf(start, { ...charged, reference: known }, anna)).toEqual({ code: "evidence_known" });
  });

  it("is not booked without the card that only the gateway knows", () => {
    const { id: cardId } = sampleCards.second;
    const start = singleOrder({ wallet: [sampleCards.second] });
    const agreed = { how: "telephone", agreedAt: start.now } as const;
    const open = answered(act(start, { kind: "pay_with_saved_card", cardId, ...agreed }), "silence");
    const at = waited(open, open.now + 2 * HOUR);
    const { number } = last(at);
    expect(refusalOf(at, { ...charged, attempt: number }, anna)).toEqual({ code: "evidence_without_card" });
    expect(refusalOf(at, { ...notCharged, attempt: number }, anna)).toBeNull();
  });

  it("is charged a second time at most on paper: a late answer finds it settled", () => {
    const ended = act(act(silent(), charged, anna), confirm, mira);
    const again = settled(ended, 2, "approved");
    expect(netPaid(again.order)).toBeGreaterThanOrEqual(netPaid(ended.order));
    expect(again.order.attempts.filter(({ state }) => state === "approved")).toHaveLength(
      ended.order.attempts.filter(({ state }) => state === "approved").length,
    );
  });
});
