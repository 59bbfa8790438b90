import { isDispute } from "@/lib/domain/decline/gateway-answer";
import { plainDraft } from "@/lib/domain/lived/plain-order";
import { cardUpdateSum } from "@/lib/domain/order/balance";
import type { Actor, Order } from "@/lib/domain/order/order";
import { doneOf } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import type { OrderDraft } from "@/lib/domain/rules/create";
import { may } from "@/lib/domain/rules/decide";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import { create } from "@/lib/orders/create";
import type { OrderId } from "@/lib/orders/execute";
import { findOrder } from "@/lib/orders/queries";
import { readOrder } from "@/lib/orders/read";
import { carryOut } from "@/lib/payments/carry-out";
import { type CheckoutPurpose, settleCheckout, startCheckout } from "@/lib/payments/checkout";
import type { Payments } from "@/lib/payments/context";
import { receiveReport } from "@/lib/payments/report";
import type { TypedCard } from "@/lib/sandbox/card";
import type { Drill } from "@/lib/sandbox/drill";
import { payCheckout } from "@/lib/sandbox/shopper";
import type { Director } from "./director";
import type { DemoShop } from "./shop";

/** Everything a life is led with. */
export type DemoContext = { payments: Payments; drill: Drill; sandboxUrl: string; director: Director };

/** What the gateway says to a charge, by a word for it. */
export const fates = {
  approved: { code: "000.000.000" },
  noFunds: { code: "800.100.155" },
  generic: { code: "800.100.152" },
  overLimit: { code: "800.100.162" },
  needsCustomer: { code: "300.100.100" },
  lost: { code: "800.100.165" },
  pickUp: { code: "800.100.171" },
  doNotTryAgain: { code: "800.100.152", adviceCode: "03" },
  withdrawn: { code: "800.100.501" },
  /** The gateway cannot read the request: it is not sent again until someone takes action. */
  malformed: { code: "800.100.156" },
} as const;
export type Fate = keyof typeof fates;

const CUSTOMER: Actor = { kind: "customer" };

export type DemoLife = ReturnType<typeof newLife>;

/**
 * One order from its draft on: every step is what a person would press, carried out by the product itself. A
 * step that the product refuses is a fault of the script.
 */
export function newLife(stage: DemoContext, shop: DemoShop, agent: Actor) {
  const { payments, drill, director } = stage;
  let id: OrderId | null = null;
  let now: Instant = director.at(0);

  function mine(): OrderId {
    if (!id) throw new Error("this life has no order yet");
    return id;
  }

  async function order(): Promise<Order> {
    const found = await readOrder(payments.db, mine(), now);
    if (!found) throw new Error(`order ${mine().zuid} is gone`);
    return found;
  }

  async function act(command: Command, actor = agent): Promise<Order> {
    return doneOf(await carryOut(payments, mine(), command, { actor, now })).order;
  }

  async function check(purpose: CheckoutPurpose, card: TypedCard): Promise<void> {
    const actor = purpose.via === "link" ? CUSTOMER : agent;
    const opened = doneOf(await startCheckout(payments, mine(), purpose, { actor, now }));
    const found = await findOrder(payments.db, { merchantId: shop.merchantId }, mine().zuid, now);
    const holder = found?.customer.name ?? card.holder;
    const { checkoutId } = await payCheckout(stage.sandboxUrl, opened.checkoutId, { ...card, holder });
    doneOf(await settleCheckout(payments, mine(), checkoutId, now));
  }

  return {
    at: director.at,
    end: director.end,
    order,
    act,
    get now() {
      return now;
    },
    async until(instant: Instant): Promise<void> {
      await director.until(instant);
      now = instant;
    },
    async place(
      draft: Partial<OrderDraft> & Pick<OrderDraft, "type" | "customerId" | "lines">,
    ): Promise<number> {
      const whole = plainDraft({ interval: null, ...draft });
      const { order } = doneOf(
        await create(payments.db, shop.merchantId, whole, {
          actor: agent,
          now,
          machineNow: payments.machineNow(),
        }),
      );
      id = { merchantId: shop.merchantId, zuid: order.zuid };
      return order.zuid;
    },
    link: (how: "email" | "display" = "email") => act({ kind: "request_link", how }),
    pay: (card: TypedCard, via: "link" | "terminal" = "link") => check({ purpose: "initial", via }, card),
    async updateCard(card: TypedCard, via: "link" | "terminal" = "link"): Promise<Order> {
      const shownSum = cardUpdateSum(await order(), now);
      await check({ purpose: "card_update", via, shownSum }, card);
      return order();
    },
    /** Whether staff would be offered this now. */
    may: async (command: Command) => may(await order(), command, now) === null,
    /** The instant of collecting, so many days ahead. */
    nextCollecting(days: number): Instant {
      return director.at(Math.floor((director.end - now) / DAY) - days);
    },
    /** The customer's bank takes a payment back, and the gateway reports it. */
    async dispute(number: number): Promise<void> {
      const { attempts } = await order();
      const attempt = attempts.find((one) => one.number === number);
      if (!attempt?.answer?.transactionId) throw new Error(`there is no transaction ${number} to dispute`);
      await drill.book({ type: "chargeback", transactionId: attempt.answer.transactionId });
      const query = await (await payments.gateways.of(shop.merchantId)).query(attempt);
      const reports = query.kind === "found" ? query.answers.filter(({ type }) => isDispute(type)) : [];
      for (const report of reports) await receiveReport(payments, shop.merchantId, report, now);
    },
    /** Arranges what the order's present card is told, charge after charge; after that the card decides. */
    async arrange(...row: [fate: Fate, times: number][]): Promise<void> {
      const { cardId } = await order();
      if (cardId === null) throw new Error(`ZUID-${mine().zuid} has no card to arrange anything for`);
      for (const [fate, times] of row)
        await drill.next({ ...fates[fate], operation: "charge", registrationId: cardId, times });
    },
  };
}
