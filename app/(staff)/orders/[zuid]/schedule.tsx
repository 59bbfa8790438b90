import Link from "next/link";
import { EventStatusName } from "@/components/order/event-status-icon";
import { retriesWords } from "@/components/order/retries-words";
import { Amount } from "@/components/ui/amount";
import { buttonClass } from "@/components/ui/button-class";
import { Section } from "@/components/ui/section";
import { Table, Td, Th } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { isOverdue } from "@/lib/domain/billing-event";
import { orderHref, type View } from "./view";

/** Every billing event of the order. */
export function Schedule({ view }: { view: View }) {
  const { order, now, zone } = view;
  return (
    <Section
      title="Schedule"
      action={
        order.type === "single" ? null : (
          <Link
            href={orderHref(order.zuid, { popup: "payments" })}
            scroll={false}
            className={buttonClass.plain}
          >
            Manage payments
          </Link>
        )
      }
    >
      {order.events.length === 0 ? (
        <p className="text-13 text-quiet">
          {order.type === "single" ? "A single order has no billing events." : "Nothing is scheduled yet."}
        </p>
      ) : (
        <Table label="Schedule">
          <thead>
            <tr>
              <Th>No.</Th>
              <Th>SPID</Th>
              <Th>Scheduled</Th>
              <Th end>Amount</Th>
              <Th>Status</Th>
              <Th>Executed</Th>
              <Th>Retries</Th>
            </tr>
          </thead>
          <tbody>
            {order.events.map((event) => (
              <tr key={event.number}>
                <Td className="text-quiet">{event.number}</Td>
                <Td>{event.spid}</Td>
                <Td>
                  <Time at={event.scheduledAt} zone={zone} />
                </Td>
                <Td end>
                  <Amount value={event.amount} currency={order.currency} />
                </Td>
                <Td>
                  <EventStatusName status={event.status} overdue={isOverdue(event, now)} />
                  {event.mergedInto === null ? null : (
                    <span className="block text-12 text-quiet">
                      into SPID {order.events.find((other) => other.number === event.mergedInto)?.spid}
                    </span>
                  )}
                </Td>
                <Td>
                  <Time at={event.executedAt} zone={zone} />
                </Td>
                <Td>{retriesWords(event, now)}</Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
