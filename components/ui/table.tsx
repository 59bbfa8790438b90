import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";

/** A plain table that scrolls sideways in its own box when the window is narrow. */
export function Table({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto"
    >
      <table className="w-full border-collapse text-13" aria-label={label}>
        {children}
      </table>
    </div>
  );
}

export function Th({
  end,
  className = "",
  ...rest
}: ThHTMLAttributes<HTMLTableCellElement> & { end?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={`${headClass} max-sm:px-1 ${end ? "text-right" : "text-left"} ${className}`}
    />
  );
}

export function Td({
  end,
  className = "",
  ...rest
}: TdHTMLAttributes<HTMLTableCellElement> & { end?: boolean }) {
  return <td {...rest} className={`${cellClass} max-sm:px-1 ${end ? "text-right" : ""} ${className}`} />;
}

export const headClass =
  "border-b border-line-strong px-2 py-2 text-12 font-medium whitespace-nowrap text-quiet";
export const cellClass = "h-(--row-height) border-b border-line px-2 py-1.5";
