import { CreditCard, type LucideIcon, Mail, Phone, QrCode } from "lucide-react";
import type { ReactNode } from "react";
import { LookAgain } from "@/components/ui/look-again";
import { Notice } from "@/components/ui/notice";
import { PopUpLink } from "@/components/ui/opening";
import { CloseFooter } from "@/components/ui/pop-up";
import { SupersedeActMessage } from "@/components/ui/supersede-act-message";
import { paymentAtGateway } from "@/lib/domain/order/balance";
import type { Order } from "@/lib/domain/order/order";
import { explainRefusal } from "@/lib/domain/order/refusal";
import { may } from "@/lib/domain/rules/decide";
import { orderHref } from "../../../order-href";
import type { View } from "../../view";
import { Collected, Declined } from "./collected";
import { EmailLink } from "./email-link";
import { LinkAndCode } from "./link-and-code";
import { SavedCard } from "./saved-card";
import { Sum } from "./sum";
import { Terminal } from "./terminal";

/**
 * How the first payment is taken: four ways, and what became of it. Whoever comes back, from the card fields or after a
 * day, sees where it stands; nothing chosen leaves the order as it is.
 */
export function CollectPayment({ view }: { view: View }) {
  const { order, now, zone } = view;
  if (order.activatedAt !== null) return closed(<Collected view={view} />);
  if (paymentAtGateway(order)) return closed(<NotKnownYet />);
  const refusal = may(order, { kind: "request_link", how: "display" }, now);
  if (refusal) return closed(<p className="text-13">{explainRefusal(refusal, zone)}</p>);
  const way = wayOf(view);
  return (
    <>
      <Sum view={view} />
      <Declined view={view} />
      <div className="mb-6 grid gap-6 sm:grid-cols-[13rem_minmax(0,1fr)]">
        <nav aria-label="Ways to pay" className="flex gap-1 max-sm:flex-wrap sm:flex-col">
          {waysFor(order).map((name) => (
            <PopUpLink
              key={name}
              href={orderHref(order, { popup: "collect-payment", way: name })}
              replace
              aria-current={name === way ? "true" : undefined}
              className="inline-flex items-center gap-2 rounded-control px-3 py-2 text-13 whitespace-nowrap text-quiet hover:bg-hover hover:text-ink aria-[current=true]:bg-selected aria-[current=true]:font-medium aria-[current=true]:text-ink"
            >
              <WayIcon name={name} />
              {wayNames[name]}
            </PopUpLink>
          ))}
        </nav>
        <section aria-label={wayNames[way]} className="min-w-0">
          {panes[way](view)}
        </section>
      </div>
      <CloseFooter />
    </>
  );
}

const wayNames = {
  saved: "Saved card",
  terminal: "Virtual terminal",
  email: "Email payment link",
  link: "Display URL and QR code",
} as const;
type Way = keyof typeof wayNames;

const wayIcons: Readonly<Record<Way, LucideIcon>> = {
  saved: CreditCard,
  terminal: Phone,
  email: Mail,
  link: QrCode,
};

function WayIcon({ name }: { name: Way }) {
  const Icon = wayIcons[name];
  return <Icon size={16} strokeWidth={1.5} aria-hidden className="shrink-0" />;
}

const panes: Readonly<Record<Way, (view: View) => ReactNode>> = {
  saved: (view) => <SavedCard view={view} />,
  terminal: (view) => <Terminal view={view} />,
  email: (view) => <EmailLink view={view} />,
  link: (view) => <LinkAndCode view={view} />,
};

/** A way that cannot be gone is not shown: no card is saved, or the merchant takes none by phone. */
function waysFor(order: Order): Way[] {
  return [
    ...(order.wallet.some(({ state }) => state === "usable") ? (["saved"] as const) : []),
    "terminal",
    "email",
    "link",
  ];
}

function wayOf({ order, asked }: View): Way {
  const ways = waysFor(order);
  return ways.find((name) => name === asked.way) ?? ways[0] ?? "email";
}

function NotKnownYet() {
  return (
    <Notice tone="waits">
      <LookAgain />
      <SupersedeActMessage />
      <p role="status" className="text-15 font-medium">
        The gateway has not answered yet. Do not take another payment.
      </p>
      <p>This one may have been approved. We keep asking the gateway, and its answer is shown here.</p>
    </Notice>
  );
}

function closed(content: ReactNode): ReactNode {
  return (
    <>
      <div className="mb-6">{content}</div>
      <CloseFooter />
    </>
  );
}
