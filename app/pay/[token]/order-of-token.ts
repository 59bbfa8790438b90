import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { addressOf } from "@/lib/auth/request-address";
import { businessNow } from "@/lib/clock";
import { database } from "@/lib/database";
import { linkHolder, returningHolder } from "@/lib/link-holder";
import { writeAmount, writeDay } from "@/lib/locale";
import { findOrder } from "@/lib/orders/queries";
import { readProfile } from "@/lib/settings/profile";

/** The order that a payment link opens, with what its page is written with. Anything else is not there. */
export const orderOfToken = cache((token: string) => orderBehind(token, linkHolder));

/** The same for whoever comes back from the card fields; `linkWorks` says whether anything else is open to them. */
export const orderOfReturn = cache(async (token: string) => {
  let linkWorks = false;
  const found = await orderBehind(token, async (...asked) => {
    const holder = await returningHolder(...asked);
    linkWorks = holder !== "limited" && holder !== null && holder.works;
    return holder;
  });
  return { ...found, linkWorks };
});

async function orderBehind(token: string, holderOf: typeof linkHolder) {
  const db = database();
  const customer = await holderOf(db, token, addressOf(await headers()), Date.now());
  if (customer === "limited") redirect("/pay/wait");
  if (!customer) notFound();
  const now = await businessNow(db);
  const [found, profile] = await Promise.all([
    findOrder(db, { merchantId: customer.merchantId }, customer.zuid, now),
    readProfile(db, customer.merchantId),
  ]);
  if (!found) notFound();
  const { order } = found;
  const { locale } = found.customer;
  const { timeZone } = order.merchant;
  return {
    ref: { merchantId: customer.merchantId, zuid: customer.zuid },
    order,
    profile,
    now,
    write: {
      amount: (minor: number) => writeAmount(minor, order.currency, locale),
      day: (at: number) => writeDay(at, timeZone, locale),
    },
    here: `/pay/${token}`,
    token,
  };
}

export type CustomerOrder = Awaited<ReturnType<typeof orderOfToken>>;
export type Write = CustomerOrder["write"];
