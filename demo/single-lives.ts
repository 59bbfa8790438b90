import { cardOf } from "@/lib/sandbox/shopper";
import type { Chance } from "./chance";
import { goodCards } from "./good-cards";
import type { DemoLife } from "./life";

const noFunds = cardOf("4000000000009995");

/** A purchase that is paid once: most are; some are held first, given back, disputed, declined or forgotten. */
export async function leadSingle(
  life: DemoLife,
  chance: Chance,
  byPhone: boolean,
  daysAgo: number,
): Promise<void> {
  if (chance.happens(0.06)) return giveUp(life, chance, daysAgo);
  if (byPhone && chance.happens(0.2)) {
    await life.pay(noFunds, "terminal");
    if (chance.happens(0.5)) return;
  }
  if (daysAgo < 5 && chance.happens(0.3)) {
    if (!byPhone) await life.link();
    return;
  }
  if (!byPhone) await life.link();
  const paidDaysAgo = daysAgo - (byPhone ? 0 : chance.between(0, 3));
  if (!byPhone) await life.until(life.at(paidDaysAgo, chance.between(19, 21), chance.between(0, 59)));
  if (!byPhone && chance.happens(0.12)) await life.pay(noFunds);
  await life.pay(chance.oneOf(goodCards), byPhone ? "terminal" : "link");
  await afterwards(life, chance, paidDaysAgo);
}

async function afterwards(life: DemoLife, chance: Chance, paidDaysAgo: number): Promise<void> {
  const order = await life.order();
  const paid = order.attempts.find((attempt) => attempt.state === "approved");
  if (!paid) return;
  if (order.initialKind === "preauthorise") {
    if (paidDaysAgo < 4) return;
    await life.until(life.at(paidDaysAgo - chance.between(1, 3), 12, chance.between(0, 59)));
    if (chance.happens(0.2)) await life.act({ kind: "reverse_payment", attempt: paid.number });
    else
      await life.act({
        kind: "capture_payment",
        attempt: paid.number,
        amount: chance.happens(0.25) ? Math.ceil(paid.amount * 0.8) : paid.amount,
      });
    return;
  }
  if (chance.happens(0.12)) {
    await life.until(life.at(paidDaysAgo - chance.between(2, 20), 13, chance.between(0, 59)));
    const amount = chance.happens(0.5) ? paid.amount : Math.ceil(paid.amount / 4);
    await life.act({ kind: "add_note", text: "Asked for by e-mail, agreed with the team lead." });
    await life.act({ kind: "refund_payment", attempt: paid.number, amount });
  } else if (chance.happens(0.03)) {
    await life.until(life.at(paidDaysAgo - chance.between(10, 25), 12, chance.between(0, 59)));
    await life.dispute(paid.number);
  }
}

/** Nothing came of it. */
export async function giveUp(life: DemoLife, chance: Chance, daysAgo: number): Promise<void> {
  if (chance.happens(0.6)) await life.link(chance.happens(0.5) ? "email" : "display");
  await life.until(life.at(daysAgo - chance.between(7, 12), 15, chance.between(0, 59)));
  await life.act({ kind: "cancel_order" });
}
