import { headers } from "next/headers";
import type { ReactNode } from "react";
import { CardFields } from "@/components/card-fields";
import type { Order } from "@/lib/domain/order";
import { env } from "@/lib/env";

/** Who the customer is dealing with, above everything else. */
export function MerchantName({ order }: { order: Order }) {
  return <p className="mb-6 text-18 font-semibold">{order.merchant.name}</p>;
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-8">
      <h2 className="mb-2 text-18 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

/** A date or name on the left, an amount on the right. */
export function Lines({ lines }: { lines: readonly Line[] }) {
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

export type Line = { key: string | number; what: string; note?: string | undefined; amount: string };

/** The gateway's card fields for a checkout of this order. */
export async function HostedFields({ opened, action }: HostedFieldsProps) {
  return (
    <CardFields
      checkoutId={opened.checkoutId}
      integrity={opened.integrity}
      gatewayUrl={env().sandboxOrigin ?? env().gatewayUrl}
      action={action}
      nonce={(await headers()).get("x-nonce") ?? undefined}
    />
  );
}

type HostedFieldsProps = { opened: { checkoutId: string; integrity: string | null }; action: string };

export function BigLink({ href, tone = "accent", children }: BigLinkProps) {
  return (
    <a href={href} className={bigButton[tone]}>
      {children}
    </a>
  );
}

type BigLinkProps = { href: string; tone?: keyof typeof bigButton; children: ReactNode };

const big =
  "inline-flex min-h-11 items-center justify-center rounded-control px-5 text-16 font-medium disabled:opacity-60";

export const bigButton = {
  accent: `${big} bg-accent text-on-accent hover:bg-accent-strong`,
  red: `${big} bg-red text-on-red hover:opacity-90`,
  plain: `${big} border border-line-strong text-ink hover:bg-hover`,
} as const;
