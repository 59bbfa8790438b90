import { channelOfCard } from "../order/card";
import { badText } from "../order/free-text";
import { newAttempt } from "./changeset";
import { amountField, noteField, staffRule } from "./command-rule";
import { badAmount } from "./manage-events";
import { obstacleToCharge } from "./start-payment";

/** Charges an amount of a metered order at once, without a billing event. */
export const chargeNow = staffRule({
  fields: { amount: amountField, note: noteField },
  row: "charge_now",
  mayCharge: true,
  decide(changes, command, actor, now) {
    const refusal =
      badAmount(command.amount) ?? badText(command.note) ?? obstacleToCharge(changes.order, null, now);
    if (refusal) return refusal;
    changes.add({
      kind: "payment_started",
      attempt: newAttempt(changes.order, {
        purpose: "charge_now",
        type: "debit",
        cause: "charge_now",
        actor,
        channel: channelOfCard(changes.order),
        recurrence: "repeated",
        amount: command.amount,
        startedAt: now,
        cardId: changes.order.cardId,
        note: command.note,
      }),
    });
    if (command.note) changes.add({ kind: "note_added", text: command.note });
    return null;
  },
  sample: { early: 0, late: 1, ask: (_, { a, amount }) => ({ amount, note: a % 2 ? "Hours" : "" }) },
  staff: {
    ...{ permission: "billing", act: "Charge", working: "Asking the bank" },
    menu: [
      {
        ...{ in: "gear", item: "Submit payment", popUp: "submit-payment", types: ["metered"] },
        as: () => ({ amount: 1, note: "" }),
      },
    ],
  },
});
