import type { Instant } from "../value/calendar";
import { completeOwing } from "./complete-order";
import { pauseOwing } from "./pause-order";
import type { Unfolding } from "./unfold";

/**
 * Does what the merchant wants after the last automatic retry of a Failed order: it goes on, or is Suspended (its
 * payment stays Soft declined), Paused or Complete. Suspended and Paused, it comes back by itself when it is paid.
 */
export function endRetries(u: Unfolding, now: Instant): void {
  if (u.order.status !== "failed") return;
  switch (u.order.merchant.endAction) {
    case "go_on":
      return;
    case "suspend":
      u.move("retries_exhausted");
      return;
    case "pause":
      pauseOwing(u, now);
      return;
    case "complete":
      completeOwing(u, now);
      return;
  }
}
