import type { Account } from "@/lib/customers/account";

/** What happened to a customer's account, in a sentence. */
export function sayLogged({ kind, fields }: Account["log"][number]): string {
  switch (kind) {
    case "created":
      return "Customer added.";
    case "changed":
      return `Changed: ${fieldsSaid(fields)}.`;
    case "deactivated":
      return "Deactivated: no new orders.";
    case "reactivated":
      return "Reactivated.";
    case "note_added":
      return "Note added.";
    case "card_forgotten":
      return "A card was forgotten.";
    case "card_preferred":
      return "Another card is preferred.";
    case "erased":
      return "Personal data erased.";
  }
}

function fieldsSaid(fields: readonly string[]): string {
  const said = fields.filter((field) => field !== "name").map((field) => fieldNames[field] ?? field);
  return said.join(", ");
}

const fieldNames: Readonly<Record<string, string>> = {
  firstName: "first name",
  lastName: "last name",
  organisation: "organisation",
  email: "e-mail",
  phone: "phone",
  birthdate: "date of birth",
  externalId: "customer ID",
  locale: "language",
  billingAddress: "billing address",
  shippingAddress: "shipping address",
  tags: "tags",
};
