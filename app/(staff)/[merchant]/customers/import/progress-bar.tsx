import { useId } from "react";

/** How far something is, from 0 to 1, as a bar and in words. */
export function ProgressBar({ label, value, says }: { label: string; value: number; says: string }) {
  const id = useId();
  return (
    <div className="max-w-xl text-left text-13">
      <div className="mb-1.5 flex justify-between gap-4">
        <label htmlFor={id}>{label}</label>
        <span className="text-quiet tabular-nums">{says}</span>
      </div>
      <progress
        id={id}
        value={value}
        max={1}
        className="h-2 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
    </div>
  );
}
