"use client";
import { AlarmClock, EllipsisVertical, UserPlus } from "lucide-react";
import { type TouchEvent, useRef } from "react";
import { buttonClass } from "@/components/ui/button-class";
import type { NeedRowText } from "./need-row";

/** Takes a card or sets it aside on a phone: under it, after a swipe to the left or a press on the three dots. */
export function CardCare({ row, isOpen, setOpen, take, openMenu }: CardCareProps) {
  return (
    <>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className="absolute top-1.5 right-1.5 inline-flex h-11 w-8 items-center justify-center rounded-control text-quiet sm:hidden"
      >
        <EllipsisVertical size={16} strokeWidth={1.5} aria-hidden />
        <span className="sr-only">Take or snooze ZUID-{row.zuid}</span>
      </button>
      {isOpen ? (
        <span className="col-span-2 row-start-4 mt-1 flex gap-2 sm:hidden">
          {row.owner ? null : (
            <button
              type="button"
              onClick={() => {
                setOpen(false);
                take(row.zuid);
              }}
              className={`${buttonClass.plain} h-11! flex-1`}
            >
              <UserPlus size={16} strokeWidth={1.5} aria-hidden />
              Take
            </button>
          )}
          <button
            type="button"
            onClick={({ currentTarget }) => openMenu("snooze", row.zuid, currentTarget)}
            className={`${buttonClass.plain} h-11! flex-1`}
          >
            <AlarmClock size={16} strokeWidth={1.5} aria-hidden />
            Snooze
          </button>
          <button
            type="button"
            onClick={({ currentTarget }) => openMenu("owner", row.zuid, currentTarget)}
            className={`${buttonClass.plain} h-11! flex-1`}
          >
            Hand over
          </button>
        </span>
      ) : null}
    </>
  );
}

type CardCareProps = {
  row: NeedRowText;
  take: (zuid: number) => void;
  openMenu: (kind: "snooze" | "owner", zuid: number, anchor: Element) => void;
  isOpen: boolean;
  setOpen: (is: boolean) => void;
};

/** A finger drawn sideways; one that goes up or down scrolls. */
export function useSwipe(to: { left: () => void; right: () => void }) {
  const from = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: ({ touches }: TouchEvent) => {
      const finger = touches[0];
      from.current = finger && touches.length === 1 ? { x: finger.clientX, y: finger.clientY } : null;
    },
    onTouchEnd: ({ changedTouches }: TouchEvent) => {
      const finger = changedTouches[0];
      if (!from.current || !finger) return;
      const [x, y] = [finger.clientX - from.current.x, finger.clientY - from.current.y];
      if (Math.abs(x) > FAR && Math.abs(x) > 2 * Math.abs(y)) to[x < 0 ? "left" : "right"]();
    },
  };
}

/** In pixels: farther than a press that slips. */
const FAR = 48;
