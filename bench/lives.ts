import { chanceOf } from "@/demo/chance";
import {
  activated,
  type HistoryOptions,
  instalmentOrder,
  linked,
  meteredOrder,
  paidFirst,
  singleOrder,
  subscriptionOrder,
} from "@/lib/domain/lived/histories";
import { act, answered, forward, type History, type Script, waited } from "@/lib/domain/lived/history";
import { sampleCards } from "@/lib/domain/lived/plain-order";
import type { CardDetails } from "@/lib/domain/order/order";
import { may } from "@/lib/domain/rules/decide";
import { DAY, HOUR, type Instant } from "@/lib/domain/value/calendar";

/** Numbers and ids by which what belongs to one order is known in the text of its rows. */
export const marks = {
  zuid: 700_000_001,
  firstSpid: 800_000_001,
  customerId: "0c000000-0000-4000-8000-000000000001",
  cardId: `ca4d${"0".repeat(28)}`,
} as const;

type Chance = ReturnType<typeof chanceOf>;

/**
 * The `index`th order of a merchant, lived from its creation until `now`: of which type it is, how long ago it began
 * and what banks said to its payments, the seed decides.
 */
export function life(index: number, now: Instant): History {
  const chance = chanceOf(index + 1);
  const draw = chance.between(1, 100);
  if (draw <= 38) return single(chance, now);
  if (draw <= 66) return instalments(chance, now);
  if (draw <= 92) return subscription(chance, now);
  return metered(chance, now);
}

function single(chance: Chance, now: Instant): History {
  const byPhone = chance.happens(0.15);
  const start = numbered(
    singleOrder({
      ...told(chance, now, 540, byPhone),
      amount: price(chance, 900, 40_000),
      preauthorise: chance.happens(0.1),
    }),
  );
  const draw = chance.between(1, 100);
  if (draw <= 4) return waited(start, now);
  if (draw <= 10) return forward(linked(start), now);
  if (draw <= 13) return waited(act(linked(start), { kind: "cancel_order" }), now);
  if (byPhone && draw <= 40)
    return waited(paidFirst(start, "soft", card(chance, start.now), "terminal"), now);
  const paid = paidFirst(linked(waited(start, start.now + HOUR)), "approved", card(chance, start.now));
  const amount = Math.floor(paid.order.total / 2);
  const refund = { kind: "refund_payment" as const, attempt: 1, amount };
  const isRefunded = chance.happens(0.05) && may(paid.order, refund, paid.now) === null;
  return forward(isRefunded ? answered(act(paid, refund), "approved") : paid, now);
}

function instalments(chance: Chance, now: Instant): History {
  const parts = chance.oneOf([3, 4, 6, 6, 10, 12]);
  const each = price(chance, 1_900, 24_900);
  const order = instalmentOrder({
    ...told(chance, now, 480),
    parts,
    each,
    deposit: chance.happens(0.5) ? each : 0,
  });
  return collecting(order, chance, now);
}

function subscription(chance: Chance, now: Instant): History {
  const order = subscriptionOrder({
    ...told(chance, now, 400),
    price: price(chance, 500, 9_900),
    setUpFee: chance.happens(0.2) ? 2_000 : 0,
  });
  const lived = collecting(order, chance, now);
  const pause = { kind: "pause_order" as const, resumeAt: now + 40 * DAY };
  return chance.happens(0.05) && may(lived.order, pause, now) === null ? act(lived, pause) : lived;
}

function metered(chance: Chance, now: Instant): History {
  let lived = collecting(meteredOrder(told(chance, now, 300)), chance, now - 60 * DAY);
  for (let i = chance.between(1, 6); i > 0; i--) {
    const amount = price(chance, 500, 9_000);
    const charge = { kind: "charge_now" as const, amount, note: "By the hour" };
    if (lived.now + 3 * DAY > now) break;
    lived = waited(lived, lived.now + 3 * DAY);
    if (may(lived.order, charge, lived.now) === null)
      lived = answered(act(lived, charge), chance.happens(0.06) ? "soft" : "approved");
  }
  return forward(lived, now, verdicts(chance));
}

/** Begun by its customer, and then collected as long as its card and its account allow. */
function collecting(order: History, chance: Chance, until: Instant): History {
  const start = numbered(order);
  if (chance.happens(0.04)) return forward(linked(start), until);
  const active = activated(waited(start, start.now + HOUR), card(chance, start.now));
  return forward(active, until, verdicts(chance));
}

/** Some customers are short of money more often than others. */
function verdicts(chance: Chance): Script {
  const soft = chance.happens(0.05) ? 0.9 : chance.happens(0.15) ? 0.3 : 0.02;
  return () => (chance.happens(0.006) ? "hard" : chance.happens(soft) ? "soft" : "approved");
}

function told(chance: Chance, now: Instant, oldest: number, byPhone = false): HistoryOptions {
  // More orders are young than old, and all began in an afternoon.
  const days = Math.floor(oldest * (chance.between(0, 1000) / 1000) ** 1.6) + 1;
  const afternoon = Math.floor(now / DAY) * DAY + 13 * HOUR;
  return {
    at: afternoon - days * DAY + chance.between(0, 6 * 60) * 60_000,
    zuid: marks.zuid,
    draft: {
      customerId: marks.customerId,
      currency: chance.oneOf(["EUR", "EUR", "EUR", "EUR", "USD", "GBP"]),
      channel: byPhone ? "MOTO" : "ECOM",
      tags: chance.happens(0.12) ? [chance.oneOf(["vip", "autumn", "wholesale"])] : [],
    },
  };
}

function numbered(history: History): History {
  return { ...history, nextSpid: marks.firstSpid };
}

function card(chance: Chance, at: Instant): CardDetails {
  const month = new Date(at).getUTCMonth() + chance.between(2, 60);
  return {
    ...chance.oneOf([
      sampleCards.visa,
      sampleCards.second,
      sampleCards.second,
      sampleCards.third,
      sampleCards.master,
      sampleCards.master,
    ]),
    id: marks.cardId,
    registeredAt: at + HOUR,
    expiryMonth: (month % 12) + 1,
    expiryYear: new Date(at).getUTCFullYear() + Math.floor(month / 12),
  };
}

/** Many small amounts, few large ones; they end as prices do. */
function price(chance: Chance, least: number, most: number): number {
  const drawn = least + (most - least) * (chance.between(0, 1000) / 1000) ** 2.5;
  return Math.round(drawn / 100) * 100 - chance.oneOf([0, 1, 5]) + 100;
}
