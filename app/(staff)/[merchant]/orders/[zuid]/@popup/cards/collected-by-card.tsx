import { Amount } from "@/components/ui/amount";
import { FactList } from "@/components/ui/fact-list";
import { PopUpLink } from "@/components/ui/opening";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { type CardUpdatePreview, previewCardUpdate } from "@/lib/domain/preview/preview-card-update";
import { formatMoney } from "@/lib/domain/value/money";
import { statusNames } from "@/lib/domain/words/names";
import { neverBilledSentence } from "@/lib/domain/words/preview-words";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";

/** What replacing the card collects at once, before anybody does it. */
export function CollectedByCard({ view }: { view: View }) {
  const found = previewCardUpdate(view.order, view.now);
  return (
    <section
      aria-labelledby="card-update-collects"
      className="rounded-panel border border-line bg-sunken p-4 text-13"
    >
      <h3 id="card-update-collects" className="mb-2 text-13 font-semibold">
        What a card update will collect
      </h3>
      {found.is === "refused" ? (
        <p>{explainRefusal(found.why, view.zone)}</p>
      ) : (
        <Collected view={view} seen={found.value} />
      )}
    </section>
  );
}

function Collected({ view: { order, zone }, seen }: { view: View; seen: CardUpdatePreview }) {
  const leftOut = neverBilledSentence(seen, zone);
  return (
    <>
      <FactList
        facts={[
          [
            "Events",
            seen.events.length === 0
              ? "None: nothing is outstanding."
              : seen.events
                  .map((event) => `SPID ${event.spid} (${formatMoney(event.amount, order.currency)})`)
                  .join(", "),
          ],
          ["Sum", <Amount key="sum" value={seen.sum} currency={order.currency} />],
          [
            "Resulting status",
            seen.waitsForPayment
              ? "Depends on the payment in progress"
              : seen.ifApproved && `${statusNames[seen.ifApproved]}${seen.sum > 0 ? ", if approved" : ""}`,
          ],
        ]}
      />
      {leftOut ? <p className="mt-2">{leftOut}</p> : null}
      {seen.events.length > 0 ? (
        <p className="mt-2">
          {seen.events.length > 1 ? "They are merged and charged immediately. " : ""}
          <PopUpLink href={orderHref(order, { popup: "payments" })} replace className="text-accent underline">
            Payments
          </PopUpLink>{" "}
          can be rescheduled or skipped first.
        </p>
      ) : null}
    </>
  );
}
