import { Hourglass } from "lucide-react";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import type { Command } from "@/lib/domain/command";
import { type WhyWaiting, whyWaiting } from "@/lib/domain/why-waiting";
import { changeOf, sayWhy } from "@/lib/domain/why-waiting-words";
import { orderHref } from "../order-href";
import type { View } from "./view";

/** Why nothing is collected at this moment, in one calm line, with what changes it. */
export function WhyLine({ view, offered }: { view: View; offered: readonly string[] }) {
  const { order, log, now, zone } = view;
  const why = whyWaiting(order, log, now);
  const way = wayOut(view, why);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13">
      <Hourglass size={16} strokeWidth={1.5} aria-hidden className="shrink-0 text-quiet" />
      <p className="max-w-[72ch] min-w-0 text-pretty flex-1 basis-60 sm:flex-none sm:basis-auto">
        <span className="sr-only">Why is nothing happening? </span>
        {sayWhy(why, order, zone)}
        {why.code === "merchant_stopped" && view.stopped ? ` (${view.stopped.why})` : ""}
      </p>
      {way && !offered.includes(way.href) ? (
        <Link href={way.href} scroll={false} className={buttonClass.plain}>
          {way.label}
        </Link>
      ) : null}
    </div>
  );
}

type Way = { label: string; href: string };

function wayOut(view: View, why: WhyWaiting): Way | null {
  const { order, now, mayRefund } = view;
  if (why.code === "at_gateway" || why.code === "result_unknown")
    return {
      label: "Transaction Details",
      href: orderHref(order, { popup: "transaction", id: why.attempt }),
    };
  const command = changeOf(why, order, now);
  const way = command && wayOf(command);
  if (!way || (!mayRefund && ["capture", "refund"].includes(String(way.asked.popup)))) return null;
  return { label: way.label, href: orderHref(order, way.asked) };
}

/** Where in the page a command is given. */
function wayOf(command: Command): { label: string; asked: Record<string, string | number> } | null {
  switch (command.kind) {
    case "request_link":
      return { label: "Send link by e-mail", asked: { popup: "send-link" } };
    case "resume_order":
      return { label: "Resume", asked: { popup: "resume" } };
    case "collect_outstanding":
      return { label: "Confirm the sum", asked: { popup: "collect" } };
    case "capture_payment":
      return { label: "Capture", asked: { popup: "capture", id: command.attempt } };
    case "refund_payment":
      return { label: "Refund", asked: { popup: "refund", id: command.attempt } };
    case "send_update_link":
      return { label: "Replace the card", asked: { popup: "cards" } };
    case "retry_events":
      return {
        label: "Retry",
        asked: { popup: "payments", act: "retry", events: command.events.join(",") },
      };
    case "execute_event":
      return { label: "Execute now", asked: { popup: "payments", act: "execute", events: command.event } };
    case "reschedule_event":
      return { label: "Reschedule", asked: { popup: "payments", act: "reschedule", events: command.event } };
    case "schedule_payment":
      return { label: "Schedule payment", asked: { popup: "schedule-payment" } };
    case "complete_order":
      return { label: "Mark as complete", asked: { popup: "complete" } };
    default:
      return null;
  }
}
