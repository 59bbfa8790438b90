import { describe, expect, it } from "vitest";
import { schemeRules } from "../decline/scheme-rules";
import { activated, cardUpdated, entered, instalmentOrder, linked, meteredOrder } from "../lived/histories";
import { act, answered, customer, type History, settled, waited } from "../lived/history";
import { sampleCards } from "../lived/plain-order";
import { missingReferences, sentWithout } from "./network-reference";

const link = { kind: "mastercard_transaction_link", value: "e7R9d3L2-Q9vS6pP1_WzEh" } as const;
const other = { ...link, value: "Z0fE_2qV-3pWft4vHt7Ki6" };
const since = schemeRules.mastercard_link.validFrom;
const approved = { code: "000.000.000", networkReferences: [link] };

const charged = (history: History) => act(history, { kind: "charge_now", amount: 700, note: "" });
const masterOf = ({ order }: History) => order.wallet.find(({ id }) => id === sampleCards.master.id);
const lastOf = ({ order }: History) => order.attempts[order.attempts.length - 1] as never;
/** A metered order without a first payment: its card is only registered. */
const registered = (at: number) => activated(meteredOrder({ at }), sampleCards.master);

describe("what a network calls a card's first payment", () => {
  it("is kept with the card that was stored with it, and says where and when it came from", () => {
    const open = act(
      linked(instalmentOrder({ deposit: 1_000 })),
      { kind: "open_checkout", purpose: "initial", via: "link" },
      customer,
    );
    const { brand } = sampleCards.master;
    const paid = settled(open, 1, { ...approved, brand, registrationId: sampleCards.master.id });
    const from = paid.order.attempts[0]?.answer?.transactionId;
    expect(masterOf(paid)?.networkReferences).toEqual([{ ...link, from, at: paid.now }]);
  });

  it("comes with the first approved charge of a card that was stored without a payment", () => {
    const start = charged(registered(since));
    expect(masterOf(answered(start, "soft"))?.networkReferences).toEqual([]);
    const paid = answered(start, approved);
    expect(masterOf(paid)?.networkReferences).toMatchObject([link]);
    const again = answered(charged(paid), { ...approved, networkReferences: [other], booking: 2 });
    expect(masterOf(again)?.networkReferences).toMatchObject([link]);
  });

  it("is never the gateway's own id of anything", () => {
    const paid = answered(charged(registered(since)), "approved");
    expect(masterOf(paid)?.networkReferences).toEqual([]);
    const open = act(linked(instalmentOrder()), { kind: "open_checkout", purpose: "initial", via: "link" });
    const nameless = settled(open, 1, {
      ...{ code: "000.000.000", registrationId: sampleCards.master.id, brand: "MASTER" },
      initialTransactionId: null,
    });
    expect(masterOf(nameless)?.citId).toBeNull();
    expect(nameless.order.citId).toBeNull();
  });

  it("stays with its card when the order gets another one", () => {
    const paid = answered(charged(registered(since)), approved);
    const changed = cardUpdated(paid, "approved", sampleCards.second);
    expect(masterOf(changed)?.networkReferences).toMatchObject([link]);
    expect(changed.order.wallet.find(({ id }) => id === sampleCards.second.id)?.networkReferences).toEqual(
      [],
    );
  });
});

describe("a charge without it", () => {
  it("is flagged for Mastercard from the day on which the rule holds, and for no other network", () => {
    const bare = { brand: "MASTER", networkReferences: [] };
    expect(missingReferences(bare, since)).toEqual(["mastercard_transaction_link"]);
    expect(missingReferences(bare, since - 1)).toEqual([]);
    expect(
      missingReferences({ ...bare, networkReferences: [{ ...link, from: null, at: 0 }] }, since),
    ).toEqual([]);
    for (const brand of ["VISA", "AMEX"]) expect(missingReferences({ ...bare, brand }, since)).toEqual([]);
  });

  it("stays flagged when its own answer brought the reference, and the next one is not", () => {
    const first = answered(charged(registered(since)), approved);
    expect(sentWithout(first.order, lastOf(first))).toEqual(["mastercard_transaction_link"]);
    const next = answered(charged(waited(first, first.now + 1)), "approved");
    expect(sentWithout(next.order, lastOf(next))).toEqual([]);
    const early = answered(charged(registered(since - 1)), "approved");
    expect(sentWithout(early.order, lastOf(early))).toEqual([]);
  });

  it("is not flagged where the customer pays: that one is the first", () => {
    const open = act(
      linked(instalmentOrder({ at: since, deposit: 1_000 })),
      { kind: "open_checkout", purpose: "initial", via: "link" },
      customer,
    );
    const paid = entered(open, "approved", sampleCards.master);
    expect(sentWithout(paid.order, paid.order.attempts[0] as never)).toEqual([]);
  });
});
