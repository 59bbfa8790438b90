"use client";
import type { KeyboardEvent, PointerEvent } from "react";
import { LEAST_REST, NARROWEST, WIDEST } from "./column-places";

/**
 * The edge by which a column is drawn wider or narrower: with the pointer, or with the arrow keys once it has the focus.
 * Home and a double click give the column its usual width again. Tab stops at one edge; up and down lead to the others.
 */
export function ColumnEdge({ name, width, isStop, stopHere, resize }: ColumnEdgeProps) {
  const draw = (event: PointerEvent<HTMLSpanElement>) => {
    const edge = event.currentTarget;
    const head = edge.parentElement;
    if (!head || event.button !== 0) return;
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    const from = { x: event.clientX, width: head.getBoundingClientRect().width };
    let drawn = from.width;
    const move = (moved: globalThis.PointerEvent) => {
      drawn = within(from.width + moved.clientX - from.x);
      head.style.width = `${drawn}px`;
    };
    const end = () => {
      edge.removeEventListener("pointermove", move);
      if (Math.abs(drawn - from.width) >= 1) resize(Math.round(drawn));
    };
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", end, { once: true });
    edge.addEventListener("pointercancel", end, { once: true });
  };
  const press = (event: KeyboardEvent<HTMLSpanElement>) => {
    const now = width ?? event.currentTarget.parentElement?.getBoundingClientRect().width ?? NARROWEST;
    const step = event.key === "ArrowRight" ? STEP : event.key === "ArrowLeft" ? -STEP : 0;
    if (step !== 0) resize(within(Math.round(now) + step));
    else if (event.key === "Home") resize(null);
    else if (event.key === "ArrowDown") edgeBeside(event.currentTarget, 1)?.focus();
    else if (event.key === "ArrowUp") edgeBeside(event.currentTarget, -1)?.focus();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule between two groups is no handle
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${name}`}
      aria-valuenow={width ?? LEAST_REST}
      aria-valuemin={NARROWEST}
      aria-valuemax={WIDEST}
      tabIndex={isStop ? 0 : -1}
      onFocus={stopHere}
      onPointerDown={draw}
      onDoubleClick={() => resize(null)}
      onKeyDown={press}
      className="absolute inset-y-0 -right-1 z-1 w-2 cursor-col-resize touch-none after:absolute after:inset-y-2 after:left-1 after:w-px after:bg-transparent hover:after:bg-line-strong focus-visible:outline-offset-0"
    />
  );
}

type ColumnEdgeProps = {
  name: string;
  width: number | undefined;
  isStop: boolean;
  stopHere: () => void;
  /** Null: as wide as usual. */
  resize: (width: number | null) => void;
};

const STEP = 8;

function edgeBeside(edge: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const edges = [...(edge.closest("tr")?.querySelectorAll<HTMLElement>("[role=separator]") ?? [])];
  return edges[edges.indexOf(edge) + step];
}

function within(width: number): number {
  return Math.min(Math.max(width, NARROWEST), WIDEST);
}
