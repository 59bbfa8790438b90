"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useTransition } from "react";

/**
 * A form whose answer is another address of the page: what was left empty is not named in it. While that page is on
 * its way the form is busy.
 */
export function AddressForm({ action, label, role, className, children }: AddressFormProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string" && value.trim() !== "") params.append(name, value.trim());
    }
    if (!params.has("from") && !params.has("to")) params.delete("zone");
    const query = params.toString();
    startTransition(() => router.push(query ? `${action}?${query}` : action));
  };
  return (
    <form
      action={action}
      role={role}
      aria-label={label}
      aria-busy={isPending}
      onSubmit={go}
      className={`group/form ${className ?? ""}`}
    >
      {children}
    </form>
  );
}

type AddressFormProps = {
  /** The page's path. */
  action: string;
  label: string;
  role?: "search";
  className?: string;
  children: ReactNode;
};
