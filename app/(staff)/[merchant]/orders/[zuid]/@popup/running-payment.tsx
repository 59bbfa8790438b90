import { Notice } from "@/components/ui/notice";
import { hasOpenReport, paymentAtGateway } from "@/lib/domain/order/balance";
import { sayRunning } from "@/lib/domain/words/situation-words";
import type { View } from "../view";

/**
 * While a payment of the order is at the gateway, every pop-up says who started it, what it is and when. One that the
 * gateway reported otherwise waits for somebody, and is not to be waited for.
 */
export function RunningPayment({ view: { order, now, zone } }: { view: View }) {
  const attempt = paymentAtGateway(order);
  if (!attempt || hasOpenReport(attempt)) return null;
  return (
    <div className="mb-4">
      <Notice tone="info">
        <p>{sayRunning({ order, now, zone })} Wait for its result.</p>
        <p className="text-12 text-quiet">{ago(now - attempt.startedAt)}</p>
      </Notice>
    </div>
  );
}

function ago(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 100) return `${seconds} ${seconds === 1 ? "second" : "seconds"} ago`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} minutes ago`;
  const hours = Math.round(minutes / 60);
  return hours < 72 ? `${hours} hours ago` : `${Math.round(hours / 24)} days ago`;
}
