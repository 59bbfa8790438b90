import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { PopUpLink } from "@/components/ui/opening";
import { WayOut } from "@/components/ui/pop-up";
import { TextArea } from "@/components/ui/text-area";
import { commands } from "@/lib/domain/rules/command";
import { asks, orderHref } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";

/** What staff write on an order: its invoice ID, its memo and its tags. */
export function EditDetails({ view: { order, customer } }: { view: View }) {
  return (
    <CommandForm
      action={act}
      carries={asks(order, { kind: "change_details" })}
      act={commands.change_details.staff.act}
      working={commands.change_details.staff.working}
      possible
      refused={null}
      wayOut={<WayOut name="Back" />}
    >
      <Field label="Invoice ID" name="invoiceId" defaultValue={order.invoiceId} autoComplete="off" required />
      <TextArea
        label="Memo"
        name="memo"
        defaultValue={order.memo}
        maxLength={2_000}
        hint="The customer sees it on the payment page."
      />
      <Field
        label="Tags"
        name="tags"
        defaultValue={order.tags.join(", ")}
        autoComplete="off"
        hint="Separate tags with commas."
      />
      <p className="text-13">
        {customer.name}, {customer.email}.{" "}
        <PopUpLink
          href={orderHref(order, { popup: "change-email" })}
          replace
          className="text-accent underline"
        >
          Change e-mail
        </PopUpLink>
      </p>
    </CommandForm>
  );
}
