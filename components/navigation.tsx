"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";

/** The sections there are, for whoever looks. */
export function Navigation({ merchant, hasSettings }: { merchant: string; hasSettings: boolean }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Main" className="-mx-2.5 flex gap-1 max-sm:order-1 max-sm:w-full sm:mx-0">
      {(hasSettings ? [...sections, settings] : sections).map(({ path, name }) => {
        const href = `/${merchant}${path}`;
        const isHere = pathname === href || pathname.startsWith(`${href}/`);
        return (
          <Link
            key={href}
            href={href}
            aria-current={isHere ? "page" : undefined}
            className={`rounded-control px-2.5 py-1.5 text-13 ${isHere ? "bg-selected font-medium text-ink" : "text-quiet hover:bg-hover hover:text-ink"}`}
          >
            {name}
          </Link>
        );
      })}
    </nav>
  );
}

const sections = [
  { path: "/orders", name: "Orders" },
  { path: "/customers", name: "Customers" },
  { path: "/products", name: "Products" },
] as const;
const settings = { path: "/settings", name: "Settings" } as const;
