import { headers } from "next/headers";
import type { ReactNode } from "react";
import type { Command } from "@/lib/domain/rules/command";
import { may } from "@/lib/domain/rules/decide";
import { logoHref } from "@/lib/settings/profile";
import { openFields } from "./actions";
import { HostedFields } from "./hosted-fields";
import type { CustomerOrder } from "./order-of-token";
import { whyClosed } from "./why-closed";

/** Who the customer is dealing with, above everything else. */
export function MerchantName({ found: { order, profile } }: { found: CustomerOrder }) {
  const { name, code } = order.merchant;
  const logo = logoHref(code, profile);
  return (
    <div className="mb-6 flex items-center gap-3">
      {logo ? (
        // biome-ignore lint/performance/noImgElement: it is served as it was checked, and as small as it is
        <img src={logo} alt="" className="max-h-12 max-w-40 rounded-control bg-white object-contain p-1" />
      ) : null}
      <p className="text-18 font-semibold">{name}</p>
    </div>
  );
}

export function PortalSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-18 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** A date or name on the left, an amount on the right. */
export function PortalLines({ lines }: { lines: readonly PortalLine[] }) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {lines.map((line) => (
        <li key={line.key} className="flex items-baseline justify-between gap-4 py-2">
          <span className="min-w-0 break-words">
            {line.what}
            {line.note ? <span className="block text-13 text-quiet">{line.note}</span> : null}
          </span>
          <span className="tabular-nums whitespace-nowrap">{line.amount}</span>
        </li>
      ))}
    </ul>
  );
}

export type PortalLine = { key: string | number; what: string; note?: string | undefined; amount: string };

/** Where the gateway's card fields are: they appear once the page is shown to somebody. */
export async function CardPlace({ found, here, purpose, shownSum, act }: CardPlaceProps) {
  const { order, now, token } = found;
  const open: Command =
    purpose === "initial"
      ? { kind: "open_checkout", purpose, via: "link" }
      : { kind: "open_checkout", purpose, via: "link", shownSum };
  const refusal = may(order, open, now);
  return (
    <HostedFields
      open={openFields}
      token={token}
      here={here}
      purpose={purpose}
      shownSum={shownSum}
      act={act}
      // One that stands open already is handed out again.
      closed={refusal && refusal.code !== "checkout_open" ? whyClosed(refusal) : null}
      nonce={(await headers()).get("x-nonce") ?? undefined}
    />
  );
}

type CardPlaceProps = {
  found: CustomerOrder;
  here: string;
  purpose: "initial" | "card_update";
  shownSum: number;
  act: string;
};
