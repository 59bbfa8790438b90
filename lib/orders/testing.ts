import { type Db, withMerchant } from "@/db/client";
import { type NewMerchant, openMerchant } from "@/db/open-merchant";
import { customers } from "@/db/schema/customers";
import { asOwnerOf } from "@/db/testing";
import type { GatewayAnswer } from "@/lib/domain/decline/gateway-answer";
import { plainDraft, plainLine } from "@/lib/domain/lived/plain-order";
import type { Actor, Attempt, Order } from "@/lib/domain/order/order";
import type { PaymentResult } from "@/lib/domain/order/payment-result";
import { doneOf } from "@/lib/domain/order/result";
import type { Command } from "@/lib/domain/rules/command";
import type { OrderDraft } from "@/lib/domain/rules/create";
import type { Instant } from "@/lib/domain/value/calendar";
import { judged } from "@/lib/gateway/opp/classify";
import { create } from "./create";
import { type Executed, execute, type OrderId } from "./execute";

/** A merchant with one customer, for tests. Everything else is made by `execute`. */
export async function openTestShop(
  db: Db,
  merchantId: number,
  change: Partial<NewMerchant> = {},
): Promise<TestShop> {
  await asOwnerOf(db, (owner) =>
    openMerchant(owner, {
      id: merchantId,
      code: `shop${merchantId}`,
      name: `Shop ${merchantId}`,
      mode: "sandbox",
      accountEcom: `ecom-${merchantId}`,
      accountMoto: `moto-${merchantId}`,
      ...change,
    }),
  );
  const [customer] = await withMerchant(db, merchantId, (tx) =>
    tx
      .insert(customers)
      .values({ merchantId, name: "Anna Berg", email: `anna@shop${merchantId}.example` })
      .returning(),
  );
  if (!customer) throw new Error("no customer");
  return { merchantId, customerId: customer.id };
}

export type TestShop = { merchantId: number; customerId: string };

export const staffActor: Actor = { kind: "user", id: "6f1d2c6e-0000-4000-8000-000000000001", name: "Sam" };
export const systemActor: Actor = { kind: "system" };

/** Twelve parts of EUR 100.00 a month, without a deposit. */
export function instalmentDraft({ customerId }: TestShop, change: Partial<OrderDraft> = {}): OrderDraft {
  return plainDraft({
    type: "instalment",
    customerId,
    lines: [plainLine(120_000, { taxBasisPoints: 1_900 })],
    parts: 12,
    savesCard: true,
    tags: ["course"],
    ...change,
  });
}

export async function newOrder(db: Db, shop: TestShop, draft: OrderDraft, now: Instant): Promise<Order> {
  return doneOf(await create(db, shop.merchantId, draft, { actor: staffActor, now, machineNow: Date.now() }))
    .order;
}

/** Carries a command out, or says why it was not. */
export async function executeOrThrow(
  db: Db,
  id: OrderId,
  command: Command,
  { now, actor = staffActor }: { now: Instant; actor?: Actor },
): Promise<Executed> {
  return doneOf(await execute(db, id, command, { actor, now, machineNow: Date.now() }));
}

/** An instalment order whose card is registered and whose twelve events are scheduled. */
export async function activeInstalments(
  db: Db,
  shop: TestShop,
  now: Instant,
  change: Partial<OrderDraft> = {},
): Promise<Order> {
  const { merchantId } = shop;
  const { zuid } = await newOrder(db, shop, instalmentDraft(shop, change), now);
  const id = { merchantId, zuid };
  await executeOrThrow(db, id, { kind: "request_link", how: "display" }, { now });
  const opened = await executeOrThrow(
    db,
    id,
    { kind: "open_checkout", purpose: "initial", via: "link" },
    { now },
  );
  const [checkout] = opened.started;
  if (!checkout) throw new Error("no checkout");
  return (
    await executeOrThrow(db, id, settleCommand(checkout, approvedAnswer(checkout)), {
      actor: systemActor,
      now,
    })
  ).order;
}

export function settleCommand(attempt: Attempt, result: PaymentResult): Command {
  return { kind: "settle_payment", attempt: attempt.number, result };
}

/** What the gateway says to an attempt, with the card that was used. */
export function approvedAnswer(
  attempt: Attempt,
  change: Partial<GatewayAnswer> = {},
): { kind: "answer"; answer: GatewayAnswer } {
  const answer = {
    transactionId: hex(attempt.reference),
    referencedId: null,
    type: attempt.type,
    reference: attempt.reference,
    amount: attempt.amount,
    currency: "EUR",
    code: "000.100.110",
    description: "Request successfully processed",
    extendedDescription: null,
    acquirerResponse: null,
    merchantAdviceCode: null,
    visaCategoryCode: null,
    connectorTxId: null,
    descriptor: null,
    brand: "VISA",
    registrationId: attempt.cardId ?? hex(`card of ${attempt.reference}`),
    card: { bin: "420000", last4: "0000", holder: "Anna Berg", expiryMonth: 12, expiryYear: 2034 },
    eci: null,
    initialTransactionId: attempt.cardId ? null : hex(`cit of ${attempt.reference}`),
    timestamp: null,
    ...change,
  };
  return { kind: "answer", answer: judged(answer, "sandbox") };
}

/** No money on the card's account. */
export const insufficientFunds = {
  code: "800.100.155",
  description: "amount exceeds credit",
  acquirerResponse: "51",
};

function hex(text: string): string {
  return Buffer.from(text).toString("hex").padEnd(32, "0").slice(-32);
}
