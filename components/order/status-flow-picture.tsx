import { useId } from "react";
import type { OrderStatus } from "@/lib/domain/order/order";
import type { StatusFlow } from "@/lib/domain/preview/status-flow";
import { statusNames } from "@/lib/domain/words/names";
import { statusLooks } from "./status-icon";

/** The order's machine: preliminary statuses left, live ones in the middle, final ones right. */
export function StatusFlowPicture({ flow, label }: { flow: StatusFlow; label: string }) {
  const arrow = useId();
  const places = placesOf(flow.statuses);
  const rows = Math.max(...Object.values(places).map(({ row }) => row)) + 1;
  const kindOf = (from: OrderStatus, to: OrderStatus): LineKind => {
    if (from === flow.now) return "next";
    return flow.past.some((step) => step.from === from && step.to === to) ? "past" : "other";
  };
  const lines = flow.moves
    .map((move) => ({ ...move, kind: kindOf(move.from, move.to) }))
    .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const been = new Set([flow.first, ...flow.past.map(({ to }) => to)]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${rows * ROW}`}
      className="w-full max-w-[26rem]"
      fontSize="12"
    >
      <defs>
        {order.map((kind) => (
          <marker
            key={kind}
            id={`${arrow}${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="6"
            markerHeight="6"
            markerUnits="userSpaceOnUse"
            orient="auto"
          >
            <path d="M0 0 L8 4 L0 8 z" className={lineLooks[kind].head} />
          </marker>
        ))}
      </defs>
      {lines.map(({ from, to, kind }) => (
        <path
          key={`${from} ${to}`}
          d={pathOf(places[from], places[to])}
          fill="none"
          className={lineLooks[kind].line}
          markerEnd={`url(#${arrow}${kind})`}
        />
      ))}
      {flow.statuses.map((status) => (
        <Node
          key={status}
          status={status}
          place={places[status]}
          isNow={status === flow.now}
          isPast={been.has(status)}
        />
      ))}
    </svg>
  );
}

function Node({ status, place, isNow, isPast }: NodeProps) {
  const { Icon, colour, filled } = statusLooks[status];
  if (!place) return null;
  const { x, y } = cornerOf(place);
  return (
    <g>
      <rect
        x={x + 0.5}
        y={y + 0.5}
        width={BOX}
        height={HIGH}
        rx={6}
        className={
          isNow
            ? "fill-selected stroke-accent"
            : isPast
              ? "fill-panel stroke-ink"
              : "fill-panel stroke-line-strong"
        }
        strokeWidth={isNow ? 2 : 1}
      />
      <g transform={`translate(${x + 7} ${y + 6.5})`} className={colour}>
        <Icon size={14} strokeWidth={1.5} className={filled ? "[&>rect]:fill-current" : ""} aria-hidden />
      </g>
      <text
        x={x + 26}
        y={y + 17.5}
        className={isPast || isNow ? "fill-ink" : "fill-quiet"}
        fontWeight={isNow ? 600 : 400}
      >
        {statusNames[status]}
      </text>
    </g>
  );
}

type NodeProps = { status: OrderStatus; place: Place | undefined; isNow: boolean; isPast: boolean };

type Place = { column: number; row: number };
type LineKind = "other" | "past" | "next";

/** Drawn in this order: what matters lies on top. */
const order: readonly LineKind[] = ["other", "past", "next"];
const lineLooks: Record<LineKind, { line: string; head: string }> = {
  other: { line: "stroke-line", head: "fill-warm-6" },
  past: { line: "stroke-ink [stroke-width:1.5]", head: "fill-ink" },
  next: { line: "stroke-accent [stroke-width:1.5] [stroke-dasharray:4_3]", head: "fill-accent" },
};

const columns: readonly (readonly OrderStatus[])[] = [
  ["draft", "pending", "rejected"],
  ["active", "failed", "suspended", "paused", "review"],
  ["complete", "cancelled"],
];
const BOX = 98;
const HIGH = 27;
const BETWEEN = 38;
const ROW = 46;
const WIDTH = 3 * BOX + 2 * BETWEEN + 2;

/** Only what the order can be has a place. */
function placesOf(statuses: readonly OrderStatus[]): Partial<Record<OrderStatus, Place>> {
  const shown = columns.map((column) => column.filter((status) => statuses.includes(status)));
  const used = shown.filter((column) => column.length > 0);
  const wide = used.length === 2 ? [0, 2] : [0, 1, 2];
  return Object.fromEntries(
    used.flatMap((column, i) => column.map((status, row) => [status, { column: wide[i] ?? i, row }])),
  );
}

function cornerOf({ column, row }: Place): { x: number; y: number } {
  return { x: 1 + column * (BOX + BETWEEN), y: row * ROW + (ROW - HIGH) / 2 };
}

/** Between columns an S; within one an arc, downwards on the right and upwards on the left. */
function pathOf(from: Place | undefined, to: Place | undefined): string {
  if (!from || !to) return "";
  const a = cornerOf(from);
  const b = cornerOf(to);
  const middle = HIGH / 2;
  if (from.column < to.column) {
    const bend = (b.x - a.x - BOX) / 2;
    return `M${a.x + BOX} ${a.y + middle} C${a.x + BOX + bend} ${a.y + middle} ${b.x - bend} ${b.y + middle} ${b.x} ${b.y + middle}`;
  }
  const isDown = to.row > from.row;
  const apart = Math.abs(to.row - from.row);
  if (apart === 1) {
    const x = a.x + BOX * (isDown ? 0.62 : 0.38);
    return isDown ? `M${x} ${a.y + HIGH} L${x} ${b.y}` : `M${x} ${a.y} L${x} ${b.y + HIGH}`;
  }
  const side = isDown ? a.x + BOX : a.x;
  const out = (isDown ? 1 : -1) * Math.min(BETWEEN - 6, 10 + apart * 8);
  return `M${side} ${a.y + middle + 4} C${side + out} ${a.y + middle + 4} ${side + out} ${b.y + middle - 4} ${side} ${b.y + middle - 4}`;
}
