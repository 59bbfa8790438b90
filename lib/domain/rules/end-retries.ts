import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";
import { completeOwing } from "./complete-order";
import { pauseOwing } from "./pause-order";

/**
 * Does what the merchant wants after the last automatic retry of a Failed order: it goes on, or is Suspended (its
 * payment stays Soft declined), Paused or Complete. Suspended and Paused, it comes back by itself when it is paid.
 */
export function endRetries(changes: Changeset, now: Instant): void {
  if (changes.order.status !== "failed") return;
  switch (changes.order.merchant.endAction) {
    case "go_on":
      return;
    case "suspend":
      changes.move("retries_exhausted");
      return;
    case "pause":
      pauseOwing(changes, now);
      return;
    case "complete":
      completeOwing(changes, now);
      return;
  }
}
