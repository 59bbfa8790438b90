import { CommandForm } from "@/components/ui/command-form";
import { WayOut } from "@/components/ui/pop-up";
import { TextArea } from "@/components/ui/text-area";
import { preview } from "@/lib/domain/preview/preview";
import { commands, labelOf, type StaffCommand, type StaffKind } from "@/lib/domain/rules/command";
import type { CommandFields, MenuEntry } from "@/lib/domain/rules/command-rule";
import { asks } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { Foreseen } from "../form/preview-of";
import { refusedAs } from "../form/refused";

/** The form of a command that needs no other: its texts, what would come of it, and its button, all from its record. */
export function PlainForm({ view, kind, entry }: PlainFormProps) {
  const { order, actor, now, zone } = view;
  const asked = { kind, ...entry.as(now) } as StaffCommand;
  const seen = preview(order, asked, actor, now);
  const { fields, staff } = commands[kind];
  const texts = Object.entries(fields as CommandFields).filter(([, field]) => field.is === "text");
  const fixed = Object.fromEntries(
    Object.entries(asked).filter(([name]) => !texts.some(([text]) => text === name)),
  );
  return (
    <CommandForm
      action={act}
      carries={asks(order, fixed as StaffCommand)}
      act={staff.act}
      working={staff.working}
      possible={seen.is === "done"}
      refused={refusedAs(seen, zone)}
      wayOut={<WayOut name="Back" />}
    >
      {texts.map(([name, field]) => (
        <TextArea
          key={name}
          label={labelOf(kind, name)}
          name={name}
          maxLength={"most" in field ? field.most : 0}
        />
      ))}
      <Foreseen view={view} seen={seen} />
    </CommandForm>
  );
}

type PlainFormProps = { view: View; kind: StaffKind; entry: MenuEntry<object> };
