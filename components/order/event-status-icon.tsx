import {
  Calendar,
  CalendarClock,
  CircleCheck,
  CirclePause,
  CircleX,
  LoaderCircle,
  Merge,
  RefreshCcwDot,
  SkipForward,
  TriangleAlert,
} from "lucide-react";
import type { ComponentType } from "react";
import { HexagonAlert } from "@/components/ui/hexagon-alert";
import type { EventStatus } from "@/lib/domain/order/billing-event";
import { eventStatusNames } from "@/lib/domain/words/names";

/** A billing event's status: icon and word. Overdue is a Scheduled event whose time has passed. */
export function EventStatusName({ status, overdue }: { status: EventStatus; overdue: boolean }) {
  const { Icon, colour } = overdue ? overdueLook : looks[status];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Icon size={16} strokeWidth={1.5} className={colour} aria-hidden />
      {eventStatusName(status, overdue)}
    </span>
  );
}

export function eventStatusName(status: EventStatus, overdue: boolean): string {
  return overdue ? "Overdue" : eventStatusNames[status];
}

type Look = {
  Icon: ComponentType<{ size?: number; strokeWidth?: number; className?: string; "aria-hidden"?: boolean }>;
  colour: string;
};

const overdueLook: Look = { Icon: CalendarClock, colour: "text-orange" };

const looks: Readonly<Record<EventStatus, Look>> = {
  scheduled: { Icon: Calendar, colour: "text-quiet" },
  processing: { Icon: LoaderCircle, colour: "text-blue motion-safe:animate-spin" },
  completed: { Icon: CircleCheck, colour: "text-green" },
  recovered: { Icon: RefreshCcwDot, colour: "text-green" },
  soft_declined: { Icon: TriangleAlert, colour: "text-red" },
  hard_declined: { Icon: HexagonAlert, colour: "text-red" },
  skipped: { Icon: SkipForward, colour: "text-quiet" },
  merged: { Icon: Merge, colour: "text-quiet" },
  paused: { Icon: CirclePause, colour: "text-blue" },
  cancelled: { Icon: CircleX, colour: "text-quiet" },
};
