"use client";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";
import { buttonClass } from "./button-class";

/**
 * Sends its form once: while it is on its way the button says so, keeps its width and cannot be pressed again. One that
 * cannot be pressed stays within reach; pressed all the same, it leads to the field that stands in the way.
 */
export function SubmitButton({
  children,
  working,
  kind = "primary",
  isBlocked = false,
  ...rest
}: SubmitProps) {
  const { pending } = useFormStatus();
  const hold = (event: MouseEvent<HTMLButtonElement>) => {
    if (!isBlocked && !pending) return;
    event.preventDefault();
    event.currentTarget.form?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  };
  return (
    <button
      {...rest}
      type="submit"
      aria-disabled={isBlocked || pending}
      onClick={hold}
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

type SubmitProps = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "type" | "disabled" | "onClick"> & {
  children: ReactNode;
  /** What it says while its form is on the way. */
  working: string;
  kind?: keyof typeof buttonClass;
  /** It cannot be pressed now. Whoever says so also says why, in what describes it. */
  isBlocked?: boolean;
};
