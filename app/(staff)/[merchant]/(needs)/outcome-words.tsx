import { CircleAlert, CircleCheck, Clock, type LucideIcon, TriangleAlert } from "lucide-react";
import type { ActTone } from "@/lib/domain/words/act-result";

/** What became of an order, in a row's place or over the panel's buttons. */
export function OutcomeWords({ text, tone }: { text: string; tone: ActTone }) {
  const { Icon, ink } = looks[tone];
  return (
    <span className="flex items-center gap-2">
      <Icon size={16} strokeWidth={1.5} aria-hidden className={`shrink-0 ${ink}`} />
      <span className="min-w-0">{text}</span>
    </span>
  );
}

const looks: Record<ActTone, { Icon: LucideIcon; ink: string }> = {
  done: { Icon: CircleCheck, ink: "text-green" },
  collected: { Icon: CircleCheck, ink: "text-green" },
  given_up: { Icon: CircleCheck, ink: "text-slate" },
  waits: { Icon: Clock, ink: "text-orange" },
  soft_declined: { Icon: TriangleAlert, ink: "text-orange" },
  hard_declined: { Icon: CircleAlert, ink: "text-red" },
};
