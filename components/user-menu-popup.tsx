"use client";
import { Menu } from "@base-ui/react/menu";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, startTransition, useOptimistic, useState } from "react";
import { type Theme, themes } from "@/components/preference-cookies";
import { answerOrRefusal } from "@/components/ui/answer-or-refusal";
import { complaintOf } from "@/components/ui/complaint";
import type { Pressed } from "@/components/ui/menu-button";
import { Mark, MenuFrame, markedItemClass } from "@/components/ui/menu-frame";
import { PressedTrigger } from "@/components/ui/pressed-trigger";
import type { Action } from "@/lib/action";
import { TimeZoneForm } from "./time-zone-form";

/** What the user menu holds, around the button that opened it. */
export default function UserMenuPopup({ pressed, ...props }: UserMenuPopupProps) {
  const { name, email, timeZone, profiles, current } = props;
  const [isChoosingZone, chooseZone] = useState(false);
  const [theme, setTheme] = useOptimistic(props.theme);
  const [isCompact, setCompact] = useOptimistic(props.isCompact);
  const [complaint, complain] = useState("");
  const act = (show: () => void, asked: () => ReturnType<Action<unknown>>) =>
    startTransition(async () => {
      show();
      complain(complaintOf(await answerOrRefusal(asked(), "Choose it again.")));
    });
  return (
    <>
      <MenuFrame
        label="User menu"
        trigger={<PressedTrigger {...pressed} />}
        className="w-64"
        complaint={complaint}
      >
        <div className="border-b border-line px-3 py-2">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-12 text-quiet">{email}</span>
        </div>
        {profiles.length > 1 ? <Profiles profiles={profiles} current={current} /> : null}
        <Menu.RadioGroup
          aria-label="Theme"
          value={theme}
          onValueChange={(next: Theme) =>
            act(
              () => setTheme(next),
              () => props.chooseTheme(null, { theme: next }),
            )
          }
          className={groupClass}
        >
          <Heading>Theme</Heading>
          {themes.map((one) => (
            <Menu.RadioItem key={one} value={one} className={markedItemClass}>
              <Mark on={one === theme} />
              {themeNames[one]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <div className={groupClass}>
          <Menu.CheckboxItem
            checked={isCompact}
            onCheckedChange={(on) =>
              act(
                () => setCompact(on),
                () => props.chooseRows(null, { merchant: current, rows: on ? "compact" : "usual" }),
              )
            }
            className={markedItemClass}
          >
            <Mark on={isCompact} />
            Compact rows
          </Menu.CheckboxItem>
          <Menu.Item className={markedItemClass} onClick={() => chooseZone(true)}>
            <Mark on={false} />
            <span className="min-w-0">
              Time zone <span className="block truncate text-12 text-quiet">{timeZone}</span>
            </span>
          </Menu.Item>
        </div>
        <div className="py-1">
          <AccountItem merchant={current} />
          <Menu.Item
            className={markedItemClass}
            closeOnClick={false}
            onClick={() =>
              act(
                () => undefined,
                () => props.leave(null, {}),
              )
            }
          >
            <Mark on={false} />
            Sign out
          </Menu.Item>
        </div>
      </MenuFrame>
      <TimeZoneForm
        timeZone={timeZone}
        isOpen={isChoosingZone}
        setOpen={chooseZone}
        choose={props.chooseTimeZone}
      />
    </>
  );
}

export type UserMenuProps = {
  name: string;
  email: string;
  timeZone: string;
  profiles: { code: string; name: string; role: string }[];
  /** The merchant whose page this is. */
  current: string;
  theme: Theme;
  isCompact: boolean;
  /** Leads to the sign-in page when it is done. */
  leave: Action<unknown>;
  chooseTheme: Action<unknown>;
  chooseRows: Action<unknown>;
  chooseTimeZone: Action<unknown>;
};

type UserMenuPopupProps = UserMenuProps & { pressed: Pressed };

function Profiles({ profiles, current }: Pick<UserMenuProps, "profiles" | "current">) {
  const router = useRouter();
  return (
    <Menu.RadioGroup
      aria-label="Merchant"
      value={current}
      onValueChange={(code: string) => router.push(`/${code}`)}
      className={groupClass}
    >
      <Heading>Merchant</Heading>
      {profiles.map((profile) => (
        <Menu.RadioItem key={profile.code} value={profile.code} closeOnClick className={markedItemClass}>
          <Mark on={profile.code === current} />
          <span className="min-w-0 truncate">
            {profile.name} <span className="text-quiet">{profile.role}</span>
          </span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function AccountItem({ merchant }: { merchant: string }) {
  return (
    <Menu.Item className={markedItemClass} render={<Link href={`/${merchant}/account`} />}>
      <Mark on={false} />
      Account
    </Menu.Item>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden className="block px-3 pt-1 pb-0.5 text-12 font-medium text-quiet">
      {children}
    </span>
  );
}

const themeNames: Readonly<Record<Theme, string>> = { system: "System", light: "Light", dark: "Dark" };

const groupClass = "border-b border-line py-1";
