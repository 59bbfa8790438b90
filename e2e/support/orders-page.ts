import { expect, type Locator, type Page } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import { expectFits } from "./fits";
import { expectColumns, OrderPage } from "./order-page";
import { press } from "./press";

/** The list of orders as staff see it, narrowed in its panel and read row by row. */
export class OrdersPage {
  readonly table: Locator;

  constructor(private readonly page: Page) {
    this.table = page.getByRole("table", { name: "Orders" });
  }

  /** Opens the panel, chooses in its groups and applies what was chosen. */
  async filter(chosen: { Status?: string[]; Type?: string[] }): Promise<void> {
    await this.openFilters();
    for (const [group, names] of Object.entries(chosen)) await this.check(group, names);
    await press(this.panel.getByRole("button", { name: "Apply" }));
    for (const [group, names] of Object.entries(chosen)) await this.expectChips(group, names);
  }

  async openFilters(): Promise<void> {
    await press(this.page.getByText("Filters", { exact: true }));
    await expect(this.panel.getByRole("link", { name: "Clear", exact: true })).toBeVisible();
  }

  /** Applies some names of one group in the open panel. */
  async choose(group: string, names: readonly string[]): Promise<void> {
    await this.check(group, names);
    await press(this.panel.getByRole("button", { name: "Apply" }));
    await this.expectChips(group, names);
  }

  /** Each column by its name; on a phone a row is a card with the customer's name, the amount and the next step. */
  async expectColumns(customer: string): Promise<void> {
    await expectFits(this.page);
    if ((this.page.viewportSize()?.width ?? 0) >= 640) return expectColumns(this.table, orderColumns);
    await expect(this.row(customer)).toContainText(/[A-Z]{3} [\d,.]+/);
    await expect(this.row(customer)).toContainText(/outstanding|Next \d/);
  }

  rows(): Locator {
    return this.table.locator("tbody").getByRole("row");
  }

  row(customer: string): Locator {
    return this.table.getByRole("row").filter({ hasText: customer });
  }

  /** Follows a row's link to its order. */
  async go(customer: string, order: Order): Promise<OrderPage> {
    await press(this.row(customer).getByRole("link", { name: `ZUID-${order.zuid}`, exact: true }));
    const summary = new OrderPage(this.page, order);
    await expect(summary.header).toBeVisible();
    await expectFits(this.page);
    await expect(this.page).toHaveTitle(`ZUID-${order.zuid} · Order Summary · Tenor`);
    return summary;
  }

  private get panel(): Locator {
    return this.page.getByRole("form", { name: "Filters" });
  }

  private async check(group: string, names: readonly string[]): Promise<void> {
    const choices = this.panel.getByRole("group", { name: group });
    for (const name of names) await choices.getByRole("checkbox", { name, exact: true }).check();
  }

  private async expectChips(group: string, names: readonly string[]): Promise<void> {
    const chips = this.page.getByRole("list", { name: "Applied filters" });
    for (const name of names)
      await expect(chips.getByRole("link", { name: `Remove filter ${group}: ${name}` })).toBeVisible();
  }
}

const orderColumns = [
  "Status",
  "ZUID",
  "Created",
  "Customer",
  "Type",
  "Card",
  "Reason",
  "Retries",
  "Amount",
  "Net paid",
  "Outstanding",
  "Next",
];
