import type { Page, Request } from "@playwright/test";
import { eq } from "drizzle-orm";
import { withMerchant } from "@/db/client";
import { orders } from "@/db/schema/orders";
import { type Chance, chanceOf } from "@/demo/chance";
import type { Order } from "@/lib/domain/order/order";
import { previewNewOrder } from "@/lib/domain/preview/preview-new-order";
import type { ProductPrice } from "@/lib/domain/sale/product";
import { priceOf, productOf } from "@/lib/domain/sale/testing-products";
import { type Currency, toDecimal } from "@/lib/domain/value/money";
import { createProduct } from "@/lib/products/create";
import { Flight } from "./support/flight";
import type { Office } from "./support/office";
import { caught } from "./support/replay";
import { expect, test } from "./support/test";

const WANTED = 1_000;
const CHAINS = 3;
/** With two, no and three decimals. */
const sold: readonly Currency[] = ["EUR", "JPY", "KWD"];

test.use({ trace: "off" });

type Kind = keyof typeof kinds;
type Line = { product: string; quantity: string; price: string; discount: string; fee: string };
type Typed = Record<string, unknown> & { currency: Currency; lines: Line[] };
type Shown = Pick<Order, "type" | "lines" | "total" | "initialAmount"> & {
  payments: { at: number; amount: number }[];
};
type Answer = { is: string; value?: { order: Shown | null; to?: string }; fields?: Record<string, string> };

const kinds = {
  desk: productOf(
    { name: "Desk", discount: { kind: "percent", basisPoints: 1_250, on: "every_payment" } },
    { price: 33_333, fee: 199 },
  ),
  lamp: productOf(
    { name: "Lamp", discount: { kind: "amount", on: "every_payment" } },
    { price: 4_999, discount: 333 },
  ),
  fixed: productOf({ name: "Fixed", locksPricing: true }, { price: 7_777, fee: 23 }),
  course: productOf({ name: "Course", type: "instalment", parts: 7 }, { price: 100_003, deposit: 10_000 }),
  sealed: productOf(
    { name: "Sealed", type: "instalment", parts: 3, locksPayment: true },
    { price: 50_000, deposit: 5_000 },
  ),
  club: productOf(
    {
      name: "Club",
      type: "subscription",
      discount: { kind: "percent", basisPoints: 3_333, on: "first_payment" },
    },
    { price: 2_999, setUpFee: 501 },
  ),
  trial: productOf(
    { name: "Trial", type: "subscription", trial: { every: 14, unit: "DAY" } },
    { price: 1_999, setUpFee: 300 },
  ),
  meter: productOf({ name: "Meter", type: "metered" }, { price: 1_500, deposit: 1_500 }),
};

test(`what ${WANTED} previews of new orders show is what is written, and paid`, async ({ page, office }) => {
  test.setTimeout(600_000);
  const shop = await Shop.open(page, office);
  const tallies = await Promise.all(
    Array.from({ length: CHAINS }, (_, turn) => sellMany(shop, office, chanceOf(turn + 1))),
  );
  const zuids = tallies.flatMap(({ made }) => made);
  expect(new Set(zuids).size).toBeGreaterThanOrEqual(WANTED);
  expect(await shop.count(), "orders that nobody was shown").toBe(zuids.length + 1);
  const refused = tallies.reduce((sum, tally) => sum + tally.refused, 0);
  const changed = tallies.reduce((sum, tally) => sum + tally.changed, 0);
  expect(refused, "orders that could not be").toBeGreaterThan(20);
  expect(changed, "sums that were changed on the way").toBeGreaterThan(20);
});

test("ids of another merchant are not found in a new order, and nothing is written", async ({
  page,
  office,
  otherOffice,
}) => {
  const theirs = await otherOffice.customer("Olga Other");
  const { id: _id, ...described } = productOf({ name: "Theirs" });
  const made = await createProduct(otherOffice.db, otherOffice.merchantId, described);
  const shop = await Shop.open(page, office);
  const before = await shop.count();
  const ours = { ...shop.typed("desk"), lines: [lineOf(shop.ids.desk)] };
  const foreign = [
    { ...ours, customer: theirs },
    { ...ours, lines: [lineOf("value" in made ? made.value : "")] },
    { ...ours, customer: "' or 1=1 --" },
    { ...ours, lines: [lineOf("not an id")] },
  ];
  for (const typed of foreign) {
    const { order } = (await shop.preview(typed)).value ?? {};
    const answer = await shop.create(typed, order ?? null);
    expect(answer.is).toBe("invalid");
    expect(JSON.stringify(answer)).toMatch(/Choose a (customer|product)\./);
    expect(JSON.stringify(answer)).not.toMatch(/Olga|Theirs/);
  }
  expect(await shop.count()).toBe(before);
});

type Tally = { made: number[]; refused: number; changed: number };

async function sellMany(shop: Shop, office: Office, chance: Chance): Promise<Tally> {
  const tally: Tally = { made: [], refused: 0, changed: 0 };
  while (tally.made.length < WANTED / CHAINS) {
    const typed = shop.anyOrder(chance);
    const say = JSON.stringify(typed);
    const shown = (await shop.preview(typed)).value?.order ?? null;
    if (!shown) {
      expect((await shop.create(typed, null)).is, say).toBe("invalid");
      tally.refused++;
      continue;
    }
    if (chance.happens(0.05)) {
      const other = chance.oneOf([{ total: shown.total + 1 }, { initialAmount: shown.initialAmount + 1 }]);
      expect(await shop.create(typed, { ...shown, ...other }), say).toMatchObject({
        is: "invalid",
        fields: { form: "The amounts have changed. Check them, then create the order." },
      });
      tally.changed++;
    }
    const answer = await shop.create(typed, shown);
    const zuid = Number(/ZUID-(\d+)/.exec(answer.value?.to ?? "")?.[1]);
    const order = await office.read({ zuid } as Order);
    const { total, initialAmount, lines, type } = order;
    expect({ type, total, initialAmount, lines }, say).toEqual(pick(shown));
    expect(total, say).toBe(shop.worthOf(typed));
    expect(previewNewOrder(order, await office.now()).payments, say).toEqual(shown.payments);
    if (type === "instalment") expect(initialAmount + sumOf(shown.payments), say).toBe(total);
    if (tally.made.length % 40 === 0) await pay(office, order, shown, say);
    tally.made.push(zuid);
  }
  return tally;
}

/** The order's first payment, after which its events are those that were shown. */
async function pay(office: Office, order: Order, shown: Shown, say: string): Promise<void> {
  const paid = await office.payFirst(order, "4242424242424242");
  const events = paid.events.map(({ scheduledAt, amount }) => ({ at: scheduledAt, amount }));
  expect(events, say).toEqual(order.type === "subscription" ? shown.payments.slice(0, 1) : shown.payments);
}

function pick({ type, total, initialAmount, lines }: Shown) {
  return { type, total, initialAmount, lines };
}

function sumOf(payments: readonly { amount: number }[]): number {
  return payments.reduce((sum, { amount }) => sum + amount, 0);
}

function lineOf(product: string, part: Partial<Line> = {}): Line {
  return { product, quantity: "1", price: "", discount: "", fee: "", ...part };
}

/** The form of a new order, as its page asks for it. */
class Shop {
  private constructor(
    private readonly page: Page,
    private readonly office: Office,
    readonly ids: Readonly<Record<Kind, string>>,
    private readonly customer: string,
    private readonly asked: { preview: Request; create: Request },
  ) {}

  static async open(page: Page, office: Office): Promise<Shop> {
    const ids: Partial<Record<Kind, string>> = {};
    for (const [kind, { id: _id, ...product }] of Object.entries(kinds)) {
      const made = await createProduct(office.db, office.merchantId, {
        ...product,
        prices: sold.map((currency) => priceOf({ ...product.prices[0], currency })),
      });
      if ("value" in made) ids[kind as Kind] = made.value;
    }
    const customer = await office.customer("Rita Random");
    await office.signIn(page);
    const preview = await caught(page, async () => {
      await page.goto(`/shop1/orders/new?customer=${customer}`);
    });
    const product = page.getByRole("combobox", { name: "Product", exact: true });
    await product.click();
    await product.fill("Desk");
    await page.getByRole("option", { name: "Desk" }).first().click();
    await expect(page.getByRole("complementary", { name: "What it comes to" })).toContainText("Sum");
    const create = await caught(page, () => page.getByRole("button", { name: "Create order" }).click());
    await expect(page).toHaveURL(/ZUID-/);
    return new Shop(page, office, ids as Record<Kind, string>, customer, { preview, create });
  }

  preview(typed: Typed): Promise<Answer> {
    return this.ask(this.asked.preview, typed);
  }

  create(typed: Typed, shown: Pick<Shown, "total" | "initialAmount"> | null): Promise<Answer> {
    const sums = { total: shown?.total ?? 0, initial: shown?.initialAmount ?? 0 };
    return this.ask(this.asked.create, { ...typed, ...sums, form: crypto.randomUUID() });
  }

  private async ask(action: Request, typed: Record<string, unknown>): Promise<Answer> {
    const [previous, sent] = JSON.parse(action.postData() ?? "[]") as [null, Record<string, unknown>];
    const response = await this.page.request.post(action.url(), {
      headers: {
        accept: "text/x-component",
        "next-action": action.headers()["next-action"] ?? "",
        "content-type": action.headers()["content-type"] ?? "",
        origin: new URL(action.url()).origin,
      },
      data: Buffer.from(JSON.stringify([previous, { ...sent, ...typed }])),
      maxRedirects: 0,
    });
    const flight = await Flight.in(response);
    const whole = (value: unknown): unknown => {
      const seen = flight.seen(value);
      if (Array.isArray(seen)) return seen.map(whole);
      if (typeof seen !== "object" || seen === null) return seen;
      return Object.fromEntries(Object.entries(seen).map(([name, one]) => [name, whole(one)]));
    };
    return whole(flight.answer) as Answer;
  }

  async count(): Promise<number> {
    const { db, merchantId } = this.office;
    return withMerchant(db, merchantId, (tx) => tx.$count(orders, eq(orders.merchantId, merchantId)));
  }

  typed(kind: Kind, currency: Currency = "EUR"): Typed {
    return {
      ...{ customer: this.customer, invoiceId: "", currency, lines: [lineOf(this.ids[kind])] },
      ...{ splits: false, deposit: "", parts: "", every: "", unit: "MONTH", startOn: "" },
      ...{ savesCard: false, preauthorises: false, memo: "", tags: "" },
    };
  }

  /** Something that somebody might sell, now and then what cannot be. */
  anyOrder(chance: Chance): Typed {
    const currency = chance.oneOf(sold);
    const kind = chance.oneOf(Object.keys(kinds) as Kind[]);
    const typed = this.typed(kind, currency);
    const isSingle = kinds[kind].type === "single";
    const count = isSingle ? chance.between(1, 4) : 1;
    typed.lines = Array.from({ length: count }, (_, i) =>
      this.anyLine(i === 0 ? kind : chance.oneOf<Kind>(["desk", "lamp", "fixed"]), currency, chance),
    );
    if (isSingle && chance.happens(0.3)) return { ...typed, preauthorises: true };
    const every = { every: String(chance.between(1, 40)), unit: chance.oneOf(["DAY", "WEEK", "MONTH"]) };
    if (isSingle)
      return chance.happens(0.5)
        ? { ...typed, ...every, ...this.anyParts(typed, chance), splits: true }
        : typed;
    const start = chance.happens(0.3) ? { startOn: `2026-0${chance.between(3, 9)}-28T10:30` } : {};
    if (kinds[kind].locksPayment || chance.happens(0.5)) return { ...typed, ...start };
    return kinds[kind].type === "instalment"
      ? { ...typed, ...start, ...every, ...this.anyParts(typed, chance) }
      : { ...typed, ...(kind === "meter" ? this.anyParts(typed, chance) : { ...start, ...every }) };
  }

  private anyParts(typed: Typed, chance: Chance) {
    const deposit = Math.floor((Math.max(0, this.worthOf(typed)) * chance.between(0, 105)) / 200);
    const parts = chance.happens(0.02) ? 121 : chance.between(1, 24);
    return { parts: String(parts), deposit: toDecimal(deposit, typed.currency) };
  }

  private anyLine(kind: Kind, currency: Currency, chance: Chance): Line {
    const line = lineOf(this.ids[kind], { quantity: String(chance.between(1, 9)) });
    if (kinds[kind].locksPricing && chance.happens(0.95)) return line;
    const maybe = (text: string) => (chance.happens(0.4) ? text : "");
    const amount = (most: number) => toDecimal(chance.between(0, most), currency);
    return {
      ...line,
      price: maybe(amount(90_000)),
      discount: maybe(chance.happens(0.5) ? `${chance.between(0, 9_999) / 100} %` : amount(9_000)),
      fee: maybe(amount(900)),
    };
  }

  /** What an order of this is worth each time it is paid, reckoned apart from the product's own code. */
  worthOf({ lines, currency }: Typed): number {
    const minor = (text: string) => Number(text.replace(".", ""));
    return lines.reduce((sum, line) => {
      const kind = (Object.keys(this.ids) as Kind[]).find((one) => this.ids[one] === line.product) ?? "desk";
      const { discount, prices } = kinds[kind];
      const usual = { ...(prices[0] as ProductPrice), currency };
      const gross = (line.price ? minor(line.price) : usual.price) * Number(line.quantity);
      const share = (basisPoints: number) => Math.floor((gross * basisPoints + 5_000) / 10_000);
      const isLater = discount.kind === "none" || discount.on === "first_payment";
      const own = isLater ? 0 : discount.kind === "percent" ? share(discount.basisPoints) : usual.discount;
      const off = line.discount.endsWith("%")
        ? share(Math.round(Number.parseFloat(line.discount) * 100))
        : line.discount
          ? minor(line.discount)
          : own;
      return sum + gross - off + (line.fee ? minor(line.fee) : usual.fee);
    }, 0);
  }
}
