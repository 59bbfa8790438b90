import type { Order } from "@/lib/domain/order/order";
import type { Command } from "@/lib/domain/rules/command";
import { DAY } from "@/lib/domain/value/calendar";
import type { Office } from "./support/office";
import { expect, test } from "./support/test";

/** A form, what is typed into it, and what it comes to when a colleague changes the order under it. */
type Case = {
  order: (office: Office) => Promise<Order>;
  /** Query of the form's address. */
  at: (order: Order) => string;
  typed?: Record<string, string>;
  /** The button before the change, and after it when that is another sum. */
  button: string;
  after?: string;
  /** What the colleague does; a note where nothing else fits. */
  meanwhile?: (order: Order) => Command;
  /** What is true of the order once the second press is answered. */
  done: (order: Order) => unknown;
  is: unknown;
};

const instalments = (office: Office) =>
  office.activeOrder("Tom Weber", { type: "instalment", parts: 6 }, 60_000);
const metered = (office: Office) => office.activeOrder("Mara Stein", { type: "metered" }, 10_000);
const subscription = (office: Office) => office.activeOrder("Vera Abel", { type: "subscription" }, 3_000);
const pending = (office: Office) => office.pendingOrder("Pia Pending", { type: "subscription" }, 3_000);
const failed = async (office: Office) => {
  const draft = { type: "instalment", parts: 6 } as const;
  const order = await office.activeOrder("Mona Petit", draft, 60_000, "4000000000000341");
  await office.moveDays(31);
  return office.read(order);
};

const last = ({ attempts }: Order) => attempts.at(-1);
const paying = (order: Order) => last(order)?.number ?? 0;
const event = ({ events }: Order, number: number) => events.find((one) => one.number === number);

/** The colleague gives a scheduled payment another sum. */
const resize =
  (number: number, amount: number) =>
  (order: Order): Command => ({
    kind: "reschedule_event",
    event: number,
    scheduledAt: (event(order, number)?.scheduledAt ?? 0) + DAY,
    amount,
    alsoLater: false,
  });

const onEvents = (act: string, numbers: string) => () => `payments&act=${act}&events=${numbers}`;

const cases: Record<string, Case> = {
  Refund: {
    order: (office) => office.activeOrder("Cora Complete", { type: "single" }, 5_000),
    at: (order) => `refund&id=${paying(order)}`,
    typed: { "Amount (EUR)": "15.75" },
    button: "Refund EUR 15.75",
    meanwhile: (order) => ({ kind: "refund_payment", attempt: paying(order), amount: 2_000 }),
    done: (order) => last(order)?.amount,
    is: 1_575,
  },
  Capture: {
    order: (office) =>
      office.activeOrder("Jana Kral", { type: "single", initialKind: "preauthorise" }, 10_000),
    at: (order) => `capture&id=${paying(order)}`,
    typed: { "Amount (EUR)": "40.25" },
    button: "Capture EUR 40.25",
    done: (order) => last(order)?.amount,
    is: 4_025,
  },
  "Merge, with a sum typed": {
    order: instalments,
    at: onEvents("merge", "2,3"),
    typed: { "Amount (EUR)": "70.25" },
    button: "Merge EUR 70.25",
    meanwhile: resize(3, 12_345),
    done: ({ events }) => events.filter(({ amount }) => amount === 7_025).length,
    is: 1,
  },
  "Merge, as proposed": {
    order: instalments,
    at: onEvents("merge", "2,3"),
    // What the field shows is what the form means, also where it was only proposed: preview and button say the same.
    button: "Merge EUR 200.00",
    meanwhile: resize(3, 12_345),
    done: ({ events }) => events.filter(({ amount }) => amount === 20_000).length,
    is: 1,
  },
  Reschedule: {
    order: instalments,
    at: onEvents("reschedule", "2"),
    typed: { "Amount (EUR)": "57.50" },
    button: "Reschedule EUR 57.50",
    meanwhile: resize(2, 12_345),
    done: (order) => event(order, 2)?.amount,
    is: 5_750,
  },
  Skip: {
    order: instalments,
    at: onEvents("skip", "2"),
    button: "Skip EUR 100.00",
    after: "Skip EUR 123.45",
    meanwhile: resize(2, 12_345),
    done: (order) => event(order, 2)?.status,
    is: "skipped",
  },
  "Execute now": {
    order: instalments,
    at: onEvents("execute", "1"),
    button: "Execute now EUR 100.00",
    after: "Execute now EUR 123.45",
    meanwhile: resize(1, 12_345),
    done: (order) => last(order)?.amount,
    is: 12_345,
  },
  Retry: {
    order: failed,
    at: onEvents("retry", "1"),
    button: "Retry EUR 100.00",
    done: (order) => last(order)?.actor.kind,
    is: "user",
  },
  "Use this card": {
    order: async (office) => {
      const order = await failed(office);
      const other = { type: "subscription", customerId: order.customerId } as const;
      await office.activeOrder("Mona Petit's other", other, 2_000, "5454545454545454");
      return office.read(order);
    },
    at: () => "cards",
    button: "Use this card and collect EUR 100.00",
    done: (order) => last(order)?.amount,
    is: 10_000,
  },
  "Submit payment": {
    order: metered,
    at: () => "submit-payment",
    typed: { "Amount (EUR)": "33.25", Note: "Agreed by phone" },
    button: "Charge EUR 33.25 now",
    done: (order) => last(order)?.amount,
    is: 3_325,
  },
  "Schedule payment": {
    order: metered,
    at: () => "schedule-payment",
    typed: { "Amount (EUR)": "44.25", "Date and time": "2026-12-24T10:30", Note: "Agreed by phone" },
    button: "Schedule EUR 44.25",
    done: ({ events }) => events.filter(({ amount }) => amount === 4_425).length,
    is: 1,
  },
  Pause: {
    order: subscription,
    at: () => "pause",
    typed: { "Resume on (optional)": "2026-12-24T10:30" },
    button: "Pause",
    meanwhile: resize(1, 2_500),
    done: ({ status }) => status,
    is: "paused",
  },
  "Mark as complete": {
    order: instalments,
    at: () => "complete",
    button: "Mark as complete",
    meanwhile: resize(2, 12_345),
    done: ({ status }) => status,
    is: "complete",
  },
  "Cancel order": {
    order: pending,
    at: () => "cancel",
    button: "Cancel order",
    done: ({ status }) => status,
    is: "cancelled",
  },
};

for (const [name, one] of Object.entries(cases))
  test(`${name}: refused when the order changed under it, keeps what was typed, and then does what it says`, async ({
    page,
    office,
  }) => {
    const order = await one.order(office);
    await office.signIn(page);
    await page.goto(`/shop1/orders/ZUID-${order.zuid}?popup=${one.at(order)}`);
    const form = page.getByRole("dialog");
    const button = (says: string) => form.getByRole("button", { name: says, exact: true }).last();
    const expectTyped = async () => {
      for (const [label, value] of Object.entries(one.typed ?? {}))
        await expect(form.getByLabel(label)).toHaveValue(value);
    };
    for (const [label, value] of Object.entries(one.typed ?? {})) await form.getByLabel(label).fill(value);
    await expect(button(one.button)).toBeEnabled();

    const change = one.meanwhile ?? (() => ({ kind: "add_note" as const, text: "Called meanwhile" }));
    const { version } = await office.run(order, change(order));
    await button(one.button).click();
    await expect(form.getByRole("alert").filter({ hasText: "The order has changed" })).toBeVisible();
    expect((await office.read(order)).version).toBe(version);
    await expectTyped();

    await expect(button(one.after ?? one.button)).toBeEnabled();
    await button(one.after ?? one.button).click();
    await expect.poll(async () => one.done(await office.read(order))).toEqual(one.is);
  });
