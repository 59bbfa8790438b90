import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";
import { Notice } from "@/components/ui/notice";
import type { NoticeText } from "./notice-text";
import { noticesOf } from "./notice-texts";
import type { View } from "./view";
import { WhyLine } from "./why-line";

/** What somebody has to know or to do about the order, most urgent first, each with the next best act. */
export function Notices({ view }: { view: View }) {
  const notices = noticesOf(view);
  return (
    <section aria-label="Notices" className="mt-4 space-y-3">
      {notices.map((notice) => (
        <One key={notice.lines[0]} {...notice} />
      ))}
      <WhyLine view={view} offered={notices.flatMap(({ next }) => next?.href ?? [])} />
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
