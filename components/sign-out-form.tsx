"use client";
import { startTransition } from "react";
import { buttonClass } from "@/components/ui/button-class";
import { AwakeButton } from "@/components/ui/early-press";
import type { Action } from "@/lib/action";

/** Out of a page that has no user menu. */
export function SignOutForm({ leave }: { leave: Action<unknown> }) {
  return (
    <AwakeButton
      className={buttonClass.plain}
      onClick={() =>
        startTransition(async () => {
          await leave(null, {});
        })
      }
    >
      Sign out
    </AwakeButton>
  );
}
