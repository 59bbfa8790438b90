import type { ReactNode, TdHTMLAttributes, ThHTMLAttributes } from "react";

/**
 * A plain table that scrolls sideways in its own box when the window is narrow. One that folds has rows of several
 * lines on a phone instead, see `FoldingTable`.
 */
export function Table({ label, folds, children }: { label: string; folds?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      className={folds ? "relative sm:overflow-x-auto" : "overflow-x-auto"}
    >
      <table className={`w-full border-collapse text-13 ${folds ? "max-sm:block" : ""}`} aria-label={label}>
        {children}
      </table>
    </div>
  );
}

/** `end`: figures stand at the end of their cell. */
export function Th({
  end,
  className = "",
  ...rest
}: ThHTMLAttributes<HTMLTableCellElement> & { end?: boolean | undefined }) {
  return (
    <th
      scope="col"
      {...rest}
      className={`${headClass} max-sm:px-1 ${end ? "text-right" : "text-left"} ${className}`}
    />
  );
}

/** `fold`: where it stands in a row that folds. */
export function Td({
  end,
  fold,
  className = "",
  ...rest
}: TdHTMLAttributes<HTMLTableCellElement> & { end?: boolean | undefined; fold?: string }) {
  const narrow = fold === undefined ? "max-sm:px-1" : `${foldedCellClass} ${fold}`;
  return <td {...rest} className={`${cellClass} ${narrow} ${end ? "text-right" : ""} ${className}`} />;
}

export const headClass =
  "border-b border-line-strong px-2 py-2 text-12 font-medium whitespace-nowrap text-quiet";
export const cellClass = "h-(--row-height) border-b border-line px-2 py-(--row-pad)";
export const foldedCellClass = "max-sm:block max-sm:h-auto max-sm:border-0 max-sm:p-0";
