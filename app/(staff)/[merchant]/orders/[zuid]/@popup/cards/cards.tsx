import { headers } from "next/headers";
import { AddCard } from "@/components/order/add-card";
import { CommandForm } from "@/components/ui/command-form";
import { cardUpdateSum } from "@/lib/domain/order/balance";
import { cardName, cardState } from "@/lib/domain/order/card";
import type { Card } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { preview } from "@/lib/domain/preview/preview";
import { whyNotCollectedWith } from "@/lib/domain/preview/preview-card-update";
import { waysToAnotherCard } from "@/lib/domain/preview/ways-to-another-card";
import { commands } from "@/lib/domain/rules/command";
import { banOf } from "@/lib/domain/rules/start-payment";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { asks, carriedBy, orderHref } from "../../../order-href";
import { act as ask, openTerminal } from "../../actions";
import type { View } from "../../view";
import { expiryWords, maskedNumber } from "../../words/card-words";
import { noteOf } from "../form/refused";
import { CardBudget } from "./card-budget";
import { CollectedByCard } from "./collected-by-card";

/** The customer's cards, what another one would collect, and the three ways to it. */
export async function Cards({ view }: { view: View }) {
  const { order, now } = view;
  const sum = cardUpdateSum(order, now);
  const collects = sum > 0 ? ` and collect ${formatMoney(sum, order.currency)}` : "";
  const ways = waysToAnotherCard(order, now);
  return (
    <div className="space-y-5">
      <CollectedByCard view={view} />
      {order.wallet.length === 0 ? (
        <p className="text-13 text-quiet">The customer has no registered cards.</p>
      ) : (
        <ul aria-label="Cards" className="divide-y divide-line border-y border-line">
          {order.wallet.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center gap-x-6 gap-y-2 py-3 text-13">
              <CardFacts view={view} card={card} />
              <div className="sm:text-right">
                <UseCard view={view} card={card} sum={sum} act={`Use this card${collects}`} />
              </div>
            </li>
          ))}
        </ul>
      )}
      <div className="grid gap-6 sm:grid-cols-2">
        {ways.terminal?.code === "no_phone_channel" ? null : (
          <section aria-label="Add card">
            <p className="mb-2 text-13">Enter the card details the customer gives you over the phone.</p>
            <AddCard
              open={openTerminal}
              carries={{ ...carriedBy(order), shownSum: sum }}
              refused={ways.terminal ? explainRefusal(ways.terminal, view.zone) : null}
              nonce={(await headers()).get("x-nonce") ?? undefined}
              returnTo={`${orderHref(order)}/card-result`}
              act={`Save card${collects}`}
            />
          </section>
        )}
        <section aria-label="Send update link">
          <p className="mb-2 text-13">The customer gets an e-mail with a link to update the card.</p>
          <CommandForm
            action={ask}
            carries={asks(order, { kind: "send_update_link" })}
            act="Send update link"
            kind="plain"
            working={commands.send_update_link.staff.working}
            possible={ways.link === null}
            refused={ways.link && noteOf(ways.link, view.zone)}
          >
            {ways.link ? <p className="text-12 text-quiet">{explainRefusal(ways.link, view.zone)}</p> : null}
          </CommandForm>
        </section>
      </div>
    </div>
  );
}

function CardFacts({ view, card }: { view: View; card: Card }) {
  const { order, now } = view;
  const walletState = cardState(card, order.merchant.timeZone, now);
  const ban = banOf(order, card, now);
  const state = [
    card.id === order.cardId ? "Current" : "",
    card.preferred ? "Preferred" : "",
    walletStates[walletState],
    ban ? "Scheme ban" : "",
  ].filter(Boolean);
  return (
    <div className="min-w-56 flex-1">
      <p className="font-medium">
        {cardName(card)}
        {state.length > 0 ? <span className="ml-2 text-12 text-quiet">{state.join(" · ")}</span> : null}
      </p>
      <p className="text-12 text-quiet">
        {[maskedNumber(card), `expires ${expiryWords(card)}`, card.holder].filter(Boolean).join(" · ")}
      </p>
      <CardBudget view={view} card={card} />
    </div>
  );
}

function UseCard({ view: { order, actor, now, zone }, card, sum, act }: UseCardProps) {
  const seen = preview(order, { kind: "replace_card", cardId: card.id, shownSum: sum }, actor, now);
  const refusal = seen.is === "refused" ? seen.why : null;
  // A card that these payments were declined with for good, for one, is kept but not charged.
  const uncharged = seen.is === "done" && sum > 0 && !seen.value.charges ? seen.value.after : null;
  const why = uncharged && whyNotCollectedWith(order, card.id, now);
  return (
    <CommandForm
      action={ask}
      carries={asks(order, { kind: "replace_card", cardId: card.id, shownSum: sum })}
      act={refusal || uncharged ? "Use this card" : act}
      working={commands.replace_card.staff.working}
      kind={refusal ? "plain" : "primary"}
      possible={refusal === null}
      refused={refusal && noteOf(refusal, zone)}
    >
      {refusal ? <p className="max-w-72 text-12 text-quiet">{explainRefusal(refusal, zone)}</p> : null}
      {uncharged ? (
        <p className="max-w-72 text-12 text-quiet">
          {`Nothing will be collected: this card cannot be charged now. ${why ? `${explainRefusal(why, zone)} ` : ""}Order status: ${statusNames[uncharged.status]}.`}
        </p>
      ) : null}
    </CommandForm>
  );
}

type UseCardProps = { view: View; card: Card; sum: number; act: string };

const walletStates = { usable: "", forgotten: "Removed", removed: "Forgotten", expired: "Expired" } as const;
