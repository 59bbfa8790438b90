import { describe, expect, it } from "vitest";
import { activated, instalmentOrder, meteredOrder } from "../lived/histories";
import { act, answered, forward, refusalOf, staff, waited } from "../lived/history";
import { shapeOf } from "../lived/shape";
import { HOUR } from "../value/calendar";
import { may } from "./decide";

const charge = { kind: "charge_now", amount: 500, note: "" } as const;

describe("while a payment runs", () => {
  const start = activated(meteredOrder());
  const busy = act(start, charge);

  it("whoever asks is told by whom and since when, and whether its result is unknown", () => {
    const running = { code: "payment_running", by: staff, since: start.now, timeZone: "UTC" };
    const later = waited(busy, busy.now + HOUR);
    expect(refusalOf(later, charge)).toEqual({ ...running, unknown: false });
    expect(may(later.order, charge, later.now)).toEqual({ ...running, unknown: false });
    expect(refusalOf(answered(later, "silence"), charge)).toEqual({ ...running, unknown: true });
  });
});

describe("a payment whose report does not fit", () => {
  const other = { code: "000.000.000", amount: 9_900, booking: 7 };
  const start = activated(instalmentOrder({ parts: 3 }));
  const silent = forward(start, Date.UTC(2026, 1, 1, 9), "silence");
  const contested = answered(silent, other);

  it("is still being collected: its event can be neither moved, skipped, merged, retried nor executed", () => {
    expect(shapeOf(contested)).toBe("PFF");
    const processing = { code: "event_processing" };
    const scheduledAt = contested.now + HOUR;
    expect(
      refusalOf(contested, {
        kind: "reschedule_event",
        event: 1,
        scheduledAt,
        amount: null,
        alsoLater: false,
      }),
    ).toEqual(processing);
    expect(refusalOf(contested, { kind: "skip_events", events: [1] })).toEqual(processing);
    expect(
      refusalOf(contested, { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null }),
    ).toEqual({ code: "events_cannot_take_part", parts: [{ event: 1, spid: 501, why: processing }] });
    for (const command of [
      { kind: "execute_event", event: 2 },
      { kind: "retry_events", events: [2] },
    ] as const)
      expect(refusalOf(contested, command)).toEqual({ code: "report_open" });
  });

  it("stays with the gateway when the order is marked as complete, which cancels what is open beside it", () => {
    const ended = act(contested, { kind: "complete_order" });
    expect(shapeOf(ended)).toBe("PXX");
    expect(ended.log.at(-1)?.entry).toMatchObject({ kind: "order_completed", cancelled: [2, 3] });
  });
});
