import { expect, type Locator, type Page } from "@playwright/test";
import type { Order, OrderStatus } from "@/lib/domain/order/order";
import { expectColour } from "./colour";
import { expectFits } from "./fits";
import { press } from "./press";
import { CVV } from "./sweep";

/** An order as staff see it: its summary, its menus and its pop-ups, found as a person finds them. */
export class OrderPage {
  readonly header: Locator;

  constructor(
    private readonly page: Page,
    private readonly order: Pick<Order, "zuid" | "merchant">,
  ) {
    const title = page.getByRole("heading", { level: 1, name: `ZUID-${order.zuid}` });
    this.header = page.getByRole("main").locator("header").filter({ has: title });
  }

  static async open(page: Page, order: Pick<Order, "zuid" | "merchant">): Promise<OrderPage> {
    await page.goto(`/${order.merchant.code}/orders/ZUID-${order.zuid}`);
    return new OrderPage(page, order);
  }

  async expectStatus(name: Capitalize<OrderStatus>): Promise<void> {
    await expect(this.header.getByText(name, { exact: true })).toBeVisible();
  }

  async choose(menu: "Actions" | "Gear options", name: string): Promise<void> {
    await press(this.page.getByRole("button", { name: menu }));
    await press(this.page.getByRole("menuitem", { name, exact: true }));
  }

  /** Opens Scheduled Payments. */
  async openPayments(): Promise<void> {
    await press(this.paymentsLink);
  }

  get paymentsLink(): Locator {
    return this.header.getByRole("link", { name: "Payments", exact: true });
  }

  /** The payments one by one, with all that is folded opened; afterwards every transaction is shown again. */
  async inSchedule(look: (table: Locator) => Promise<void>): Promise<void> {
    await this.page.getByRole("radio", { name: "By payment" }).check();
    const table = this.page.getByRole("table", { name: "Payments", exact: true });
    await expect(table).toBeVisible();
    const folded = table.getByRole("button", { expanded: false, name: FOLDED });
    while ((await folded.count()) > 0) await folded.first().click();
    await look(table);
    await this.page.getByRole("radio", { name: /^All \d*\s*transactions/ }).check();
    await expect(this.relatedTransactions).toBeVisible();
  }

  popUp(title: string): Locator {
    return this.page.getByRole("dialog", { name: title, exact: true });
  }

  async close(title: string): Promise<void> {
    await expectFits(this.page);
    await press(this.popUp(title).getByRole("button", { name: "Close", exact: true }).first());
    await expect(this.popUp(title)).toBeHidden();
  }

  /** Opens Scheduled Payments, selects events there and goes on to one of its acts. */
  async act(
    name: "Reschedule" | "Merge" | "Skip" | "Un-skip" | "Retry" | "Execute now",
    spids: number[],
  ): Promise<Locator> {
    await this.page.goto(`/${this.order.merchant.code}/orders/ZUID-${this.order.zuid}?popup=payments`);
    const payments = this.popUp("Scheduled Payments");
    for (const spid of spids)
      await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
    await press(payments.getByRole("button", { name, exact: true }));
    await expect(this.popUp(name)).toBeVisible();
    await expectFits(this.page);
    return this.popUp(name);
  }

  get situation(): Locator {
    return this.page.getByRole("region", { name: "Where the order stands" });
  }

  /** Opens what can happen to it, and how it got here. */
  async openFlow(): Promise<Locator> {
    await press(this.page.getByRole("link", { name: "What can happen", exact: true }));
    return this.popUp("Status flow");
  }

  get log(): Locator {
    return this.page.getByRole("region", { name: "Order Log" });
  }

  get relatedTransactions(): Locator {
    return this.page.getByRole("table", { name: "Related Transactions" });
  }

  /** The rows of what was asked of the gateway, newest first. */
  transactions(text: string | RegExp): Locator {
    return this.relatedTransactions.getByRole("row").filter({ hasText: text });
  }
}

/** The value beside a name in a list of facts. */
export function factOf(place: Locator, name: string): Locator {
  const term = place.getByRole("term").filter({ hasText: new RegExp(`^${name}$`) });
  return term.locator("xpath=following-sibling::dd[1]");
}

/** A pop-up's or page's table has these columns, in this order. */
export async function expectColumns(table: Locator, names: readonly string[]): Promise<void> {
  await expect(table.getByRole("columnheader")).toHaveText([...names]);
}

const FOLDED = /to come|collected|outstanding/;

export const transactionColumns = [
  "Status",
  "Date/Time",
  "SPID",
  "Type",
  "TRANSACTION UNIQUE ID",
  "Reference ID",
  "Amount",
  "Currency",
  "Cause",
  "Result",
  "Refund, capture, reverse",
];

export const paymentColumns = [
  "Select all",
  "Status",
  "SPID",
  "Scheduled",
  "Amount",
  "Executed",
  "Retries",
  "Reason",
];

/** What a pop-up of payments says of them all: amounts in words. */
export async function expectTotals(popUp: Locator, totals: Record<TotalName, string>): Promise<void> {
  const place = popUp.getByLabel("Totals");
  await expect(place.getByRole("term")).toHaveText([...totalNames]);
  await expect(place.getByRole("definition")).toHaveText(totalNames.map((name) => totals[name]));
}

const totalNames = ["Declined", "Overdue", "Scheduled", "Collected"] as const;
type TotalName = (typeof totalNames)[number];

/** Types a card into the gateway's own fields and sends it. */
export async function enterCard(
  place: Page | Locator,
  number: string,
  { expiry = "12 / 34", act = /^(Pay|Authorise) / }: { expiry?: string; act?: string | RegExp } = {},
): Promise<void> {
  const fields = place.frameLocator('iframe[title="Card details"]');
  await fields.getByLabel("Card number").fill(number);
  await fields.getByLabel("Expiry date").fill(expiry);
  await fields.getByLabel("CVV").fill(CVV);
  await fields.getByLabel("Card holder").fill("Jane Jones");
  await fields.getByRole("button", { name: act }).click();
}

/** The SPIDs of an order's billing events, in order. */
export function spidsOf(order: Order): number[] {
  return order.events.map((event) => event.spid ?? 0);
}

/** The icon is a square in a circle, and the square is filled dark grey where the circle is a line. */
export async function expectDarkGreySquare(icon: Locator): Promise<void> {
  await expectColour(icon, "slate");
  const darkGrey = await icon.evaluate((place) => getComputedStyle(place).color);
  await expect(icon.locator("rect")).toHaveCSS("fill", darkGrey);
  await expect(icon.locator("circle")).toHaveCSS("fill", "none");
}
