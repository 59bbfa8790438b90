import type { BulkSource } from "@/db/schema/bulk";
import type { StaffKind } from "@/lib/domain/rules/command";
import { DAY, type Instant } from "@/lib/domain/value/calendar";
import type { OrderId } from "@/lib/orders/execute";
import type { TestShop } from "@/lib/orders/testing";
import { activeOrderOf, ann, currentOrder, draftOf, type PaymentsFixture } from "@/lib/payments/testing";
import { cardOf } from "@/lib/sandbox/shopper";
import { collectDue } from "@/lib/worker/collect";
import { openRun, planSome, type RunId } from "./plan";

type CardNumber = Parameters<typeof cardOf>[0];

/** Instalment orders on these cards, in their order, some hours after their first payment fell due. */
export async function ordersAfterPayday(
  fixture: PaymentsFixture,
  shop: TestShop,
  cards: readonly CardNumber[],
): Promise<OrderId[]> {
  const ids: OrderId[] = [];
  for (const card of cards)
    ids.push(await activeOrderOf(fixture, shop, draftOf(shop, "instalment"), cardOf(card)));
  const [first] = ids;
  const due = first && (await currentOrder(fixture, first)).events[0]?.scheduledAt;
  if (!due) throw new Error("nothing falls due");
  await collectDue({ payments: fixture.payments, concurrency: 4 }, due);
  fixture.clock.now = due + DAY / 4;
  return ids;
}

/** A run that has judged all of its orders. */
export async function preparedRun(
  { db, clock }: PaymentsFixture,
  { merchantId }: TestShop,
  { kind, source, chosenAt = null }: { kind: StaffKind; source: BulkSource; chosenAt?: Instant | null },
): Promise<RunId> {
  const id = await openRun(db, merchantId, { kind, chosenAt, source, actor: ann }, clock.now);
  while ((await planSome(db, { merchantId }, id, clock.now))?.hasMore);
  return { merchantId, id };
}
