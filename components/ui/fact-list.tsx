import type { ReactNode } from "react";

/** Names and values, one under the other. Empty values are left out. */
export function FactList({ facts, isOneOfSeveral = false }: FactsProps) {
  const names = isOneOfSeveral ? "grid-cols-[10.5rem_1fr]" : "grid-cols-[minmax(8rem,max-content)_1fr]";
  return (
    <dl className={`grid gap-x-4 gap-y-2 text-13 ${names}`}>
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== "")
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
    </dl>
  );
}

type FactsProps = {
  facts: readonly (readonly [name: string, value: ReactNode])[];
  /** Of lists under each other the values stand under each other too. */
  isOneOfSeveral?: boolean;
};
