"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, startTransition } from "react";

/** A form whose answer is another address of the page: what was left empty is not named in it. */
export function AddressForm({ action, label, role, className, children }: AddressFormProps) {
  const router = useRouter();
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
    <form action={action} role={role} aria-label={label} onSubmit={go} className={className}>
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
