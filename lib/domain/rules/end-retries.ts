import type { Instant } from "../value/calendar";
import type { Changeset } from "./changeset";
import { completeOwing } from "./complete-order";
import { pauseOwing } from "./pause-order";

/**
 * Applies the merchant's setting for a Failed order after the last automatic retry: it goes on, or becomes
 * Suspended (its payment stays Soft declined), Paused or Complete. A Suspended or Paused order returns
 * automatically when it is paid.
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
