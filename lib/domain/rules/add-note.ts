import { badText } from "../order/free-text";
import { noteField, staffRule } from "./command-rule";

/** Writes something down with the order; nobody changes it afterwards. */
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
