import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import { type NoticeText, noticesOf } from "./notice-texts";
import type { View } from "./view";

/** What somebody has to know or to do about the order, most urgent first, each with the next best act. */
export function Notices({ view }: { view: View }) {
  const notices = noticesOf(view);
  if (notices.length === 0) return null;
  return (
    <section aria-label="Notices" className="space-y-2">
      {notices.map((notice) => (
        <One key={notice.lines[0]} {...notice} />
      ))}
    </section>
  );
}

function One({ tone, lines, next }: NoticeText) {
  return (
    <Notice
      tone={tone}
      action={
        next ? (
          <Link href={next.href} scroll={false} className={buttonClass.plain}>
            {next.label}
          </Link>
        ) : null
      }
    >
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}
