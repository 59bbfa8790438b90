import type { Actor, OrderType } from "@/lib/domain/order/order";
import type { Chance } from "./chance";
import { DAYS_OF_HISTORY } from "./director";
import type { DemoLife } from "./life";
import { leadRecurring } from "./recurring-lives";
import { type DemoShop, lineOf, type ShopProduct } from "./shop";
import { leadSingle } from "./single-lives";

/** Of a hundred orders, about so many are of each type. */
const shares: readonly [OrderType, number][] = [
  ["single", 0.36],
  ["instalment", 0.28],
  ["subscription", 0.24],
  ["metered", 0.12],
];

export type Everyday = {
  /** On which day of the past it is created. */
  daysAgo: number;
  product: ShopProduct;
  agent: Actor;
  lead(life: DemoLife, customerId: string): Promise<void>;
};

/** An order like any other: what chance decides about it is decided by its number. */
export function everyday(shop: DemoShop, chance: Chance): Everyday {
  const type = typeBy(chance);
  const product = chance.oneOf(shop.products.filter((one) => one.type === type));
  const days = [chance.between(1, DAYS_OF_HISTORY - 8), chance.between(1, DAYS_OF_HISTORY - 8)];
  // Business grows: most orders are of the later months.
  const daysAgo = chance.happens(0.7) ? Math.min(...days) : Math.max(...days);
  return {
    daysAgo,
    product,
    agent: chance.oneOf(shop.staff),
    async lead(life, customerId) {
      const hour = chance.between(10, 18);
      await life.until(life.at(daysAgo, hour, chance.between(0, 59)));
      const byPhone = chance.happens(0.2);
      await life.place({
        type: product.type,
        currency: product.currency,
        customerId,
        channel: byPhone ? "MOTO" : "ECOM",
        tags: chance.happens(0.15) ? [chance.oneOf(["spring", "referral", "corporate"])] : [],
        ...terms(life, product, daysAgo, chance),
      });
      if (product.type === "single") await leadSingle(life, chance, byPhone, daysAgo);
      else await leadRecurring(life, chance, byPhone, daysAgo);
    },
  };
}

function terms(life: DemoLife, product: ShopProduct, daysAgo: number, chance: Chance) {
  const quantity = product.type === "single" && chance.happens(0.2) ? 2 : 1;
  const lines = [lineOf(product, { quantity })];
  switch (product.type) {
    case "single":
      return {
        lines,
        savesCard: chance.happens(0.3),
        initialKind: chance.happens(0.2) ? ("preauthorise" as const) : ("debit" as const),
      };
    case "instalment":
      return {
        lines,
        parts: product.parts,
        interval: product.interval,
        deposit: chance.happens(0.5) ? Math.round(product.price / 10) : null,
        startAt: life.at(daysAgo - chance.between(7, 20)),
      };
    case "subscription":
      // What is paid at first is the first cycle: the next one follows when that is over.
      return { lines, interval: product.interval, startAt: null };
    case "metered":
      return { lines, deposit: chance.happens(0.4) ? product.price : null };
  }
}

function typeBy(chance: Chance): OrderType {
  const draw = chance.between(0, 999) / 1000;
  let sum = 0;
  for (const [type, share] of shares) {
    sum += share;
    if (draw < sum) return type;
  }
  return "single";
}
