import type { GatewayAnswer } from "../decline/gateway-answer";
import type { CommandRule } from "./command-rule";
import { anyDispute } from "./sample";
import { hearFollowUp } from "./settle-payment";

/** Records a booking the gateway made without our request: a chargeback, its reversal, a rapid dispute. */
export const recordBooking: CommandRule<{ answer: GatewayAnswer }> = {
  row: null,
  whilePaymentRuns: true,
  decide: (changes, { answer }, _actor, now) => hearFollowUp(changes, answer, now),
  sample: {
    early: 0,
    late: 1,
    ask: ({ order }, { a }) => ({ answer: anyDispute(order, a) }),
  },
};
