"use client";
import { Menu } from "@base-ui/react/menu";
import { Check, ChevronDown } from "lucide-react";
import { startTransition } from "react";
import { buttonClass } from "@/components/ui/button-class";

/** Who is signed in, at which merchant, and the way out. */
export function UserMenu({ name, email, timeZone, profiles, current, leave, switchProfile }: UserMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className={buttonClass.quiet}>
        {name}
        <ChevronDown size={16} strokeWidth={1.5} aria-hidden />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner align="end" sideOffset={4} className="z-30">
          <Menu.Popup
            aria-label="User menu"
            className="w-64 rounded-panel border border-line bg-panel py-1 text-13 shadow-float outline-none"
          >
            <div className="border-b border-line px-3 py-2 text-12 text-quiet">
              {email}
              <br />
              Times in {timeZone}
            </div>
            {profiles.length > 1 ? (
              <Menu.RadioGroup
                aria-label="Merchant"
                value={current}
                onValueChange={(id: number) => act(switchProfile, { merchantId: id })}
                className="border-b border-line py-1"
              >
                {profiles.map((profile) => (
                  <Menu.RadioItem key={profile.id} value={profile.id} closeOnClick className={itemClass}>
                    <Check
                      size={16}
                      strokeWidth={1.5}
                      aria-hidden
                      className={profile.id === current ? "" : "invisible"}
                    />
                    <span>
                      {profile.name} <span className="text-quiet">{profile.role}</span>
                    </span>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            ) : null}
            <Menu.Item className={itemClass} onClick={() => act(leave, {})}>
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

type UserMenuProps = {
  name: string;
  email: string;
  timeZone: string;
  profiles: { id: number; name: string; role: string }[];
  current: number;
  leave: Act;
  switchProfile: Act;
};

/** Both lead elsewhere when they are done. */
type Act = (previous: null, given: Record<string, unknown>) => Promise<unknown>;

function act(action: Act, given: Record<string, unknown>): void {
  startTransition(async () => {
    await action(null, given);
  });
}

const itemClass =
  "flex cursor-default items-center gap-2 px-3 py-2 outline-none data-highlighted:bg-hover data-disabled:text-quiet";
