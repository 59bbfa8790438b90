"use client";
import { buttonClass } from "@/components/ui/button-class";

/** A fault on a page of staff: the frame stays, and the page can be asked for again. */
export default function Fault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <section aria-labelledby="fault" className="mx-auto max-w-[60ch] py-16">
      <h1 id="fault" className="text-24 font-semibold">
        This page broke
      </h1>
      <p className="mt-2 text-13 text-quiet">
        Nothing that was saved is lost. Whether the last step was done shows when the page is loaded again.
        {error.digest ? ` The log knows it as ${error.digest}.` : ""}
      </p>
      <button type="button" onClick={reset} className={`${buttonClass.primary} mt-6`}>
        Load it again
      </button>
    </section>
  );
}
