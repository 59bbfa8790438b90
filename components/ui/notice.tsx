import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";

/** Something that someone has to know, or to act on, before the rest of the page. */
export function Notice({ tone, children, action }: NoticeProps) {
  const Icon = tone === "alert" ? CircleAlert : Info;
  return (
    <div
      className={`flex flex-wrap items-start gap-x-4 gap-y-2 rounded-panel border border-line bg-sunken px-4 py-3 text-13 ${tone === "alert" ? "border-l-4 border-l-red" : "border-l-4 border-l-blue"}`}
    >
      <div className="flex min-w-0 flex-1 gap-4 self-center">
        <Icon
          size={16}
          strokeWidth={1.5}
          aria-hidden
          className={`mt-0.5 shrink-0 ${tone === "alert" ? "text-red" : "text-blue"}`}
        />
        <div className="max-w-[72ch] min-w-0 flex-1 space-y-1 text-pretty">{children}</div>
      </div>
      {action ? <div className="basis-full pl-8 sm:basis-auto sm:pl-0">{action}</div> : null}
    </div>
  );
}

type NoticeProps = { tone: "alert" | "info"; children: ReactNode; action?: ReactNode };
