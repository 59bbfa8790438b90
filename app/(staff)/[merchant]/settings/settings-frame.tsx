import Link from "next/link";
import type { ReactNode } from "react";
import type { Admitted } from "@/lib/auth/admission";
import { isPermitted, type Permission } from "@/lib/auth/permissions";

/** The title of a page of settings, and the way to the others that this role may see. */
export function SettingsFrame({ merchant, here, role = "admin", children }: SettingsFrameProps) {
  const seen = Object.entries(pages).filter(([, { permission }]) => isPermitted(role, permission));
  return (
    <>
      <h1 className="text-24 font-semibold">{pages[here].name}</h1>
      <nav aria-label="Settings" className="mt-3 mb-6 flex flex-wrap gap-1 border-b border-line">
        {seen.map(([path, { name }]) => (
          <Link
            key={path}
            href={`/${merchant}/settings/${path}`}
            aria-current={path === here ? "page" : undefined}
            className="-mb-px border-b-2 border-transparent px-3 py-2 text-13 text-quiet hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
          >
            {name}
          </Link>
        ))}
      </nav>
      {children}
    </>
  );
}

const pages = {
  users: { name: "Users", permission: "administration" },
  profile: { name: "Profile", permission: "administration" },
  selling: { name: "Selling", permission: "administration" },
  retries: { name: "Retries", permission: "settings" },
  messages: { name: "Messages", permission: "settings" },
  "audit-log": { name: "Audit log", permission: "administration" },
} as const satisfies Record<string, { name: string; permission: Permission }>;

type SettingsFrameProps = {
  merchant: string;
  here: keyof typeof pages;
  /** Of whoever looks; pages that only administrators see leave it out. */
  role?: Admitted["role"];
  children: ReactNode;
};
