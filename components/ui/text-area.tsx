"use client";
import { type TextareaHTMLAttributes, useContext, useId } from "react";
import { FieldErrors } from "./field";

/** A labelled field for several lines. */
export function TextArea({ label, name, hint, ...rest }: TextAreaProps) {
  const id = useId();
  const wrong = useContext(FieldErrors)[name];
  const described = [wrong && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-12 font-medium text-quiet">
        {label}
      </label>
      <textarea
        {...rest}
        id={id}
        name={name}
        rows={rest.rows ?? 3}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
        className="block w-full rounded-control border border-line-strong bg-panel px-2 py-1.5 text-13 text-ink aria-invalid:border-red"
      />
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
    </div>
  );
}

type TextAreaProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "id" | "name"> & {
  label: string;
  name: string;
  hint?: string;
};
