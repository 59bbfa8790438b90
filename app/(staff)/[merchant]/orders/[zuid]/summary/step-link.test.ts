import { expect, test } from "vitest";
import { activated, instalmentOrder, overdue, softDeclined } from "@/lib/domain/lived/histories";
import type { History } from "@/lib/domain/lived/history";
import { stepLink } from "./step-link";

function labelled({ order, now }: History, event: number, events = [event]) {
  const view = { order, now, zone: "UTC", mayRefund: true, mayBill: true };
  const command = events.length > 1 ? { kind: "retry_events", events } : { kind: "execute_event", event };
  return stepLink(view, { act: "command", command } as Parameters<typeof stepLink>[1])?.label;
}

test("a button about one of several outstanding payments says which", () => {
  const one = overdue(activated(instalmentOrder()));
  expect(labelled(one, 1)).toBe("Collect EUR 100.00 now");
  expect(labelled(overdue(one, 2), 1)).toMatch(/^Collect EUR 100.00 of SPID \d+ now$/);
  expect(labelled(overdue(one, 3), 1, [1, 2])).toBe("Retry EUR 200.00 of 2 payments");
});

test("a link that is to be sent leads to the act itself", () => {
  const { order, now } = softDeclined(activated(instalmentOrder()));
  const view = { order, now, zone: "UTC", mayRefund: true, mayBill: true };
  const step = { act: "command", command: { kind: "send_update_link" } } as const;
  expect(stepLink(view, step)?.href).toContain("popup=send-update-link");
});
