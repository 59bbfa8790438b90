import { expect } from "@playwright/test";
import type { Order } from "@/lib/domain/order/order";
import type { Office } from "./office";

/** An instalment order whose first payment and its retries lacked funds, and whose second was approved. */
export async function orderActiveAgain(
  office: Office,
  name: string,
): Promise<{ order: Order; retries: number }> {
  const order = await office.activeOrder(name, { type: "instalment", parts: 4 }, 40_000);
  const declined = { code: "800.100.155", registrationId: (await office.read(order)).cardId ?? "" };
  await office.sandbox.next(declined);
  await office.moveDays(30);
  await expect.poll(async () => (await office.read(order)).status).toBe("failed");
  const { events } = await office.read(order);
  const nextDue = events[1]?.scheduledAt ?? 0;
  const retries = events[0]?.plannedRetries.filter((at) => at < nextDue).length ?? 0;
  await office.sandbox.next({ ...declined, times: retries });
  await office.moveTo(nextDue);
  await expect.poll(async () => (await office.read(order)).status).toBe("active");
  return { order, retries };
}
