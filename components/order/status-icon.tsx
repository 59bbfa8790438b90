import {
  CircleCheck,
  CirclePause,
  CirclePlay,
  CircleStop,
  CircleX,
  Clock,
  Eye,
  FilePen,
  TriangleAlert,
} from "lucide-react";
import type { ComponentType } from "react";
import { HexagonAlert } from "@/components/ui/hexagon-alert";
import type { OrderStatus } from "@/lib/domain/order/order";
import { statusNames } from "@/lib/domain/words/names";

/** An order's status as its icon alone; the name is its accessible name and tooltip. */
export function StatusIcon({ status }: { status: OrderStatus }) {
  const { Icon, colour, filled } = statusLooks[status];
  return (
    <span
      role="img"
      aria-label={statusNames[status]}
      title={statusNames[status]}
      className={`inline-flex align-middle ${colour}`}
    >
      <Icon size={16} strokeWidth={1.5} className={filled ? "[&>rect]:fill-current" : ""} aria-hidden />
    </span>
  );
}

/** The same with the name beside it. */
export function StatusName({ status }: { status: OrderStatus }) {
  const { Icon, colour, filled } = statusLooks[status];
  return (
    <span className="inline-flex items-center gap-1.5 align-middle whitespace-nowrap">
      <Icon
        size={16}
        strokeWidth={1.5}
        className={`${colour} ${filled ? "[&>rect]:fill-current" : ""}`}
        aria-hidden
      />
      {statusNames[status]}
    </span>
  );
}

type Look = {
  Icon: ComponentType<{ size?: number; strokeWidth?: number; className?: string; "aria-hidden"?: boolean }>;
  colour: string;
  filled?: true;
};

/** Each status's icon and colour. */
export const statusLooks: Readonly<Record<OrderStatus, Look>> = {
  draft: { Icon: FilePen, colour: "text-blue" },
  pending: { Icon: Clock, colour: "text-orange" },
  rejected: { Icon: HexagonAlert, colour: "text-red" },
  active: { Icon: CirclePlay, colour: "text-green" },
  failed: { Icon: TriangleAlert, colour: "text-red" },
  suspended: { Icon: CircleStop, colour: "text-slate", filled: true },
  paused: { Icon: CirclePause, colour: "text-blue" },
  review: { Icon: Eye, colour: "text-orange" },
  cancelled: { Icon: CircleX, colour: "text-quiet" },
  complete: { Icon: CircleCheck, colour: "text-navy" },
};
