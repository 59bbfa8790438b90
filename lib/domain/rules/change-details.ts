import { badText, writtenInvoiceId, writtenTags } from "../order/free-text";
import type { OrderDetails } from "../order/order-log";
import { type DraftField, explainRefusal, type Refusal } from "../order/refusal";
import { noteField, staffRule } from "./command-rule";

/** Changes what staff wrote on an order: its invoice ID, its memo, which the customer reads, and its tags. */
export const changeDetails = staffRule({
  fields: {
    invoiceId: { is: "text", most: 200 },
    memo: noteField,
    /** Separated by commas. */
    tags: { is: "text", most: 2_000 },
  },
  row: "change_details",
  decide(changes, asked) {
    const { invoiceId, memo, tags } = changes.order;
    const before: OrderDetails = { invoiceId, memo, tags };
    const read = detailsOf(asked);
    if ("refusal" in read) return read.refusal;
    if (JSON.stringify(before) === JSON.stringify(read.details)) return { code: "nothing_changed" };
    changes.add({ kind: "details_changed", before, after: read.details });
    return null;
  },
  sample: {
    early: 1,
    late: 1,
    ask: (_, { a, b }) => ({
      invoiceId: `INV-${a}`,
      memo: a % 2 ? "Leave it at the door" : "",
      tags: `a, ${b}`,
    }),
  },
  staff: {
    ...{ permission: "orders", act: "Save", working: "Saving" },
    menu: [
      {
        ...{ in: "actions", item: "Edit details", popUp: "edit-details" },
        as: () => ({ invoiceId: "–", memo: "", tags: "" }),
      },
    ],
  },
});

type Asked = { invoiceId: string; memo: string; tags: string };

function detailsOf(asked: Asked): { details: OrderDetails } | { refusal: Refusal } {
  const invoice = writtenInvoiceId(asked.invoiceId);
  if ("wrong" in invoice) return invalid("invoiceId", invoice.wrong);
  if (invoice.invoiceId === "") return invalid("invoiceId", "Enter an invoice ID.");
  const tags = writtenTags(asked.tags.split(","));
  if ("wrong" in tags) return invalid("tags", tags.wrong);
  const memo = asked.memo.trim();
  const badMemo = badText(memo);
  if (badMemo) return invalid("memo", explainRefusal(badMemo));
  return { details: { invoiceId: invoice.invoiceId, memo, tags: tags.tags } };
}

function invalid(field: DraftField, what: string): { refusal: Refusal } {
  return { refusal: { code: "order_invalid", field, line: null, what } };
}
