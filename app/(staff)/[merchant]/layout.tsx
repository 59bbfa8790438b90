import { cookies } from "next/headers";
import Link from "next/link";
import type { ReactNode } from "react";
import { signOutHere } from "@/app/sign-in/actions";
import { AlertsBell } from "@/components/alerts-bell";
import { Navigation } from "@/components/navigation";
import { rowsCookie, themeCookie, themes } from "@/components/preference-cookies";
import { SearchBox } from "@/components/search-box";
import { UserMenu } from "@/components/user-menu";
import { requireSignedIn } from "@/lib/auth/require-staff";
import { staffAt } from "@/lib/auth/staff";
import { chooseRows, chooseTheme, chooseTimeZone } from "./preferences";
import { StaffSandboxChip } from "./sandbox/sandbox-chip";
import { sectionsFor } from "./sections";

/** The frame around every page of a merchant. It draws; what somebody may see is asked by each page itself. */
export default async function StaffFrame({ params, children }: Props) {
  const [{ merchant }, person, kept] = await Promise.all([params, requireSignedIn(), cookies()]);
  const staff = staffAt(person, merchant);
  if (!staff) return <main className="mx-auto max-w-[60ch] px-4 py-16">{children}</main>;
  const sections = await sectionsFor(staff);
  const theme = themes.find((one) => one === kept.get(themeCookie)?.value) ?? "system";
  return (
    <div className="min-h-dvh sm:[--below-bar:3rem]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-panel focus:p-2"
      >
        Skip to content
      </a>
      <header className="flex items-center gap-x-3 gap-y-2 border-b border-line bg-panel px-4 py-2 max-sm:flex-wrap sm:sticky sm:top-0 sm:z-20 sm:h-12 sm:px-6">
        <Link href={`/${merchant}`} className="rounded-control text-15 font-semibold max-lg:order-1">
          Tenor
        </Link>
        <Navigation merchant={merchant} sections={sections} />
        <div className="w-full min-w-0 max-lg:order-2 max-sm:order-last sm:ml-auto sm:max-w-72 sm:flex-1">
          <SearchBox merchant={merchant} />
        </div>
        <span className="max-w-48 truncate text-13 text-quiet max-[1359px]:hidden">
          {staff.merchant.name}
        </span>
        <div className="flex items-center gap-1 max-lg:order-3 max-sm:ml-auto">
          <StaffSandboxChip staff={staff} />
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
