import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";

/** What a page of a list says of itself, and the pages beside it. */
export function PageSteps({ says, earlier, later }: PageStepsProps) {
  return (
    <nav aria-label="Pages" className="mt-4 flex flex-wrap items-center justify-between gap-4 text-13">
      <p className="text-quiet">{says}</p>
      <div className="flex gap-2">
        <Step {...earlier} />
        <Step {...later} />
      </div>
    </nav>
  );
}

type PageStepsProps = { says: string; earlier: StepProps; later: StepProps };

/** `href` is null where the list ends. */
type StepProps = { name: string; href: string | null };

function Step({ name, href }: StepProps) {
  return href ? (
    <Link href={href} className={buttonClass.plain}>
      {name}
    </Link>
  ) : (
    <button type="button" disabled className={buttonClass.plain}>
      {name}
    </button>
  );
}
