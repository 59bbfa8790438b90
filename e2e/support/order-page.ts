import { expect, type Locator, type Page } from "@playwright/test";
import type { Order, OrderStatus } from "@/lib/domain/order";
import { CVV } from "./sweep";

/** An order as staff see it: its summary, its menus and its pop-ups, found as a person finds them. */
export class OrderPage {
  readonly header: Locator;

  constructor(
    private readonly page: Page,
    private readonly order: Pick<Order, "zuid">,
  ) {
    const title = page.getByRole("heading", { level: 1, name: `ZUID-${order.zuid}` });
    this.header = page.getByRole("main").locator("header").filter({ has: title });
  }

  static async open(page: Page, order: Pick<Order, "zuid">): Promise<OrderPage> {
    await page.goto(`/orders/ZUID-${order.zuid}`);
    return new OrderPage(page, order);
  }

  async expectStatus(name: Capitalize<OrderStatus>): Promise<void> {
    await expect(this.header.getByText(name, { exact: true })).toBeVisible();
  }

  async choose(menu: "Actions" | "Gear options", name: string): Promise<void> {
    await this.page.getByRole("button", { name: menu }).click();
    await this.page.getByRole("menuitem", { name, exact: true }).click();
  }

  popUp(title: string): Locator {
    return this.page.getByRole("dialog", { name: title, exact: true });
  }

  async close(title: string): Promise<void> {
    await this.popUp(title).getByRole("button", { name: "Close" }).click();
    await expect(this.popUp(title)).toBeHidden();
  }

  /** Opens Scheduled Payments, selects events there and goes on to one of its acts. */
  async act(
    name: "Reschedule" | "Merge" | "Skip" | "Retry" | "Execute now",
    spids: number[],
  ): Promise<Locator> {
    await this.page.goto(`/orders/ZUID-${this.order.zuid}?popup=payments`);
    const payments = this.popUp("Scheduled Payments");
    for (const spid of spids)
      await payments.getByRole("checkbox", { name: `Select SPID ${spid}`, exact: true }).check();
    await payments.getByRole("button", { name, exact: true }).click();
    await expect(this.popUp(name)).toBeVisible();
    return this.popUp(name);
  }

  get notices(): Locator {
    return this.page.getByRole("region", { name: "Notices" });
  }

  get log(): Locator {
    return this.page.getByRole("region", { name: "Order Log" });
  }

  /** The rows of what was asked of the gateway, newest first. */
  transactions(text: string | RegExp): Locator {
    const table = this.page.getByRole("table", { name: "Related Transactions" });
    return table.getByRole("row").filter({ hasText: text });
  }
}

/** Types a card into the gateway's own fields and sends it. */
export async function enterCard(
  place: Page | Locator,
  number: string,
  { expiry = "12 / 34", act = "Pay now" }: { expiry?: string; act?: "Pay now" | "Save card" } = {},
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
