import { expect, test } from "vitest";
import {
  activated,
  hardDeclined,
  instalmentOrder,
  softDeclined,
  subscriptionOrder,
} from "../lived/histories";
import { act, forward } from "../lived/history";
import { autoRetryOf } from "./auto-retry";

const flag = ({ order }: ReturnType<typeof activated>) => autoRetryOf(order);

test("the flag is on while declines are retried, and says why they are not", () => {
  const failed = softDeclined(activated(instalmentOrder()));
  expect(flag(activated(instalmentOrder()))).toBe("on");
  expect(flag(failed)).toBe("on");
  expect(flag(forward(failed, failed.now + 15 * 24 * 3_600_000, "soft"))).toBe("used_up");
  expect(flag(activated(instalmentOrder({ merchant: { autoRetry: false } })))).toBe("off");
});

test("nothing is retried while the order is Suspended or Paused", () => {
  expect(flag(hardDeclined(activated(instalmentOrder())))).toBe("stopped");
  const paused = act(activated(subscriptionOrder()), { kind: "pause_order", resumeAt: null });
  expect(flag(paused)).toBe("stopped");
});
