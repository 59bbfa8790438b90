"use client";
import { useFormStatus } from "react-dom";

/** Pays once: while it is on its way it cannot be pressed again. */
export function PayButton({ children }: { children: string }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
      aria-busy={pending}
      className="inline-flex min-h-11 items-center rounded-control bg-accent px-5 text-16 font-medium text-on-accent hover:bg-accent-strong aria-disabled:opacity-60"
    >
      {pending ? "Paying …" : children}
    </button>
  );
}
