import { type BrowserContext, expect, test } from "@playwright/test";
import { type Chance, chanceOf } from "@/demo/chance";
import { fates } from "@/demo/life";
import { isOpen } from "@/lib/domain/order/billing-event";
import type { Order } from "@/lib/domain/order/order";
import { totalsOf } from "@/lib/domain/preview/preview";
import type { Command } from "@/lib/domain/rules/command";
import { DAY } from "@/lib/domain/value/calendar";
import { formatMoney } from "@/lib/domain/value/money";
import type { FoundOrder } from "@/lib/orders/queries";
import { carryOut } from "@/lib/payments/carry-out";
import { DemoProduct, enterAs } from "./support/demo-product";
import { OpenForm } from "./support/open-form";
import { OrderPage } from "./support/order-page";
import { acts, type Proposal, propose } from "./support/propose";
import { RecordedChange } from "./support/recorded-change";

const WANTED = 500;
/** So many work beside each other, each on orders of their own. */
const CHAINS = 4;
/** Of the one who looks. */
const zone = "Europe/Berlin";

test.use({ trace: "off" });

let lived: DemoProduct;

test.beforeAll(async () => {
  lived = await DemoProduct.by("agent", "agent");
});

test.afterAll(async () => {
  await lived?.close();
});

test("whoever confirms what a colleague has changed is refused, sees what holds now, and can confirm that", async ({
  browser,
}) => {
  const page = await browser.newPage({ baseURL: lived.stack.baseURL });
  await enterAs(page, "agent");
  const { zuid } = lived.orders.find(({ key }) => key === "failed_with_overdue") ?? { zuid: 0 };
  const before = await lived.order(zuid);
  const [one, other] = before.events.filter(isOpen);
  if (!one || !other) throw new Error("two payments are open in this story");
  const skip = await new OrderPage(page, before).act("Skip", [one.spid ?? 0, other.spid ?? 0]);
  const money = (amount: number) => formatMoney(amount, "EUR");
  await expect(skip.getByRole("table", { name: "Schedule before and after" })).toContainText(
    money(other.amount),
  );

  await meanwhile(zuid, {
    ...{ kind: "reschedule_event", event: other.number, scheduledAt: lived.now + 9 * DAY },
    ...{ amount: 12_345, alsoLater: false },
  });
  await skip.getByRole("button", { name: `Skip ${money(one.amount + other.amount)}` }).click();
  await expect(skip.getByRole("alert")).toContainText("The order has changed, so nothing was done.");
  await expect(skip.getByRole("alert")).toContainText(String(other.spid));
  expect((await lived.order(zuid)).version).toBe(before.version + 1);

  const schedule = skip.getByRole("table", { name: "Schedule before and after" });
  await expect(schedule.getByRole("row", { name: String(other.spid) })).toContainText("123.45");
  const totals = skip.getByRole("table", { name: "Totals before and after" });
  const shown = await totals
    .getByRole("row")
    .filter({ hasText: "Scheduled" })
    .getByRole("cell")
    .last()
    .textContent();
  await skip.getByRole("button", { name: `Skip ${money(one.amount + 12_345)}` }).click();
  await expect(skip).toBeHidden();
  const after = await lived.order(zuid);
  expect(after.events.filter(({ status }) => status === "skipped").map(({ number }) => number)).toEqual([
    one.number,
    other.number,
  ]);
  expect(money(totalsOf(after, lived.now).scheduled)).toBe(shown);
  await page.close();
});

test(`what ${WANTED} previews show is what is written when they are confirmed`, async ({ browser }) => {
  test.slow();
  const context = await browser.newContext({ baseURL: lived.stack.baseURL });
  await enterAs(await context.newPage(), "agent");
  const tallies = await Promise.all(
    Array.from({ length: CHAINS }, (_, turn) => {
      const mine = lived.orders.filter((_, i) => i % CHAINS === turn).map(({ zuid }) => zuid);
      return confirmMany(context, mine, chanceOf(turn + 1));
    }),
  );
  const all = (of: (tally: Tally) => string[]) => tallies.flatMap(of);
  expect(all(({ confirmed }) => confirmed)).toHaveLength(WANTED);
  expect([...new Set(all(({ confirmed }) => confirmed))].sort()).toEqual([...acts].sort());
  expect(all(({ stale }) => stale).length, "previews that came too late").toBeGreaterThan(20);
  expect(all(({ refused }) => refused).length, "forms that could not be sent").toBeGreaterThan(20);
  await context.close();
});

/** The acts that were confirmed, those of them whose first preview came too late, and those that were refused. */
type Tally = { confirmed: string[]; stale: string[]; refused: string[] };

async function confirmMany(context: BrowserContext, zuids: number[], chance: Chance): Promise<Tally> {
  const tally: Tally = { confirmed: [], stale: [], refused: [] };
  while (tally.confirmed.length < WANTED / CHAINS) {
    const before = await lived.found(chance.oneOf(zuids));
    const proposal = propose(before.order, lived.now, zone, chance);
    if (!proposal) continue;
    const { act, typed } = proposal;
    const { zuid, version } = before.order;
    const address = `${lived.stack.baseURL}/nordlicht/orders/ZUID-${zuid}?${new URLSearchParams(proposal.asked)}`;
    const form = await OpenForm.open(context, address, proposal.isIts);
    if (!form.isPossible) {
      expect((await form.send(typed)).is, `${address} shows no preview`).not.toBe("done");
      expect((await lived.order(zuid)).version, address).toBe(version);
      tally.refused.push(act);
      continue;
    }
    if (chance.happens(0.3))
      await declineNext(before.order, proposal, chance.oneOf(["noFunds", "noFunds", "lost"]));
    if (chance.happens(0.08)) {
      await meanwhile(zuid, { kind: "add_note", text: "Called meanwhile" });
      const late = await form.sendAndSee(typed);
      expect(late.answer, `${address} came too late`).toMatchObject({ is: "stale" });
      const now = await lived.found(zuid);
      expect(now.order.version, address).toBe(version + 1);
      tally.stale.push(act);
      await confirm(late.form, proposal, now, address);
    } else await confirm(form, proposal, before, address);
    tally.confirmed.push(act);
  }
  return tally;
}

/** Sends what was previewed, and holds what was shown against what is in the database after it. */
async function confirm(
  form: OpenForm,
  { act, typed }: Proposal,
  before: FoundOrder,
  address: string,
): Promise<void> {
  expect(form.carries.version, address).toBe(before.order.version);
  expect(await form.send(typed), address).toMatchObject({ is: "done" });
  const after = await lived.found(before.order.zuid);
  const written = new RecordedChange(before, after, lived.now, zone, address);
  if (act === "replace-card") written.expectShownByCards(form);
  else if (act === "refund" || act === "capture" || act === "reverse") written.expectShownByFollowUp(form);
  else written.expectShownBy(form);
}

/** Somebody else does something. */
async function meanwhile(zuid: number, command: Command): Promise<void> {
  const id = { merchantId: lived.merchantId, zuid };
  expect(
    await carryOut(lived.payments, id, command, { actor: { kind: "system" }, now: lived.now }),
  ).toMatchObject({ is: "done" });
}

/** The bank will decline the next charge of the card that the form is about. */
async function declineNext(order: Order, { act, isIts }: Proposal, fate: "noFunds" | "lost"): Promise<void> {
  const card = isIts ? order.wallet.find(({ id }) => isIts({ cardId: id }))?.id : order.cardId;
  const charges = ["retry", "execute", "replace-card", "collect", "submit-payment"].includes(act);
  if (card && charges)
    await lived.drill.next({ ...fates[fate], operation: "charge", registrationId: card, times: 1 });
}
