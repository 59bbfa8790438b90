import type { Locator, Page } from "@playwright/test";
import type { Office } from "@/e2e/support/office";
import { countSent } from "@/e2e/support/wire";
import type { Order } from "@/lib/domain/order/order";
import { type AtOffice, atAnOffice } from "./at-an-office";
import { printTable } from "./table";

/** What the pop-ups of an order cost: bytes, drawings of the whole page, and how soon something moves after a press. */
export async function benchWire(): Promise<void> {
  await atAnOffice(report);
}

async function report({ browser, baseURL, office }: AtOffice): Promise<void> {
  const page = await browser.newPage({ baseURL, viewport: { width: 1440, height: 900 } });
  await office.signIn(page, "admin", "Wanda Admin");
  const [timed, counted] = [await longOrder(office), await longOrder(office)];
  await office.moveDays(95);
  const times = new Map<string, string[]>();
  for (const { name, press, until } of steps(page, timed)) {
    const moved = press ? await untilMoved(page, press) : "";
    times.set(name, [moved, await until()]);
  }
  const rows: string[][] = [];
  const sent = await countSent(page);
  for (const { name, press, until } of steps(page, counted)) {
    if (press) await untilMoved(page, press);
    await until();
    await page.waitForTimeout(SETTLED_MS);
    const { answers, ahead, bytes, packedBytes, drawings } = await sent.since();
    const counts = [`${answers - ahead}`, `${ahead}`, kilo(bytes), kilo(packedBytes), `${drawings}`];
    rows.push([name, ...counts, ...(times.get(name) ?? [])]);
  }
  printTable(
    ["An order's pop-ups", "answers", "ahead", "kB", "compressed", "drawings", "moves (ms)", "there (ms)"],
    rows,
  );
}

const longOrder = (office: Office) =>
  office.activeOrder("Wanda Wire", { type: "instalment", parts: 12 }, 120_000);

/** What is fetched after something can be seen is counted with it. */
const SETTLED_MS = 500;

type Step = { name: string; press?: () => Promise<Locator>; until: () => Promise<string> };

function steps(page: Page, order: Order): Step[] {
  const dialog = (name: string) => page.getByRole("dialog", { name, exact: true });
  const there = (what: Locator) => async () => {
    await what.waitFor();
    return String(await page.evaluate(() => Math.round(performance.now() - (window.pressedAt ?? 0))));
  };
  const payments = dialog("Scheduled Payments");
  const act = (name: string) => payments.getByRole("button", { name, exact: true });
  return [
    {
      name: "open the order",
      until: async () => {
        await page.goto(`/shop1/orders/ZUID-${order.zuid}`);
        return "";
      },
    },
    {
      name: "open Scheduled Payments",
      press: async () => page.locator("header").getByRole("link", { name: "Payments", exact: true }),
      until: there(payments.getByRole("checkbox").first()),
    },
    {
      name: "tick a payment",
      press: async () => payments.getByRole("checkbox", { name: /^Select SPID/ }).last(),
      until: there(payments.getByRole("button", { name: "Skip", exact: true, disabled: false })),
    },
    {
      name: "tick another",
      press: async () => payments.getByRole("checkbox", { name: /^Select SPID/ }).nth(-2),
      until: there(payments.getByRole("button", { name: "Merge", exact: true, disabled: false })),
    },
    {
      name: "open its form",
      press: async () => act("Skip"),
      until: there(dialog("Skip").getByRole("button", { name: /^Skip EUR/ })),
    },
    {
      name: "act, and back to the list",
      press: async () => dialog("Skip").getByRole("button", { name: /^Skip EUR/ }),
      until: there(payments.getByText("2 payments skipped")),
    },
    {
      name: "close",
      press: async () => payments.getByRole("button", { name: "Close", exact: true }).first(),
      until: async () => {
        await payments.waitFor({ state: "detached" });
        return there(page.getByRole("heading", { level: 1 }))();
      },
    },
    {
      name: "open Mark as complete",
      press: async () => {
        await page.getByRole("button", { name: "Actions" }).click();
        return page.getByRole("menuitem", { name: "Mark as complete" });
      },
      until: there(dialog("Mark as complete").getByRole("button", { name: "Mark as complete" })),
    },
    {
      name: "act, and back to the order",
      press: async () => dialog("Mark as complete").getByRole("button", { name: "Mark as complete" }),
      until: async () => {
        await dialog("Mark as complete").waitFor({ state: "detached" });
        return there(page.locator("header").getByText("Complete", { exact: true }))();
      },
    },
  ];
}

/** Milliseconds from a press until the page changes at all; painted with the next frame. */
async function untilMoved(page: Page, which: () => Promise<Locator>): Promise<string> {
  const target = await which();
  await target.waitFor();
  // What is pressed is fetched ahead by the time that a hand gets there.
  await page.waitForLoadState("networkidle");
  const ms = await target.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const at = performance.now();
        window.pressedAt = at;
        const watch = new MutationObserver(() => {
          watch.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - at));
        });
        watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        (element as HTMLElement).click();
      }),
  );
  return String(Math.round(ms));
}

declare global {
  interface Window {
    pressedAt?: number;
  }
}

const kilo = (bytes: number) => (bytes / 1000).toFixed(1);
