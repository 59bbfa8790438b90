"use client";
import { Field } from "@/components/ui/field";
import { fromLocalInput } from "@/components/ui/local-time";
import type { Product } from "@/lib/domain/sale/product";
import { priceIn } from "@/lib/domain/sale/product-line";
import { sayInstant } from "@/lib/domain/value/calendar";
import { toDecimal } from "@/lib/domain/value/money";
import { type TypedOrder, units } from "./typed-order";

/** How it is paid. What the products do not leave open is not asked. */
export function PlanFields({ typed, products, zone, change }: PlanProps) {
  const planned = products.find((product) => product !== null && product.type !== "single") ?? null;
  const type = planned?.type ?? (typed.splits ? "instalment" : "single");
  const isTyped = [typed.deposit, typed.parts, typed.every].some((text) => text !== "");
  // What was typed before they were fixed can still be seen and removed.
  const isLocked = planned?.locksPayment === true && !isTyped;
  return (
    <div className="space-y-4">
      {planned ? null : <SingleFields typed={typed} change={change} />}
      {isLocked ? (
        <p className="text-13 text-quiet">The payments of this product are fixed.</p>
      ) : type === "single" ? null : (
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          {type === "subscription" ? null : (
            <Field
              label={type === "metered" ? `First payment (${typed.currency})` : `Deposit (${typed.currency})`}
              name="deposit"
              inputMode="decimal"
              autoComplete="off"
              value={typed.deposit}
              placeholder={toDecimal(depositOf(planned, typed), typed.currency)}
              onChange={(event) => change({ deposit: event.target.value }, ["deposit"])}
            />
          )}
          {type === "instalment" ? (
            <Field
              label="Number of payments"
              name="parts"
              inputMode="numeric"
              autoComplete="off"
              value={typed.parts}
              placeholder={planned?.parts ? String(planned.parts) : ""}
              onChange={(event) => change({ parts: event.target.value }, ["parts"])}
            />
          ) : null}
          {type === "metered" ? null : <IntervalFields typed={typed} planned={planned} change={change} />}
        </div>
      )}
      {type === "single" || type === "metered" ? null : (
        <div className="max-w-72">
          <Field
            label={type === "subscription" ? "Next payment on" : "First payment after the deposit on"}
            name="start"
            type="datetime-local"
            value={typed.startOn}
            hint={startHint(typed.startOn, zone, planned?.trial ? "When the trial ends" : undefined)}
            onChange={(event) => change({ startOn: event.target.value }, ["start"])}
          />
        </div>
      )}
    </div>
  );
}

type PlanProps = {
  typed: TypedOrder;
  products: readonly (Product | null)[];
  zone: string;
  change(part: Partial<TypedOrder>, fields: readonly string[]): void;
};

/** What single products leave open: in one payment or in several, taken or only held, and with the card kept or not. */
function SingleFields({ typed, change }: Pick<PlanProps, "typed" | "change">) {
  return (
    <div className="flex flex-wrap gap-x-8 gap-y-2 text-13">
      <Tick
        label="Split payments"
        checked={typed.splits}
        onChange={(splits) => change({ splits, preauthorises: false }, [])}
      />
      <Tick
        label="Save card details"
        checked={typed.savesCard || typed.splits}
        disabled={typed.splits}
        why={typed.splits ? "needed for instalments" : ""}
        onChange={(savesCard) => change({ savesCard }, [])}
      />
      {typed.splits ? null : (
        <fieldset className="flex gap-4">
          <legend className="sr-only">First payment</legend>
          <Pick
            label="Debit"
            checked={!typed.preauthorises}
            onPick={() => change({ preauthorises: false }, ["deposit"])}
          />
          <Pick
            label="Pre-authorise"
            checked={typed.preauthorises}
            onPick={() => change({ preauthorises: true }, ["deposit"])}
          />
        </fieldset>
      )}
    </div>
  );
}

function IntervalFields({
  typed,
  planned,
  change,
}: Pick<PlanProps, "typed" | "change"> & { planned: Product | null }) {
  const usual = planned?.interval ?? null;
  return (
    <>
      <Field
        label="Every"
        name="interval"
        inputMode="numeric"
        autoComplete="off"
        value={typed.every}
        placeholder={usual ? String(usual.every) : ""}
        onChange={(event) => change({ every: event.target.value }, ["interval"])}
      />
      <label className="block">
        <span className="mb-1 block text-12 font-medium text-quiet">Interval</span>
        <select
          value={typed.every === "" && usual ? usual.unit : typed.unit}
          onChange={(event) =>
            change(
              {
                unit: event.target.value as TypedOrder["unit"],
                every: typed.every || String(usual?.every ?? 1),
              },
              ["interval"],
            )
          }
          className="h-8 w-full rounded-control border border-line-strong bg-panel px-2 text-13"
        >
          {units.map((unit) => (
            <option key={unit} value={unit}>
              {unitNames[unit]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

const unitNames = { DAY: "Days", WEEK: "Weeks", MONTH: "Months", YEAR: "Years" } as const;

function depositOf(planned: Product | null, { currency }: TypedOrder): number {
  return (planned && priceIn(planned, currency)?.deposit) ?? 0;
}

function startHint(startOn: string, zone: string, usual = "One interval after the first payment"): string {
  if (startOn === "") return `${usual}. ${zone}`;
  const at = fromLocalInput(startOn, zone);
  return at === null ? zone : `${zone} · ${sayInstant(at, "UTC")} UTC`;
}

function Tick({ label, checked, disabled = false, why = "", onChange }: TickProps) {
  return (
    <label className="flex items-center gap-2">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
      {why ? <span className="text-quiet">{why}</span> : null}
    </label>
  );
}

type TickProps = {
  label: string;
  checked: boolean;
  disabled?: boolean;
  why?: string;
  onChange(checked: boolean): void;
};

function Pick({ label, checked, onPick }: { label: string; checked: boolean; onPick(): void }) {
  return (
    <label className="flex items-center gap-2">
      <input type="radio" className="size-4 accent-accent" checked={checked} onChange={onPick} />
      {label}
    </label>
  );
}
