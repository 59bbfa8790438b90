import { CircleAlert, CircleCheck, Clock, Info } from "lucide-react";
import type { ReactNode } from "react";

/** Something that someone has to know, or to act on, before the rest of the page. */
export function Notice({ tone, children, action }: NoticeProps) {
  const { Icon, ground, ink } = looks[tone];
  return (
    <div
      className={`flex flex-wrap items-start gap-x-4 gap-y-2 rounded-panel border border-l-4 border-line px-4 py-3 text-13 ${ground}`}
    >
      <div className="flex min-w-0 flex-1 gap-4 self-center">
        <Icon size={16} strokeWidth={1.5} aria-hidden className={`mt-0.5 shrink-0 ${ink}`} />
        <div className="max-w-[72ch] min-w-0 flex-1 space-y-1 text-pretty">{children}</div>
      </div>
      {action ? <div className="basis-full pl-8 sm:basis-auto sm:pl-0">{action}</div> : null}
    </div>
  );
}

const looks = {
  alert: { Icon: CircleAlert, ground: "border-l-red bg-sunken", ink: "text-red" },
  info: { Icon: Info, ground: "border-l-blue bg-sunken", ink: "text-blue" },
  /** Nothing is decided yet. */
  waits: { Icon: Clock, ground: "border-l-orange bg-tint-orange", ink: "text-orange" },
  done: { Icon: CircleCheck, ground: "border-l-green bg-tint-green", ink: "text-green" },
} as const;

type NoticeProps = { tone: keyof typeof looks; children: ReactNode; action?: ReactNode };
