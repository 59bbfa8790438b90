import { badText } from "../order/free-text";
import { note, staffRule } from "./rule";

/** Writes something down with the order; nobody changes it afterwards. */
export const addNote = staffRule({
  fields: { text: note },
  row: "add_note",
  whilePaymentRuns: true,
  decide(u, { text }) {
    const trimmed = text.trim();
    const refusal = trimmed ? badText(trimmed) : ({ code: "note_empty" } as const);
    if (refusal) return refusal;
    u.add({ kind: "note_added", text: trimmed });
    return null;
  },
  sample: { early: 0, late: 1, ask: (_, { a }) => ({ text: a ? "Called" : " " }) },
  staff: { permission: "orders", act: "Add note", working: "Saving" },
});
