import { describe, expect, it } from "vitest";
import { type Source, sources } from "../../testing-sources";
import { activated, instalmentOrder, softDeclined } from "../lived/histories";
import { staff } from "../lived/history";
import { openChangeset } from "./changeset";
import { decide } from "./decide";
import { type Decided, withSpids } from "./decided";
import { evolveAll } from "./evolve";

const { order, now } = softDeclined(softDeclined(activated(instalmentOrder())));
const merge = { kind: "merge_events", events: [1, 2], scheduledAt: null, amount: null } as const;

describe("what was decided", () => {
  it("says where the order stands after each entry, and after all of them", () => {
    const decided = merged();
    expect(decided.order).toEqual(evolveAll(order, decided.entries));
    expect(decided.steps[0]?.before).toBe(order);
    expect(decided.steps.at(-1)?.after).toBe(decided.order);
    for (const [i, step] of decided.steps.entries()) {
      expect(step.entry).toBe(decided.entries[i]);
      expect(step.before).toBe(i === 0 ? order : decided.steps[i - 1]?.after);
      expect(step.after).toEqual(evolveAll(order, decided.entries.slice(0, i + 1)));
    }
  });

  it("is the same with its SPIDs as if its numbered entries were applied once more", () => {
    const numbered = withSpids(merged(), 901);
    expect(numbered.order.events.at(-1)?.spid).toBe(901);
    expect(numbered.order).toEqual(evolveAll(order, numbered.entries));
    for (const [i, step] of numbered.steps.entries()) {
      expect(step.after).toEqual(evolveAll(order, numbered.entries.slice(0, i + 1)));
      expect(step.before).toBe(i === 0 ? order : numbered.steps[i - 1]?.after);
    }
  });

  it("has its SPIDs in the entry that begins an event and in the order before all that follow", () => {
    const changes = openChangeset(order);
    for (const entry of [...merged().entries, ...noted().entries]) changes.add(entry);
    const { steps, entries } = withSpids(changes.decided(), 901);
    expect(steps.map(({ entry }) => entry)).toEqual(entries);
    expect(steps.at(-1)?.before?.events.at(-1)?.spid).toBe(901);
    for (const [i, step] of steps.entries()) expect(step.before).toBe(steps[i - 1]?.after ?? order);
  });

  it("keeps what it left alone, so that only what was touched is written", () => {
    const { order: after } = withSpids(merged(), 901);
    for (const event of order.events.slice(2)) expect(after.events).toContain(event);
  });

  it("is the thing itself where no SPID is drawn", () => {
    const alone = noted();
    expect(withSpids(alone, 901)).toBe(alone);
  });
});

describe("an entry", () => {
  it("is applied once, where it is decided: whoever needs the order after it is handed it", () => {
    expect(sources().flatMap(appliesEntries)).toEqual([]);
  });

  it("is found where it is applied a second time", () => {
    const text = 'import { evolve } from "@/lib/domain/rules/evolve";';
    expect(appliesEntries({ file: "lib/orders/execute.ts", text })).not.toEqual([]);
  });
});

function merged(): Decided {
  return decided(decide(order, merge, staff, now));
}

function noted(): Decided {
  return decided(decide(order, { kind: "add_note", text: "Called" }, staff, now));
}

function decided(decision: ReturnType<typeof decide>): Decided {
  if ("refusal" in decision) throw new Error(decision.refusal.code);
  return decision;
}

/** The changeset applies what is decided, a new order is its first entry, and what tests live by retells logs. */
const appliers = /^lib\/domain\/(rules\/(changeset|create|evolve)|lived\/\w+)\.ts$/;

function appliesEntries({ file, text }: Source): string[] {
  return /from "[^"]*\/evolve"/.test(text) && !appliers.test(file) ? [`${file} applies entries`] : [];
}
