/** A budget of tries as a bar: used, planned, left. Words say the same beside it. */
export function BudgetBar({ limit, used, planned }: { limit: number; used: number; planned: number }) {
  return (
    <svg width={limit * STEP} height="10" aria-hidden="true" className="max-w-full shrink-0">
      {Array.from({ length: limit }, (_, i) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on the bar is its number
          key={i}
          x={i * STEP + 0.5}
          y={0.5}
          width={STEP - 3}
          height={9}
          rx={1}
          className={
            i < used ? "fill-red stroke-red" : i < used + planned ? planClass : "fill-warm-5 stroke-warm-6"
          }
        />
      ))}
    </svg>
  );
}

const STEP = 8;
const planClass = "fill-accent/30 stroke-accent";
