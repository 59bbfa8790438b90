import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, softDeclined } from "../lived/histories";
import { act, refusalOf } from "../lived/history";
import { sampleCards } from "../lived/plain-order";

/** Its first payment of EUR 100.00 was declined, and its customer has two other cards. */
const failed = softDeclined(
  activated(
    instalmentOrder({
      merchant: { autoRetry: false },
      wallet: [
        { ...sampleCards.second, citId: "of-the-second" },
        { ...sampleCards.third, citId: "of-the-third" },
      ],
    }),
  ),
);

describe("another card of the customer's", () => {
  const use = (shownSum: number) =>
    ({ kind: "replace_card", cardId: sampleCards.third.id, shownSum }) as const;

  it("collects the sum that was shown, and not a cent more", () => {
    const refused = { code: "sum_has_grown", shown: 9_999, now: 10_000, currency: "EUR" };
    expect(refusalOf(failed, use(9_999))).toEqual(refused);
    expect(act(failed, use(10_000)).order.attempts.at(-1)).toMatchObject({
      cardId: sampleCards.third.id,
      amount: 10_000,
    });
  });

  it("brings the transaction along in which the customer agreed to be charged", () => {
    const [{ entry } = { entry: null }] = act(failed, use(10_000)).log.slice(failed.log.length);
    expect(entry).toMatchObject({
      ...{ kind: "card_replaced", from: sampleCards.visa.id, cardId: sampleCards.third.id },
      citId: "of-the-third",
    });
  });
});
