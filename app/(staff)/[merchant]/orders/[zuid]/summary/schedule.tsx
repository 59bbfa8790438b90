import { scheduleBars } from "@/components/order/schedule-bars";
import { SchedulePicture } from "@/components/order/schedule-picture";
import { Section } from "@/components/ui/section";
import type { OrderView } from "../view";

/** What was paid and what is to come, as a picture. */
export function Schedule({ view: { order, now, zone } }: { view: OrderView }) {
  const picture = scheduleBars(order, now, zone);
  if (picture.bars.length === 0) return null;
  return (
    <Section title="Schedule">
      <SchedulePicture picture={picture} currency={order.currency} />
    </Section>
  );
}
