import { Temporal } from "temporal-polyfill";
import type { Instant, Interval } from "@/lib/domain/value/calendar";
import { cardOf } from "@/lib/sandbox/shopper";
import type { CaseKey } from "./cases";
import type { Director } from "./director";
import type { DemoLife } from "./life";
import { type DemoShop, lineOf, type ShopProduct } from "./shop";

/** How a named case came about: what was ordered, and what happened then. Days are counted back from today. */
export type Story = {
  draft(shop: DemoShop, customerId: string, at: Director["at"]): Draft;
  live(life: DemoLife): Promise<void>;
};

type Draft = Parameters<DemoLife["place"]>[0];

const weekly: Interval = { every: 1, unit: "WEEK" };
const fourWeekly: Interval = { every: 4, unit: "WEEK" };
const visa = cardOf("4242424242424242");
const master = cardOf("5454545454545454");

export const stories: Record<CaseKey, Story> = {
  failed_with_retries: {
    draft: instalments("Home gym set", 12, fourWeekly, 88),
    async live(life) {
      await activate(life, 91, visa);
      await life.arrange(["approved", 3], ["noFunds", 3]);
    },
  },
  failed_with_overdue: {
    draft: instalments("Personal training, 12 sessions", 12, weekly, 39),
    async live(life) {
      await activate(life, 42, visa);
      await life.arrange(["approved", 1], ["noFunds", 8], ["malformed", 1], ["generic", 4], ["malformed", 1]);
      await life.until(life.at(3, 11));
      await life.act({
        kind: "add_note",
        text: "Two requests came back as malformed; the gateway is looking into it.",
      });
    },
  },
  suspended_expired_card: {
    draft: (shop, customerId, at) => ({
      ...instalments("Home gym set", 6, { every: 2, unit: "MONTH" }, 0)(shop, customerId, at),
      startAt: monthsBefore(firstChargeAfterExpiry(at), 4),
    }),
    async live(life) {
      const expired = zoned(firstChargeAfterExpiry(life.at)).subtract({ months: 1 });
      await life.until(monthsBefore(firstChargeAfterExpiry(life.at), 4) - 60 * 3_600_000);
      await life.link();
      await life.pay({
        ...cardOf("4200000000000000"),
        expiryMonth: String(expired.month),
        expiryYear: String(expired.year),
      });
    },
  },
  suspended_advice_03: {
    draft: instalments("Spin bike", 10, fourWeekly, 65),
    async live(life) {
      await activate(life, 68, master);
      await life.arrange(["approved", 2], ["doNotTryAgain", 1]);
    },
  },
  suspended_to_active: {
    draft: instalments("Personal training, 12 sessions", 12, weekly, 52),
    async live(life) {
      await activate(life, 55, visa);
      await life.arrange(["approved", 3], ["noFunds", 8], ["lost", 1]);
    },
  },
  suspended_to_complete: {
    draft: instalments("Personal training, 12 sessions", 12, weekly, 80),
    async live(life) {
      await activate(life, 83, visa);
      await life.arrange(["approved", 11], ["lost", 1]);
    },
  },
  suspended_to_review: {
    draft: instalments("Personal training, 12 sessions", 12, weekly, 80),
    async live(life) {
      await activate(life, 83, visa);
      await life.arrange(["approved", 11], ["pickUp", 1]);
      await life.until(life.at(54, 11));
      await life.act({ kind: "add_note", text: "Two extra hours in week five, added to that payment." });
      await raise(life, 5, life.at(52), 2_000);
    },
  },
  active_with_declines: {
    draft: instalments("Personal training, 12 sessions", 12, weekly, 45),
    async live(life) {
      await activate(life, 48, visa);
      await life.arrange(["approved", 1], ["noFunds", 4], ["approved", 2], ["generic", 4]);
    },
  },
  retries_used_up: {
    draft: instalments("Home gym set", 6, fourWeekly, 74),
    async live(life) {
      await activate(life, 77, cardOf("4000000000000341"));
      await life.arrange(["approved", 2]);
      for (let day = 17; day > 2; day--) {
        await life.until(life.at(day, 14));
        const declined = (await life.order()).events.find((event) => event.status === "soft_declined");
        if (!declined || (declined.cardFacts[0]?.window?.retries ?? 0) >= 15) return;
        await life.act({ kind: "retry_events", events: [declined.number] });
      }
    },
  },
  paused: {
    draft: subscription("Membership plus", 77),
    async live(life) {
      await activate(life, 108, visa);
      await life.until(life.at(20, 15));
      await life.act({ kind: "add_note", text: "On parental leave; wants to train again afterwards." });
      await life.act({ kind: "pause_order", resumeAt: life.at(-41) });
    },
  },
  metered_with_declines: {
    draft: (shop, customerId) => plain(shop, customerId, "Physiotherapy by the session"),
    async live(life) {
      await activate(life, 60, visa);
      await life.arrange(["approved", 2], ["noFunds", 5]);
      await life.until(life.at(33, 16));
      await life.act({
        kind: "schedule_payment",
        amount: 6_500,
        scheduledAt: life.at(30),
        note: "First session",
      });
      await life.until(life.at(24, 17));
      await life.act({ kind: "charge_now", amount: 6_500, note: "Second session, paid on the spot" });
      await life.until(life.at(12, 16));
      await life.act({
        kind: "schedule_payment",
        amount: 13_000,
        scheduledAt: life.at(9),
        note: "Sessions three and four",
      });
      await life.until(life.at(4, 17));
      await life.act({ kind: "charge_now", amount: 6_500, note: "Fifth session" });
      await life.until(life.at(3, 12));
      await life.act({
        kind: "schedule_payment",
        amount: 6_500,
        scheduledAt: life.at(-10),
        note: "Sixth session",
      });
    },
  },
  pending_link: {
    draft: (shop, customerId) => plain(shop, customerId, "Rowing machine"),
    async live(life) {
      // Late enough that the first reminder is more than a day away.
      await life.until(life.end - 2 * 3_600_000);
      await life.link("email");
    },
  },
  open_authorisation: {
    draft: (shop, customerId) => ({
      ...plain(shop, customerId, "Yoga retreat, Rügen"),
      initialKind: "preauthorise",
    }),
    async live(life) {
      await activate(life, 3, visa);
    },
  },
  failed_then_approved: {
    draft: subscription("Class pass", 33),
    async live(life) {
      await activate(life, 36, visa);
      await life.arrange(["approved", 1], ["noFunds", 3]);
    },
  },
  rejected: {
    draft: (shop, customerId) => ({
      ...plain(shop, customerId, "Adjustable dumbbells"),
      channel: "MOTO",
    }),
    async live(life) {
      await life.until(life.at(6, 11, 20));
      await life.pay(cardOf("4000000000009995"), "terminal");
    },
  },
  draft: {
    draft: (shop, customerId) => ({
      ...plain(shop, customerId, "Personal training, one hour"),
      memo: "Wants to think it over.",
    }),
    async live() {},
  },
  cancelled: {
    draft: (shop, customerId) => plain(shop, customerId, "Adjustable dumbbells"),
    async live(life) {
      await life.until(life.at(228, 12));
      await life.link("display");
      await life.until(life.at(225, 16));
      await life.act({ kind: "cancel_order" });
    },
  },
  complete: {
    draft: (shop, customerId) => plain(shop, customerId, "Rowing machine"),
    async live(life) {
      await activate(life, 30, master);
      await life.until(life.at(25, 12));
      await life.act({ kind: "add_note", text: "A scratch on the rail: 50.00 back, the customer keeps it." });
      await life.act({ kind: "refund_payment", attempt: 1, amount: 5_000 });
    },
  },
  disputed: {
    draft: (shop, customerId) => plain(shop, customerId, "Rowing machine"),
    async live(life) {
      await activate(life, 40, visa);
      await life.until(life.at(12, 12));
      await life.dispute(1);
    },
  },
  failed_then_hard: {
    draft: (shop, customerId, at) => {
      const usual = instalments("Spin bike", 12, fourWeekly, 65)(shop, customerId, at);
      // Twelve times 49.03: the sandbox's Mastercards answer such an amount with advice code 03.
      return { ...usual, lines: usual.lines.map((line) => ({ ...line, price: 12 * 4_903 })) };
    },
    async live(life) {
      await activate(life, 68, master);
      await life.arrange(["approved", 2], ["noFunds", 4]);
    },
  },
  review: {
    draft: instalments("Personal training, 12 sessions", 6, weekly, 60),
    async live(life) {
      await activate(life, 63, visa);
      await life.until(life.at(34, 15));
      await raise(life, 5, life.at(32), 4_000);
    },
  },
};

function plain(shop: DemoShop, customerId: string, name: string): Draft {
  const product = productOf(shop, name);
  return { type: product.type, currency: product.currency, customerId, lines: [lineOf(product)] };
}

function instalments(name: string, parts: number, interval: Interval, firstDaysAgo: number): Story["draft"] {
  return (shop, customerId, at) => ({
    ...plain(shop, customerId, name),
    parts,
    interval,
    startAt: at(firstDaysAgo),
  });
}

function subscription(name: string, firstDaysAgo: number): Story["draft"] {
  return (shop, customerId, at) => ({
    ...plain(shop, customerId, name),
    interval: productOf(shop, name).interval,
    startAt: at(firstDaysAgo),
  });
}

function productOf(shop: DemoShop, name: string): ShopProduct {
  const product = shop.products.find((one) => one.name === name);
  if (!product) throw new Error(`the demo sells no ${name}`);
  return product;
}

/** The link goes out, and is paid the day after. */
async function activate(
  life: DemoLife,
  daysAgo: number,
  card: Parameters<DemoLife["pay"]>[0],
): Promise<void> {
  await life.until(life.at(daysAgo, 10, 15));
  await life.link();
  await life.until(life.at(daysAgo - 1, 10, 40));
  await life.pay(card);
}

async function raise(life: DemoLife, event: number, scheduledAt: Instant, by: number): Promise<void> {
  const planned = (await life.order()).events.find((one) => one.number === event);
  if (!planned) throw new Error(`there is no event ${event} to raise`);
  await life.act({
    kind: "reschedule_event",
    event,
    scheduledAt,
    amount: planned.amount + by,
    alsoLater: false,
  });
}

/** The second of a month at least a day ago: a card that was good through the month before is expired then. */
function firstChargeAfterExpiry(at: Director["at"]): Instant {
  return zoned(at(2)).with({ day: 2 }).epochMilliseconds <= at(2)
    ? zoned(at(2)).with({ day: 2 }).epochMilliseconds
    : zoned(at(2)).with({ day: 2 }).subtract({ months: 1 }).epochMilliseconds;
}

function monthsBefore(instant: Instant, months: number): Instant {
  return zoned(instant).subtract({ months }).epochMilliseconds;
}

function zoned(instant: Instant): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO("Europe/Berlin");
}
