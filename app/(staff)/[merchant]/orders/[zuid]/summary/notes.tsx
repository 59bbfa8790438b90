import { CommandForm } from "@/components/ui/command-form";
import { Section } from "@/components/ui/section";
import { TextArea } from "@/components/ui/text-area";
import { Time } from "@/components/ui/time";
import { actorName } from "@/lib/domain/order/refusal";
import { commands } from "@/lib/domain/rules/command";
import { carriedBy } from "../../order-href";
import { act } from "../actions";
import type { OrderView } from "../view";

/** What staff wrote down. A note is added, never changed. */
export function Notes({ view: { order, notes, zone } }: { view: OrderView }) {
  return (
    <Section title="Notes">
      {notes.length > 0 ? (
        <ul className="mb-4 space-y-3 text-13">
          {notes.toReversed().map((note) => (
            <li key={note.seq}>
              <p className="text-12 text-quiet">
                {actorName(note.actor)}, <Time at={note.at} zone={zone} />
              </p>
              <p className="whitespace-pre-wrap break-words">{note.text}</p>
            </li>
          ))}
        </ul>
      ) : null}
      <CommandForm
        key={notes.length}
        action={act}
        carries={{ ...carriedBy(order), kind: "add_note" }}
        act="Add note"
        kind="plain"
        working={commands.add_note.staff.working}
      >
        <TextArea label="New note" name="text" maxLength={2_000} rows={2} />
      </CommandForm>
    </Section>
  );
}
