import { channelOfCard } from "../order/card";
import { badText } from "../order/free-text";
import { badAmount } from "./manage-events";
import { amount, note, staffRule } from "./rule";
import { obstacleToCharge } from "./start-payment";
import { newAttempt } from "./unfold";

/** Metered: charges an amount at once, without a billing event. */
export const chargeNow = staffRule({
  fields: { amount, note },
  row: "charge_now",
  mayCharge: true,
  decide(u, command, actor, now) {
    const refusal =
      badAmount(command.amount) ?? badText(command.note) ?? obstacleToCharge(u.order, null, now);
    if (refusal) return refusal;
    u.add({
      kind: "payment_started",
      attempt: newAttempt(u.order, {
        purpose: "charge_now",
        type: "DB",
        cause: "charge_now",
        actor,
        channel: channelOfCard(u.order),
        recurrence: "repeated",
        amount: command.amount,
        startedAt: now,
        cardId: u.order.cardId,
        note: command.note,
      }),
    });
    if (command.note) u.add({ kind: "note_added", text: command.note });
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
