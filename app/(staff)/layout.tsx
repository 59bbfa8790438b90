import type { ReactNode } from "react";
import { leave, switchProfile } from "@/app/sign-in/actions";
import { Navigation } from "@/components/navigation";
import { UserMenu } from "@/components/user-menu";
import { requireSignedIn } from "@/lib/auth/require-staff";
import { SandboxBar } from "./sandbox/sandbox-bar";

/** The frame around every page of staff. It draws; what somebody may see is asked by each page itself. */
export default async function StaffFrame({ children }: { children: ReactNode }) {
  const staff = await requireSignedIn();
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-panel focus:p-2"
      >
        Skip to content
      </a>
      <SandboxBar />
      <header className="flex h-12 items-center gap-6 border-b border-line bg-panel px-4 sm:px-6">
        <span className="text-15 font-semibold">Tenor</span>
        <Navigation />
        <span className="ml-auto truncate text-13 text-quiet">{staff.merchant.name}</span>
        <UserMenu
          name={staff.user.name}
          email={staff.user.email}
          timeZone={staff.user.timeZone}
          profiles={staff.profiles.map(({ id, name, role }) => ({ id, name, role }))}
          current={staff.merchant.id}
          leave={leave}
          switchProfile={switchProfile}
        />
      </header>
      <main id="content" className="px-4 py-6 sm:px-6">
        {children}
      </main>
    </div>
  );
}
