import { redirect } from "next/navigation";
import { foundOrNot } from "@/app/found-or-not";
import NoSuchLink from "@/app/pay/not-found";
import { oldestFirst } from "@/lib/domain/order/balance";
import { type CardUpdatePreview, previewCardUpdate } from "@/lib/domain/preview/preview-card-update";
import { BigLink } from "../big-link";
import { MerchantFooter } from "../merchant-footer";
import { type CustomerOrder, orderOfToken } from "../order-of-token";
import { CardPlace, MerchantName, PortalLines, PortalSection } from "../parts";

export default foundOrNot(UpdateCardPage, NoSuchLink);

/** Another card for the order. What it collects at once is said first; the gateway is asked for no more than that. */
async function UpdateCardPage({ params }: { params: Promise<{ token: string }> }) {
  const found = await orderOfToken((await params).token);
  const { order, now, here } = found;
  const foreseen = previewCardUpdate(order, now);
  if (foreseen.is === "refused") redirect(here);
  const update = foreseen.value;
  return (
    <>
      <MerchantName found={found} />
      <h1 className="text-24 font-semibold">Update card</h1>
      <WhatIsCollected found={found} update={update} />
      <PortalSection title="New card">
        <CardPlace
          found={found}
          here={`${here}/card`}
          purpose="card_update"
          shownSum={update.sum}
          act={update.sum === 0 ? "Save card" : `Save card and pay ${found.write.amount(update.sum)}`}
        />
      </PortalSection>
      <p className="mt-8">
        <BigLink href={here} tone="plain">
          Back to the order
        </BigLink>
      </p>
      <MerchantFooter profile={found.profile} />
    </>
  );
}

function WhatIsCollected({ found, update }: { found: CustomerOrder; update: CardUpdatePreview }) {
  const { order, write } = found;
  const later = oldestFirst(
    order.events.filter((event) => event.status === "scheduled" && !update.events.includes(event)),
  );
  const line = (event: (typeof later)[number]) => ({
    key: event.number,
    what: write.day(event.scheduledAt),
    amount: write.amount(event.amount),
  });
  return (
    <>
      <p className="mt-2">
        {update.sum === 0
          ? "Nothing is collected now. Your new card will be used for future payments."
          : `${write.amount(update.sum)} will be collected from your new card immediately.`}
        {update.waitsForPayment
          ? " A payment is being processed now. Anything still due after it will be collected then."
          : ""}
      </p>
      {update.events.length > 0 ? (
        <PortalSection title={`Collected now: ${write.amount(update.sum)}`}>
          <PortalLines lines={update.events.map(line)} />
        </PortalSection>
      ) : null}
      {later.length > 0 ? (
        <PortalSection title="Keeps its date">
          <PortalLines lines={later.map(line)} />
        </PortalSection>
      ) : null}
    </>
  );
}
