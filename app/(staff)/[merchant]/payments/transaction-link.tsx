import Link from "next/link";
import { outcomeName, typeWords } from "@/components/order/attempt-words";
import type { Attempt, Order } from "@/lib/domain/order/order";
import { orderHref } from "../orders/order-href";

/** Leads from a transaction in a list to its details. */
export function TransactionLink({ order, attempt }: { order: Order; attempt: Attempt }) {
  return (
    <Link
      href={orderHref(order, { popup: "transaction", id: attempt.number })}
      prefetch={false}
      aria-label={`${typeWords(attempt)}, ${outcomeName(attempt)}: details`}
      className="text-accent hover:underline"
    >
      {typeWords(attempt)}
    </Link>
  );
}
