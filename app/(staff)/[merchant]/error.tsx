"use client";
import { buttonClass } from "@/components/ui/button-class";

/** A fault on a page of staff: the frame stays, and the page can be asked for again. */
export default function Fault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <section aria-labelledby="fault" className="mx-auto max-w-[60ch] py-16">
      <h1 id="fault" className="text-24 font-semibold">
        Something went wrong
      </h1>
      <p className="mt-2 text-13 text-quiet">
        Saved data is not lost. Reload the page to see whether your last action was completed.
        {error.digest ? ` Error reference: ${error.digest}.` : ""}
      </p>
      <button type="button" onClick={reset} className={`${buttonClass.primary} mt-6`}>
        Reload the page
      </button>
    </section>
  );
}
