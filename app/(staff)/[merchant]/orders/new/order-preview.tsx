import { Amount } from "@/components/ui/amount";
import type { OrderLine } from "@/lib/domain/order/order";
import { lineAmount } from "@/lib/domain/rules/create";
import { type Instant, sayInstant } from "@/lib/domain/value/calendar";
import { type Currency, formatFigure } from "@/lib/domain/value/money";
import type { NewOrderView } from "./view";

/** What the order comes to, as the server computes it: the sum, how it is made up, and each payment with its date. */
export function OrderPreview({
  view,
  isCurrent,
  currency,
  zone,
  label = "What it comes to",
  empty = "Choose products to see what will be collected.",
}: PreviewProps) {
  const order = view?.order ?? null;
  return (
    <aside
      aria-label={label}
      aria-busy={!isCurrent}
      className={`h-fit rounded-panel border border-line bg-panel p-5 max-[1099px]:mt-6 min-[1100px]:sticky min-[1100px]:top-4 ${isCurrent ? "" : "opacity-60"}`}
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-13 font-semibold">
          {order?.type === "subscription" ? "Each payment" : "Total to be paid"}
        </h2>
        <p className="text-32 leading-10 font-semibold tabular-nums">
          <span className="text-15 font-normal text-quiet">{currency}</span>{" "}
          {order ? formatFigure(order.total, currency) : "–"}
        </p>
      </div>
      {order ? (
        <>
          <Lines lines={order.lines} currency={currency} />
          {order.taxes.map(({ basisPoints, amount }) => (
            <Row
              key={basisPoints}
              quiet
              label={`Tax included, ${basisPoints / 100} %`}
              value={<Amount value={amount} currency={currency} />}
            />
          ))}
          <Payments order={order} currency={currency} zone={zone} />
        </>
      ) : (
        <p className="mt-4 text-13 text-quiet">
          {view && Object.keys(view.faults).length > 0 ? (Object.values(view.faults)[0] ?? "") : empty}
        </p>
      )}
    </aside>
  );
}

type PreviewProps = {
  view: NewOrderView | null;
  isCurrent: boolean;
  currency: Currency;
  zone: string;
  /** What it is the sum of. */
  label?: string;
  /** Said while there is nothing to sum up. */
  empty?: string;
};

function Lines({ lines, currency }: { lines: readonly OrderLine[]; currency: Currency }) {
  return (
    <ul className="mt-3 border-b border-line pb-2">
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands at its place
        <li key={i}>
          <Row
            label={`${line.quantity} × ${line.name}`}
            value={<Amount value={line.price * line.quantity} currency={currency} />}
          />
          {line.discount > 0 ? (
            <Row quiet label="Discount" value={<Amount value={-line.discount} currency={currency} />} />
          ) : null}
          {line.fee > 0 ? (
            <Row quiet label="Fee" value={<Amount value={line.fee} currency={currency} />} />
          ) : null}
          {line.discount > 0 || line.fee > 0 ? (
            <Row label="Sum" value={<Amount value={lineAmount(line)} currency={currency} />} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Payments({ order, currency, zone }: Pick<PreviewProps, "currency" | "zone"> & { order: Shown }) {
  const { payments, initialAmount, goesOn, type } = order;
  const shown = payments.length > MOST_SHOWN ? payments.slice(0, FIRST_SHOWN) : payments;
  const left = payments.length - shown.length;
  const last = payments.at(-1);
  const sum = initialAmount + payments.reduce((total, { amount }) => total + amount, 0);
  const count = payments.length + (initialAmount > 0 ? 1 : 0);
  return (
    <>
      <h3 className="mt-5 mb-1 text-13 font-semibold">What will be collected</h3>
      <ol className="divide-y divide-line text-13 tabular-nums">
        <Payment number="" when="Now" what={firstWords(order)} amount={initialAmount} currency={currency} />
        {shown.map(({ at, amount }, i) => (
          <Payment
            key={at}
            number={String(i + 1)}
            when={when(at, zone)}
            amount={amount}
            currency={currency}
          />
        ))}
        {left > 1 ? <li className="py-1.5 text-quiet">and {left - 1} more</li> : null}
        {left > 0 && last ? (
          <Payment
            number={String(payments.length)}
            when={when(last.at, zone)}
            amount={last.amount}
            currency={currency}
          />
        ) : null}
      </ol>
      {goesOn ? (
        <p className="mt-2 text-13 text-quiet">and so on, until the order is completed or paused</p>
      ) : type === "metered" ? (
        <p className="mt-2 text-13 text-quiet">Later payments are charged or scheduled by hand.</p>
      ) : (
        <Row
          strong
          label={count === 1 ? "1 payment" : `${count} payments`}
          value={<Amount value={sum} currency={currency} />}
        />
      )}
    </>
  );
}

type Shown = NonNullable<NewOrderView["order"]>;

function firstWords({ type, initialAmount }: Shown): string {
  if (initialAmount === 0) return "the card is registered, nothing is paid";
  if (type === "instalment") return "deposit";
  return type === "single" ? "the whole amount" : "first payment";
}

const MOST_SHOWN = 10;
const FIRST_SHOWN = 6;

const when = (at: Instant, zone: string) => sayInstant(at, zone);

function Payment({ number, when: on, what = "", amount, currency }: PaymentProps) {
  return (
    <li className="flex items-baseline gap-3 py-1.5">
      <span className="w-5 text-quiet">{number}</span>
      <span className="min-w-0 flex-1">
        {on} {what ? <span className="text-quiet">{what}</span> : null}
      </span>
      <Amount value={amount} currency={currency} />
    </li>
  );
}

type PaymentProps = { number: string; when: string; what?: string; amount: number; currency: Currency };

function Row({ label, value, quiet = false, strong = false }: RowProps) {
  return (
    <p
      className={`flex items-baseline justify-between gap-4 py-1 text-13 ${quiet ? "text-quiet" : ""} ${strong ? "mt-1 font-semibold" : ""}`}
    >
      <span className="min-w-0">{label}</span>
      {value}
    </p>
  );
}

type RowProps = { label: string; value: React.ReactNode; quiet?: boolean; strong?: boolean };
