import { describe, expect, it } from "vitest";
import {
  activated,
  collected,
  hardDeclined,
  instalmentOrder,
  retried,
  softDeclined,
} from "../lived/histories";
import { act, forward, type History } from "../lived/history";
import { DAY } from "../value/calendar";
import { changedRecoveries, type Recovery } from "./recovery";

/** What is kept after each step of a life, as the database keeps it: when and why it was missed stay as they were. */
function kept(...steps: ((history: History) => History)[]): { history: History; rows: Recovery[] } {
  const rows = new Map<number, Recovery>();
  let history = collected(activated(instalmentOrder()));
  for (const step of steps) {
    const before = history.order;
    history = step(history);
    for (const row of changedRecoveries(before, history.order, history.now)) {
      const { missedAt, reason } = rows.get(row.event) ?? row;
      rows.set(row.event, { ...row, missedAt, reason });
    }
  }
  return { history, rows: [...rows.values()] };
}

describe("what became of missed payments", () => {
  it("does not tell of payments that were collected at the first try", () => {
    expect(kept((life) => collected(life)).rows).toEqual([]);
  });

  it("is open from the first decline, for its reason", () => {
    const { history, rows } = kept((life) => softDeclined(life));
    const [event] = history.order.events.filter(({ status }) => status === "soft_declined");
    expect(rows).toMatchObject([
      {
        event: event?.number,
        amount: event?.amount,
        missedAt: event?.executedAt,
        reason: "Insufficient funds",
        end: null,
      },
    ]);
  });

  it("ends with the attempt that collected it", () => {
    const { history, rows } = kept(
      (life) => softDeclined(life),
      (life) => retried(life, declinedIn(life), "approved"),
    );
    const paid = history.order.attempts.at(-1);
    expect(rows).toMatchObject([
      { end: "recovered", endedAt: paid?.settledAt, cause: paid?.cause, reason: "Insufficient funds" },
    ]);
  });

  it("ends when it is skipped, and is open again when that is taken back", () => {
    const skip = (life: History) => act(life, { kind: "skip_events", events: [declinedIn(life)] });
    const { history, rows } = kept((life) => softDeclined(life), skip);
    expect(rows).toMatchObject([{ end: "skipped", endedAt: history.now }]);
    const back = act(history, { kind: "unskip_events", events: [rows[0]?.event ?? 0] });
    expect(changedRecoveries(history.order, back.order, back.now)).toMatchObject([
      { end: null, endedAt: null },
    ]);
  });

  it("goes over to the payment that it was merged into", () => {
    const merge = (life: History) => {
      const events = life.order.events.filter(({ status }) => /declined|scheduled/.test(status)).slice(0, 2);
      return act(life, {
        kind: "merge_events",
        events: events.map(({ number }) => number),
        scheduledAt: null,
        amount: null,
      });
    };
    const { history, rows } = kept((life) => softDeclined(life), merge);
    const into = history.order.events.at(-1);
    expect(rows.map(({ end, amount }) => [end, amount])).toEqual([
      ["merged", rows[0]?.amount],
      [null, into?.amount],
    ]);
    expect(rows[1]).toMatchObject({ missedAt: rows[0]?.missedAt, reason: rows[0]?.reason });
  });

  it("says nothing again while nothing changes", () => {
    const { history } = kept((life) => hardDeclined(life));
    const later = forward(history, history.now + DAY);
    expect(changedRecoveries(history.order, later.order, later.now)).toEqual([]);
  });
});

function declinedIn({ order }: History): number {
  return order.events.find(({ status }) => status === "soft_declined")?.number ?? 0;
}
