import { type ReactNode, useId } from "react";

/** One part of the dashboard. */
export function Card({ title, says, aside, className = "", children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={`min-w-0 rounded-panel border border-line bg-panel px-4 py-5 sm:px-6 ${className}`}
    >
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id={id} className="text-15 font-semibold">
            {title}
          </h2>
          {says ? <p className="text-12 text-quiet">{says}</p> : null}
        </div>
        {aside}
      </div>
      {children}
    </section>
  );
}

type CardProps = {
  title: string;
  says?: string;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};
