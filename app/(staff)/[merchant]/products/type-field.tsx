import { type OrderType, orderTypes } from "@/lib/domain/order/order";
import { typeNames } from "@/lib/domain/words/names";
import type { PartProps } from "./typed-product";

/** How it is sold: chosen once, because everything else hangs on it. */
export function TypeField({ typed, change }: PartProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-12 font-medium text-quiet">Type</legend>
      <div className="grid gap-2 sm:grid-cols-2 xl:grid-cols-4">
        {orderTypes.map((type) => (
          <label
            key={type}
            className="flex items-start gap-2 rounded-panel border border-line bg-panel px-3 py-2.5 text-13 has-checked:border-accent has-checked:bg-selected"
          >
            <input
              type="radio"
              name="type"
              value={type}
              checked={typed.type === type}
              onChange={() => change({ type }, "type")}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span>
              <span className="block font-medium">{typeNames[type]}</span>
              <span className="block text-12 text-quiet">{meanings[type]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const meanings: Readonly<Record<OrderType, string>> = {
  single: "Paid once",
  instalment: "Paid in parts",
  subscription: "Paid again and again",
  metered: "Charged by use",
};
