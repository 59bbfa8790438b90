"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, use, useTransition } from "react";
import { ListGo } from "./list-link";

/**
 * A form whose answer is another address of the page: what was left empty is not named in it. While that page is on
 * its way the form is busy. In a list that fetches its rows it asks the list.
 */
export function AddressForm({ action, label, role, className, onSent, children }: AddressFormProps) {
  const router = useRouter();
  const goInList = use(ListGo);
  const [isPending, startTransition] = useTransition();
  const go = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const params = new URLSearchParams();
    for (const [name, value] of new FormData(event.currentTarget)) {
      if (typeof value === "string" && value.trim() !== "") params.append(name, value.trim());
    }
    if (!params.has("from") && !params.has("to")) params.delete("zone");
    onSent?.();
    const query = params.toString();
    const address = query ? `${action}?${query}` : action;
    startTransition(async () => {
      if (goInList) await goInList(address);
      else router.push(address);
    });
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
  /** It was sent, and its address is on its way. */
  onSent?: () => void;
  children: ReactNode;
};
