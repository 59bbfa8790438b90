import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Not found" };

/** What is unknown, and what belongs to somebody else: the same page. */
export default function NotFound() {
  return (
    <>
      <h1 className="text-24 font-semibold">Page not found</h1>
      <p className="mt-2 text-quiet">
        Check the address. The page may not exist, or you may not have access to it.
      </p>
      <Link href="/" className={`${buttonClass.plain} mt-6`}>
        Go to the orders
      </Link>
    </>
  );
}
