import { expect, it } from "vitest";
import { activated, softDeclined, subscriptionOrder } from "../lived/histories";
import { act, answered, system, waited } from "../lived/history";
import { DAY } from "../value/calendar";

it.each(["suspend", "pause", "complete"] as const)(
  "an order that was marked as complete during its last automatic retry stays so, whatever its merchant wants then: %s",
  (endAction) => {
    const failed = softDeclined(
      activated(subscriptionOrder({ merchant: { autoRetryDays: [1], endAction } })),
    );
    const sent = act(waited(failed, failed.now + DAY), { kind: "run_due" }, system);
    expect(sent.order.attempts.at(-1)).toMatchObject({ cause: "automatic_retry", state: "sent" });
    const ended = act(sent, { kind: "complete_order" });
    const after = answered(ended, "soft");
    expect(after.log.slice(ended.log.length).map(({ entry }) => entry.kind)).toEqual(["payment_declined"]);
    expect(after.order).toMatchObject({ status: "complete", pausedFrom: null, endedAt: ended.order.endedAt });
  },
);
