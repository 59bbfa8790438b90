"use client";
import { useRouter } from "next/navigation";
import { useActionState } from "react";
import { showActMessage } from "@/components/ui/act-message";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import type { Acted, Action } from "@/lib/action";
import type { ActionResult } from "@/lib/domain/order/result";
import { type KeptOrder, keepOrder } from "./kept-order";
import type { NewOrderView } from "./view";

/** What was answered, and the customer that was sent. */
export type SentOrder = { result: ActionResult<Acted>; customer: string };

/** Sends the order with the sums that were shown, so that no others are taken for agreed. */
export function useSending({ merchant, order, view, create, keepAs, renew }: Sending) {
  const router = useRouter();
  return useActionState(async (): Promise<SentOrder> => {
    showActMessage(null);
    const sums = { total: view?.order?.total ?? 0, initial: view?.order?.initialAmount ?? 0 };
    const result = await answerOrRefusal(
      create(null, { merchant, ...order.typed, form: order.form, ...sums }),
      "Nothing is lost. Send it again: it will not be created twice.",
    );
    if (result.is === "done") {
      keepOrder(keepAs, null);
      showActMessage(result.value);
      router.push(result.value.to);
    }
    if (result.is === "invalid" && result.fields.sentBefore) renew();
    return { result, customer: order.typed.customer };
  }, null);
}

type Sending = {
  merchant: string;
  order: KeptOrder;
  view: NewOrderView | null;
  create: Action<Acted>;
  keepAs: string;
  renew(): void;
};
