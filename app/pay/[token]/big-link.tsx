import type { ReactNode } from "react";

export function BigLink({ href, tone = "accent", children }: BigLinkProps) {
  return (
    <a href={href} className={bigButton[tone]}>
      {children}
    </a>
  );
}

type BigLinkProps = { href: string; tone?: keyof typeof bigButton; children: ReactNode };

const big =
  "inline-flex min-h-11 items-center justify-center rounded-control px-5 text-16 font-medium disabled:opacity-60";

const bigButton = {
  accent: `${big} bg-accent text-on-accent hover:bg-accent-strong`,
  red: `${big} bg-red text-on-red hover:opacity-90`,
  plain: `${big} border border-line-strong text-ink hover:bg-hover`,
} as const;
