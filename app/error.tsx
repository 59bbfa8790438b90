"use client";

/** A fault: something of ours broke. What it was stands in the log, under the number shown. */
export default function Fault({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main className="mx-auto max-w-[60ch] px-4 py-16">
      <h1 className="text-24 font-semibold">Something went wrong</h1>
      <p className="mt-2 text-quiet">
        Saved data is not lost. Reload the page to see whether your last action was completed.
        {error.digest ? ` Error reference: ${error.digest}.` : ""}
      </p>
      <button
        type="button"
        onClick={reset}
        className="mt-6 inline-flex h-8 items-center rounded-control bg-accent px-3 text-13 font-medium text-on-accent hover:bg-accent-strong"
      >
        Reload the page
      </button>
    </main>
  );
}
