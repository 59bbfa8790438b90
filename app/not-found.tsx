import type { Metadata } from "next";

export const metadata: Metadata = { title: "Not found" };

/** What is unknown, and what belongs to somebody else: the same page. */
export default function NotFound() {
  return (
    <main className="mx-auto max-w-[60ch] px-4 py-16">
      <h1 className="text-24 font-semibold">Page not found</h1>
      <p className="mt-2 text-quiet">
        Check the address. The page may not exist, or you may not have access to it.
      </p>
      <p className="mt-6">
        <a className="text-accent underline" href="/">
          Go to the orders
        </a>
      </p>
    </main>
  );
}
