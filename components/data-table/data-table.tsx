"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type CSSProperties, useState } from "react";
import { ListLink } from "@/components/ui/list-link";
import { cellClass, headClass } from "@/components/ui/table";
import { ColumnEdge } from "./column-edge";
import { type Placed, placesOf, SELECT_WIDTH, type Widths } from "./column-places";
import { onSelectKey, SelectPage, SelectRow } from "./select-box";
import type { Column, LinesTable } from "./use-data-table";

/**
 * The rows of a list, each with a box that selects it. The first link of a row is its hit target. Columns are as wide as
 * they were drawn; which row it is stays in sight when the rest is scrolled sideways. On a phone a row is a card of
 * those cells that have a place there.
 */
export function DataTable<Line extends { id: string }>(props: DataTableProps<Line>) {
  const { label, columns, table, isWaiting } = props;
  const { places, least } = placesOf(columns, table.getVisibleLeafColumns(), props.widths);
  const rows = table.getRowModel().rows;
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
      tabIndex={0}
      // It scrolls sideways only, and only where its columns need it: up and down there is one scroll, the page's.
      className={`overflow-x-auto max-sm:overflow-visible ${least <= FITS ? "min-[1440px]:overflow-visible" : "[--bar:0px] [--below-bar:0px]"}`}
    >
      <table
        aria-label={label}
        aria-busy={isWaiting}
        style={{ "--least": `${least}px` } as CSSProperties}
        className={`w-full border-separate border-spacing-0 text-13 max-sm:block sm:min-w-(--least) sm:table-fixed ${isWaiting ? "waits" : ""}`}
      >
        <Head table={table} places={places} resize={props.resize} />
        <tbody className="max-sm:block max-sm:border-t max-sm:border-line">
          {rows.map((row) => (
            <tr
              key={row.id}
              onKeyDown={(event) => onSelectKey(event, row.getIsSelected(), row.getToggleSelectedHandler())}
              className={`${row.getIsSelected() ? "is-selected" : ""} ${rowClass}`}
            >
              <td
                className={`${cellClass} ${stickyCell} left-0 max-sm:row-span-3 max-sm:h-auto max-sm:border-0 max-sm:p-0`}
              >
                <SelectRow
                  name={row.id}
                  checked={row.getIsSelected()}
                  toggle={row.getToggleSelectedHandler()}
                />
              </td>
              {row.getVisibleCells().map((cell) => (
                <td
                  key={cell.id}
                  style={leftOf(places.get(cell.column.id))}
                  className={cellClassOf(places.get(cell.column.id))}
                >
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type DataTableProps<Line extends { id: string }> = {
  label: string;
  columns: Column<Line>[];
  table: LinesTable<Line>;
  /** As somebody drew them; a column that is not named is as wide as usual. */
  widths: Widths;
  resize: (id: string, width: number | null) => void;
  /** Other rows are on their way: when that takes long, bars stand in their place. */
  isWaiting: boolean;
};

/** What a window of 1440 pixels has room for. */
const FITS = 1392;

function Head<Line extends { id: string }>({ table, places, resize }: HeadProps<Line>) {
  const rows = table.getRowModel().rows;
  const headers = table.getFlatHeaders();
  const [stop, setStop] = useState("");
  const stopsAt = headers.some(({ id }) => id === stop) ? stop : headers[0]?.id;
  return (
    <thead className="max-sm:block">
      <tr className="max-sm:block">
        <td
          style={{ width: SELECT_WIDTH }}
          className={`${headClass} ${stickyHead} z-11 max-sm:block max-sm:border-0 sm:left-0`}
        >
          <SelectPage
            all={table.getIsAllRowsSelected()}
            some={rows.some((row) => row.getIsSelected())}
            toggle={table.getToggleAllRowsSelectedHandler()}
          />
        </td>
        {headers.map(({ id, column }) => {
          const place = places.get(id);
          return (
            <th
              key={id}
              scope="col"
              aria-sort={ariaSort[column.getIsSorted() || "none"]}
              style={{ width: place?.shownWidth, ...leftOf(place) }}
              className={`${headClass} ${stickyHead} max-sm:hidden ${sideOf(place)} ${place?.left === undefined ? "z-10" : "z-11"} ${place?.phoneOnly ? "sm:hidden" : ""}`}
            >
              <Header column={place} sorted={column.getIsSorted()} next={column.getNextSortingOrder()} />
              {place && !place.phoneOnly ? (
                <ColumnEdge
                  name={place.header}
                  width={place.shownWidth}
                  isStop={id === stopsAt}
                  stopHere={() => setStop(id)}
                  resize={(width) => resize(id, width)}
                />
              ) : null}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

type HeadProps<Line extends { id: string }> = Pick<DataTableProps<Line>, "table" | "resize"> & {
  places: ReadonlyMap<string, Placed>;
};

/** Under what else stays in sight above it. */
const stickyHead = "sticky top-[calc(var(--below-bar,0px)+var(--bar,0px))] bg-page max-sm:static";
/** Over what is scrolled under it, in the colour of its row. */
const stickyCell = "sm:sticky sm:z-2 sm:bg-(--row-ground)";

const rowClass =
  "data-row group relative [&_:is(a,input)]:scroll-my-20 max-sm:grid max-sm:grid-cols-[auto_1rem_minmax(5rem,1fr)_minmax(0,auto)] max-sm:gap-x-3 max-sm:gap-y-1 max-sm:border-b max-sm:border-line max-sm:px-2 max-sm:py-3";

function leftOf(place: Placed | undefined): CSSProperties | undefined {
  return place?.left === undefined ? undefined : { left: place.left };
}

/** Figures end where the next column would begin, were it not set apart. */
function sideOf(column: Placed | undefined): string {
  return column?.end ? "text-right" : column?.followsFigures ? "text-left sm:pl-4" : "text-left";
}

function cellClassOf(column: Placed | undefined): string {
  const place = column?.onPhone
    ? `max-sm:block max-sm:h-auto max-sm:border-0 max-sm:p-0 ${column.onPhone}`
    : "max-sm:hidden";
  const sticky = column?.left === undefined ? "" : stickyCell;
  return `${cellClass} sm:truncate ${sideOf(column)} ${sticky} ${column?.phoneOnly ? "sm:hidden" : ""} ${place}`;
}

function Header({ column, sorted, next }: HeaderProps) {
  if (!column?.sort || !next) return <span className="block truncate">{column?.header}</span>;
  const Arrow = sorted === "asc" ? ArrowUp : ArrowDown;
  return (
    <ListLink
      href={column.sort.href[next]}
      className="inline-flex max-w-full items-center gap-1 hover:text-ink"
    >
      <span className="truncate">{column.header}</span>
      {sorted ? <Arrow size={12} strokeWidth={1.5} aria-hidden className="shrink-0" /> : null}
    </ListLink>
  );
}

type HeaderProps = { column: Placed | undefined; sorted: Way | false; next: Way | false };
type Way = "asc" | "desc";

const ariaSort = { asc: "ascending", desc: "descending", none: undefined } as const;
