import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";

/** A page for somebody who is not signed in. */
export function VisitorPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-[440px] flex-col justify-center px-4 py-12">
      <p className="text-15 font-semibold text-accent">Tenor</p>
      <h1 className="mt-1 mb-4 text-24 font-semibold break-words">{title}</h1>
      {children}
    </main>
  );
}

/** In place of what a link led to that was used, is over, or was never ours: which of them is not said. */
export function SpentLink({ children }: { children: ReactNode }) {
  return (
    <VisitorPage title="This link cannot be used">
      <Notice tone="alert">
        <p>It was used already, its time is over, or another one took its place.</p>
      </Notice>
      <p className="mt-4 text-13">{children}</p>
    </VisitorPage>
  );
}
