"use client";
import { createContext, type InputHTMLAttributes, type ReactNode, useContext, useId } from "react";

/** A labelled input. What is wrong with it stands under it, and what was typed is kept. */
export function Field({ label, name, hint, error, className = "", ...rest }: FieldProps) {
  const id = useId();
  const wrong = useContext(FieldErrors)[name] ?? error;
  const described = [wrong && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className={className}>
      <label htmlFor={id} className="mb-1 block text-12 font-medium text-quiet">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        name={name}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={described || undefined}
        className={inputClass}
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

type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "id" | "name"> & {
  label: string;
  name: string;
  hint?: ReactNode;
  /** What the server said when it drew the field; what the form's last answer said goes before it. */
  error?: string | undefined;
};

/** By field name. */
export const FieldErrors = createContext<Readonly<Record<string, string>>>({});

export const inputClass =
  "h-8 w-full rounded-control border border-line-strong bg-panel px-2 text-13 text-ink placeholder:text-quiet aria-invalid:border-red";
