import Link from "next/link";
import { orderHref } from "../orders/order-href";

/** Whose it is, and the order that it belongs to. */
export function CustomerCell({ order, customer, merchant }: CustomerCellProps) {
  const { name, organisation } = customer;
  return (
    <span className="block max-w-56 min-w-0">
      <span title={`${name} ${organisation}`.trim()} className="block truncate">
        {name}
        {organisation && organisation !== name ? <span className="text-quiet"> · {organisation}</span> : null}
      </span>
      <Link
        href={orderHref({ merchant: { code: merchant }, zuid: order.zuid })}
        prefetch={false}
        className="block text-12 text-accent hover:underline"
      >
        ZUID-{order.zuid}
      </Link>
    </span>
  );
}

type CustomerCellProps = {
  order: { zuid: number };
  customer: { name: string; organisation: string };
  merchant: string;
};
