import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { signOutHere } from "@/app/sign-in/actions";
import { AlertsBell } from "@/components/alerts-bell";
import { Navigation } from "@/components/navigation";
import { rowsCookie, themeCookie, themes } from "@/components/preference-cookies";
import { SearchBox } from "@/components/search-box";
import { UserMenu } from "@/components/user-menu";
import { isPermitted } from "@/lib/auth/permissions";
import { requireSignedIn } from "@/lib/auth/require-staff";
import { staffAt } from "@/lib/auth/staff";
import { listHref } from "./orders/list-href";
import { chooseRows, chooseTheme, chooseTimeZone } from "./preferences";
import { StaffSandboxBar } from "./sandbox/sandbox-bar";

/** The frame around every page of a merchant. It draws; what somebody may see is asked by each page itself. */
export default async function StaffFrame({ params, children }: Props) {
  const [{ merchant }, person, kept] = await Promise.all([params, requireSignedIn(), cookies()]);
  const staff = staffAt(person, merchant);
  if (!staff) return <main className="mx-auto max-w-[60ch] px-4 py-16">{children}</main>;
  const theme = themes.find((one) => one === kept.get(themeCookie)?.value) ?? "system";
  return (
    <div className="min-h-dvh">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-panel focus:p-2"
      >
        Skip to content
      </a>
      <StaffSandboxBar staff={staff} />
      <header className="flex items-center gap-x-4 gap-y-2 border-b max-sm:flex-wrap border-line bg-panel px-4 py-2 sm:px-6">
        <Link href={listHref(merchant)} className="rounded-control text-15 font-semibold">
          Tenor
        </Link>
        <Navigation merchant={merchant} hasSettings={isPermitted(staff.role, "settings")} />
        <div className="w-full min-w-0 max-sm:order-last sm:ml-auto sm:max-w-80 sm:flex-1">
          <SearchBox merchant={merchant} />
        </div>
        <span className="max-w-48 truncate text-13 text-quiet max-lg:hidden">{staff.merchant.name}</span>
        <div className="flex items-center gap-1 max-sm:ml-auto">
          <AlertsBell merchant={merchant} />
          <UserMenu
            name={staff.user.name}
            email={staff.user.email}
            timeZone={staff.user.timeZone}
            profiles={staff.profiles.map(({ code, name, role }) => ({ code, name, role }))}
            current={merchant}
            theme={theme}
            isCompact={kept.get(rowsCookie)?.value === "compact"}
            leave={signOutHere}
            chooseTheme={chooseTheme}
            chooseRows={chooseRows}
            chooseTimeZone={chooseTimeZone}
          />
        </div>
      </header>
      <main id="content" className="px-4 py-6 sm:px-6">
        {children}
      </main>
    </div>
  );
}

type Props = { params: Promise<{ merchant: string }>; children: ReactNode };
