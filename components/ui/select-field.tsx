"use client";
import { useContext, useId } from "react";
import { FieldErrors, inputClass } from "./field";

/** A labelled choice of a few. */
export function SelectField<Value extends string>({
  label,
  name,
  value,
  defaultValue,
  options,
  onChange,
}: SelectProps<Value>) {
  const id = useId();
  const wrong = useContext(FieldErrors)[name];
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-12 font-medium text-quiet">
        {label}
      </label>
      <select
        id={id}
        name={name}
        value={value}
        defaultValue={defaultValue}
        onChange={onChange && ((event) => onChange(event.target.value as Value))}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={wrong ? `${id}-error` : undefined}
        className={inputClass}
      >
        {options.map(({ value: one, name: called }) => (
          <option key={one} value={one}>
            {called}
          </option>
        ))}
      </select>
      {wrong ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}

type SelectProps<Value extends string> = {
  label: string;
  name: string;
  /** Chosen by whoever draws it; or else `defaultValue` is, at first. */
  value?: Value;
  defaultValue?: Value;
  options: readonly { value: Value; name: string }[];
  onChange?(value: Value): void;
};
