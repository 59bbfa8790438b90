import type { ReactNode } from "react";

/** A part of the facts, under the others with a line between; `label` where it is called more than its heading says. */
export function FactGroup({ title, label, action, children }: FactGroupProps) {
  return (
    <section
      aria-label={label ?? title}
      className="border-t border-line py-3 text-13 [&_dl]:gap-y-1 first:border-t-0 min-[1100px]:first:pt-0"
    >
      <div className="mb-2 flex items-center justify-between gap-4">
        <h2 className="text-13 font-semibold">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

type FactGroupProps = { title: string; label?: string; action?: ReactNode; children: ReactNode };

export const factLink = "text-accent hover:underline";
