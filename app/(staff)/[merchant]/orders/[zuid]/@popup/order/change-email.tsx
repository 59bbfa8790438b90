import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { WayOut } from "@/components/ui/pop-up";
import { carriedBy } from "../../../order-href";
import { changeCustomerEmail } from "../../actions";
import type { View } from "../../view";

/** Another e-mail address for the order's customer. */
export function ChangeEmail({ view: { order, customer } }: { view: View }) {
  return (
    <CommandForm
      action={changeCustomerEmail}
      carries={{ ...carriedBy(order), known: customer.email }}
      act="Change e-mail"
      working="Saving"
      possible
      refused={null}
      wayOut={<WayOut name="Back" />}
    >
      <Field
        label="Customer e-mail"
        name="email"
        type="email"
        defaultValue={customer.email}
        autoComplete="off"
        hint={`It is the address of ${customer.name}: mails of all their orders go there.`}
        required
      />
    </CommandForm>
  );
}
