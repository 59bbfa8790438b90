import type { ReactNode } from "react";
import { SectionTabs } from "@/components/section-tabs";
import type { Admitted } from "@/lib/auth/admission";
import { isPermitted, type Permission } from "@/lib/auth/permissions";

/** The title of a page of settings, and the way to the others that this role may see. */
export function SettingsFrame({ merchant, here, role = "admin", children }: SettingsFrameProps) {
  const seen = Object.entries(pages).filter(([, { permission }]) => isPermitted(role, permission));
  return (
    <>
      <h1 className="text-24 font-semibold">{pages[here].name}</h1>
      <SectionTabs
        label="Settings"
        inLines
        tabs={seen.map(([path, { name }]) => ({
          href: `/${merchant}/settings/${path}`,
          name,
          isHere: path === here,
        }))}
      />
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
