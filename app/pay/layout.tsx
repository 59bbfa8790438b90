import type { Metadata } from "next";
import type { ReactNode } from "react";
import { env } from "@/lib/env";

export const metadata: Metadata = {
  title: { absolute: "Your order" },
  referrer: "no-referrer",
};

/** One column for the customer; nothing of the back office. */
export default function CustomerFrame({ children }: { children: ReactNode }) {
  return (
    <>
      {env().mode === "sandbox" ? (
        <p className="bg-sunken px-4 py-1.5 text-center text-13 text-quiet">
          Sandbox: real cards are not accepted and no money is taken.
        </p>
      ) : null}
      <main className="mx-auto w-full max-w-[560px] px-4 py-8 text-16">{children}</main>
    </>
  );
}
