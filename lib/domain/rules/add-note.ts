import { badText } from "../order/free-text";
import { noteField, staffRule } from "./command-rule";

/** Adds a note to the order. Notes are never changed. */
export const addNote = staffRule({
  fields: { text: noteField },
  row: "add_note",
  whilePaymentRuns: true,
  decide(changes, { text }) {
    const trimmed = text.trim();
    const refusal = trimmed ? badText(trimmed) : ({ code: "note_empty" } as const);
    if (refusal) return refusal;
    changes.add({ kind: "note_added", text: trimmed });
    return null;
  },
  sample: { early: 0, late: 1, ask: (_, { a }) => ({ text: a ? "Called" : " " }) },
  staff: { permission: "orders", act: "Add note", working: "Saving" },
});
