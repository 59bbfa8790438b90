import { notFound, redirect } from "next/navigation";
import { foundOrNot } from "@/app/found-or-not";
import NoSuchLink from "@/app/pay/not-found";
import { LookAgain } from "@/components/ui/look-again";
import { attemptOf, paymentAtGateway } from "@/lib/domain/order/balance";
import { returnedFrom, settleCheckout } from "@/lib/payments/checkout";
import { payments } from "@/lib/payments/payments";
import { BigLink } from "../big-link";
import { MerchantFooter } from "../merchant-footer";
import { onceAnswered } from "../once-answered";
import { type CustomerOrder, orderOfReturn } from "../order-of-token";
import { MerchantName } from "../parts";
import { resultWords } from "../result-words";

type Asked = {
  params: Promise<{ token: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default foundOrNot(ResultPage, NoSuchLink);

/**
 * Where the gateway sends the browser back to. Loaded again, from the history or in a second tab, it shows the state
 * that was reached.
 */
async function ResultPage({ params, searchParams }: Asked) {
  const { token } = await params;
  const asked = await searchParams;
  const found = await orderOfReturn(token);
  const { ref, now, here, linkWorks } = found;
  const checkoutId = await returnedFrom(payments(), ref, (name) => {
    const said = asked[name];
    return typeof said === "string" ? said : null;
  });
  if (checkoutId !== null) {
    const outcome = await settleCheckout(payments(), ref, checkoutId, now);
    if (outcome.is !== "done") return linkWorks ? redirect(here) : notFound();
    const { attempt, order } = outcome.value;
    if (attempt.settledAt === null) return <Waiting found={found} />;
    return <Result found={await onceAnswered({ ...found, order })} number={attempt.number} />;
  }
  if (!linkWorks) notFound();
  const number = typeof asked.payment === "string" ? Number(asked.payment) : Number.NaN;
  if (!attemptOf(found.order, number)) redirect(here);
  return <Result found={await onceAnswered(found)} number={number} />;
}

type Returned = CustomerOrder & { linkWorks: boolean };

function Result({ found, number }: { found: Returned; number: number }) {
  const { order, here, linkWorks } = found;
  const words = resultWords(found, number);
  if (!words) return <Waiting found={found} />;
  return (
    <>
      {paymentAtGateway(order) ? <LookAgain /> : null}
      <MerchantName found={found} />
      <div role="status">
        <h1 className="text-24 font-semibold">{words.title}</h1>
        {words.lines.map((line) => (
          <p key={line} className="mt-2">
            {line}
          </p>
        ))}
      </div>
      {linkWorks ? (
        <p className="mt-6">
          <BigLink href={`${here}${words.next.path}`}>{words.next.label}</BigLink>
        </p>
      ) : null}
      <MerchantFooter profile={found.profile} />
    </>
  );
}

/** The gateway does not know yet. The page asks again by itself; nothing is sent a second time. */
function Waiting({ found }: { found: Returned }) {
  return (
    <>
      <LookAgain />
      <MerchantName found={found} />
      <div role="status">
        <h1 className="text-24 font-semibold">Your bank has not answered yet</h1>
        <p className="mt-2">Do not pay again. This page updates automatically.</p>
      </div>
      {found.linkWorks ? (
        <p className="mt-6">
          <BigLink href={found.here} tone="plain">
            Go to the order
          </BigLink>
        </p>
      ) : null}
    </>
  );
}
