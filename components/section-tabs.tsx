import Link from "next/link";

/** The pages of a section. In a narrow window they are moved sideways, or stand in several lines. */
export function SectionTabs({ label, tabs, inLines = false, prefetch = null }: SectionTabsProps) {
  return (
    <nav
      aria-label={label}
      className={`mt-3 flex gap-1 border-b border-line ${inLines ? "mb-6 flex-wrap" : "mb-4 overflow-x-auto *:whitespace-nowrap"}`}
    >
      {tabs.map(({ href, name, isHere }) => (
        <Link
          key={href}
          href={href}
          prefetch={prefetch}
          aria-current={isHere ? "page" : undefined}
          className="-mb-px border-b-2 border-transparent px-3 py-2 text-13 text-quiet hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}

type SectionTabsProps = {
  label: string;
  tabs: readonly { href: string; name: string; isHere: boolean }[];
  inLines?: boolean;
  prefetch?: false | null;
};
