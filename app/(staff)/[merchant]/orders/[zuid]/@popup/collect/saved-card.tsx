import { CommandForm } from "@/components/ui/command-form";
import { Field } from "@/components/ui/field";
import { PopUpLink } from "@/components/ui/opening";
import { cardName, cardState } from "@/lib/domain/order/card";
import { consentWays } from "@/lib/domain/order/order-log";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { preview } from "@/lib/domain/preview/preview";
import { commands } from "@/lib/domain/rules/command";
import { formatMoney } from "@/lib/domain/value/money";
import { asks, orderHref } from "../../../order-href";
import { act } from "../../actions";
import type { View } from "../../view";
import { expiryWords, maskedNumber } from "../../words/card-words";
import { noteOf } from "../form/refused";
import { timeAsked } from "../form/time-asked";
import { OpenElsewhere } from "./open-elsewhere";

/** A card that the customer registered before. That they agreed is recorded, for the bank may ask. */
export function SavedCard({ view }: { view: View }) {
  const { order, actor, now, zone, asked } = view;
  const usable = order.wallet.filter((card) => cardState(card, order.merchant.timeZone, now) === "usable");
  const card =
    usable.find(({ id }) => id === asked.card) ?? usable.find(({ preferred }) => preferred) ?? usable[0];
  if (!card) return <p className="text-13">None of the customer's cards can be charged any more.</p>;
  const how = consentWays.find((one) => one === asked.how) ?? "telephone";
  const agreed = timeAsked(asked.on, zone, now);
  const asking = { kind: "pay_with_saved_card", cardId: card.id, how, agreedAt: agreed.at ?? 0 } as const;
  const seen = preview(order, asking, actor, now);
  const refusal = seen.is === "refused" ? seen.why : null;
  const label =
    order.initialAmount > 0
      ? `${order.initialKind === "preauthorise" ? "Hold" : "Collect"} ${formatMoney(order.initialAmount, order.currency)}`
      : "Register this card";
  return (
    <CommandForm
      action={act}
      carries={asks(order, { kind: "pay_with_saved_card", cardId: card.id, agreedAt: agreed.at ?? 0 })}
      act={label}
      working={commands.pay_with_saved_card.staff.working}
      possible={refusal === null && agreed.at !== null}
      refused={refusal && noteOf(refusal, zone)}
      live={["on"]}
    >
      <ul aria-label="Cards" className="divide-y divide-line border-y border-line">
        {usable.map((one) => (
          <li key={one.id}>
            <PopUpLink
              href={orderHref(order, { popup: "collect-payment", way: "saved", card: one.id })}
              replace
              aria-current={one.id === card.id ? "true" : undefined}
              className="block rounded-control px-2 py-2 text-13 hover:bg-hover aria-[current=true]:bg-selected"
            >
              <span className="font-medium">{cardName(one)}</span>
              {one.preferred ? <span className="ml-2 text-12 text-quiet">Preferred</span> : null}
              <span className="block text-12 text-quiet">
                {[maskedNumber(one), `expires ${expiryWords(one)}`, one.holder].filter(Boolean).join(" · ")}
              </span>
            </PopUpLink>
          </li>
        ))}
      </ul>
      <OpenElsewhere order={order} />
      {refusal ? <p className="text-12 text-red">{explainRefusal(refusal, zone)}</p> : null}
      <p className="text-13">
        A card that you choose needs the customer's agreement to this payment. Record how and when they gave
        it.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <label className="block">
          <span className="mb-1 block text-12 font-medium text-quiet">The customer agreed</span>
          <select
            name="how"
            defaultValue={how}
            className="h-8 w-full rounded-control border border-line-strong bg-panel px-2 text-13"
          >
            {consentWays.map((one) => (
              <option key={one} value={one}>
                {consentNames[one]}
              </option>
            ))}
          </select>
        </label>
        <Field
          label="When"
          name="on"
          type="datetime-local"
          defaultValue={agreed.typed}
          hint={agreed.hint}
          error={agreed.error}
          required
        />
      </div>
    </CommandForm>
  );
}

const consentNames = {
  telephone: "By telephone",
  in_person: "In person",
  in_writing: "In writing",
} as const;
