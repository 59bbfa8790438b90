import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { SelectField } from "@/components/ui/select-field";
import { type Currency, currencies } from "@/lib/domain/value/money";

/** One currency, or all. */
export function CurrencyChoice({ chosen }: { chosen: Currency | null }) {
  return (
    <SelectField
      label="Currency"
      name="currency"
      defaultValue={(chosen ?? "") as string}
      options={[
        { value: "", name: "All" },
        ...Object.keys(currencies).map((one) => ({ value: one, name: one })),
      ]}
    />
  );
}

/** Asks for the list anew, or for the whole of it where it is narrowed. */
export function FilterButtons({ whole, isNarrowed }: { whole: string; isNarrowed: boolean }) {
  return (
    <div className="col-span-2 flex gap-2">
      <button type="submit" className={buttonClass.plain}>
        Apply
      </button>
      {isNarrowed ? (
        <Link href={whole} className={buttonClass.quiet}>
          Clear
        </Link>
      ) : null}
    </div>
  );
}
