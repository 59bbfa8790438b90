"use client";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { buttonClass } from "./button-class";

/** Sends its form once: while it is on its way the button says so, keeps its width and cannot be pressed again. */
export function SubmitButton({ children, working, kind = "primary", disabled, ...rest }: SubmitProps) {
  const { pending } = useFormStatus();
  return (
    <button
      {...rest}
      type="submit"
      disabled={disabled || pending}
      aria-busy={pending}
      className={buttonClass[kind]}
    >
      <span className="grid justify-items-center">
        <span className={`col-start-1 row-start-1 ${pending ? "invisible" : ""}`}>{children}</span>
        <span className={`col-start-1 row-start-1 ${pending ? "" : "invisible"}`}>{working}</span>
      </span>
    </button>
  );
}

type SubmitProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type"> & {
  children: ReactNode;
  /** What it says while its form is on the way. */
  working: string;
  kind?: keyof typeof buttonClass;
};
