import Link from "next/link";
import type { ReactNode } from "react";

/** The title of a page of settings, and the way to the others. */
export function SettingsFrame({ merchant, here, children }: SettingsFrameProps) {
  return (
    <>
      <h1 className="text-24 font-semibold">{pages[here]}</h1>
      <nav aria-label="Settings" className="mt-3 mb-6 flex gap-1 border-b border-line">
        {Object.entries(pages).map(([path, name]) => (
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

const pages = { users: "Users", "audit-log": "Audit log" } as const;

type SettingsFrameProps = { merchant: string; here: keyof typeof pages; children: ReactNode };
