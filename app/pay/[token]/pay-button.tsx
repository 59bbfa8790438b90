"use client";
import { useFormStatus } from "react-dom";

/** Pays once: while it is on its way it cannot be pressed again. */
export function PayButton({ children }: { children: string }) {
  const { pending } = useFormStatus();
  return (
    <button
      type="submit"
      disabled={pending}
      aria-busy={pending}
      className="inline-flex min-h-11 items-center rounded-control bg-accent px-5 text-16 font-medium text-on-accent hover:bg-accent-strong disabled:opacity-60"
    >
      {pending ? "Paying …" : children}
    </button>
  );
}
