import { SelectField } from "@/components/ui/select-field";
import type { AlertMailAt } from "@/lib/alerts/choice";
import { ActForm } from "../settings/act-form";
import { chooseMail } from "./actions";

/** How alerts are mailed to the person, for each merchant that they work for. */
export function AlertMailChoices({ merchant, places }: { merchant: string; places: readonly AlertMailAt[] }) {
  return (
    <div id="alert-mail" className="space-y-4">
      <p className="max-w-[72ch] text-13">
        The bell shows you every alert that your role may see. They can be mailed to you too.
      </p>
      {places.map(({ code, name, mail }) => (
        <div key={code} className="max-w-96">
          <ActForm
            action={chooseMail}
            carries={{ merchant, at: code }}
            act={places.length > 1 ? `Save for ${name}` : "Save"}
            working="Saving …"
            kind="plain"
          >
            <SelectField
              label={`Alerts of ${name} by e-mail`}
              name="mail"
              defaultValue={mail}
              options={[
                { value: "immediately", name: "Immediately" },
                { value: "daily", name: "Once a day, at 08:00" },
                { value: "none", name: "None" },
              ]}
            />
          </ActForm>
        </div>
      ))}
    </div>
  );
}
