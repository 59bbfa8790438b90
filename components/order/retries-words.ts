import { DAY } from "@/lib/domain/calendar";
import type { Instant } from "@/lib/domain/order";
import type { Retries } from "@/lib/domain/retry";

/** "4 of 15, 12 days left": how far retries are used, and while their event is open how long more may follow. */
export function retriesWords({ used, limit, endsAt }: Retries, isOpen: boolean, now: Instant): string {
  const words = `${used} of ${limit}`;
  if (!isOpen) return words;
  if (now >= endsAt) return `${words}, 30 days over`;
  const days = Math.ceil((endsAt - now) / DAY);
  return `${words}, ${days} ${days === 1 ? "day" : "days"} left`;
}
