"use client";
import { type ReactNode, useContext, useId } from "react";
import { FieldErrors } from "@/components/ui/field";

/** One thing that is on or off. */
export function CheckField({ label, name, checked, value = "1", hint }: CheckFieldProps) {
  const id = useId();
  return (
    <label className="flex items-start gap-2 py-1 text-13">
      <input
        type="checkbox"
        name={name}
        value={value}
        defaultChecked={checked}
        aria-describedby={hint ? id : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label}
        {hint ? (
          <span id={id} className="block text-12 text-quiet">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}

type CheckFieldProps = {
  label: string;
  name: string;
  checked: boolean;
  value?: string;
  hint?: string | undefined;
};

/** Several of one kind under one title; what is wrong with the choice stands under them. */
export function ChoiceGroup({ title, name, hint, children }: ChoiceGroupProps) {
  const wrong = useContext(FieldErrors)[name];
  const id = useId();
  const described = [wrong && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <fieldset aria-describedby={described || undefined}>
      <legend className="mb-1 text-12 font-medium text-quiet">{title}</legend>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="mt-1 text-12 text-quiet">
          {hint}
        </p>
      ) : null}
      {wrong ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </fieldset>
  );
}

type ChoiceGroupProps = { title: string; name: string; hint?: string; children: ReactNode };

/** One of a few, with what each means. */
export function RadioField({ name, value, checked, label, hint }: RadioFieldProps) {
  return (
    <label className="flex items-start gap-2 py-1 text-13">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={checked}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        {label}
        <span className="block text-12 text-quiet">{hint}</span>
      </span>
    </label>
  );
}

type RadioFieldProps = { name: string; value: string; checked: boolean; label: string; hint: string };
