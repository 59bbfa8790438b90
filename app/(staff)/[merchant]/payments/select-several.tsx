import { SelectField } from "@/components/ui/select-field";

/** A choice of one or all; of several together, where the address that led here names several. */
export function SelectSeveral<Word extends string>({
  label,
  name,
  names,
  chosen,
  all,
}: SelectSeveralProps<Word>) {
  const several = { value: chosen.join(), name: chosen.map((one) => names[one]).join(", ") };
  return (
    <div className="sm:max-w-44">
      <SelectField
        label={label}
        name={name}
        defaultValue={chosen.join()}
        options={[
          { value: "", name: "All" },
          ...(chosen.length > 1 ? [several] : []),
          ...all.map((one) => ({ value: one as string, name: names[one] })),
        ]}
      />
    </div>
  );
}

type SelectSeveralProps<Word extends string> = {
  label: string;
  name: string;
  names: Readonly<Record<Word, string>>;
  chosen: readonly Word[];
  all: readonly Word[];
};
