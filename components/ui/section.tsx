import { type ReactNode, useId } from "react";

/** A named part of a page. */
export function Section({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="mt-8 min-w-0">
      <div className="mb-3 flex items-center justify-between gap-4">
        <h2 id={id} className="text-18 font-semibold">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
