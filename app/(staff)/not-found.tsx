import type { Metadata } from "next";
import Link from "next/link";
import { buttonClass } from "@/components/ui/button-class";

export const metadata: Metadata = { title: "Not found" };

/** What is unknown, and what belongs to somebody else: the same page. */
export default function NotFound() {
  return (
    <>
      <h1 className="text-24 font-semibold">There is nothing here</h1>
      <p className="mt-2 text-quiet">The address may be mistyped, or what was here is not yours to see.</p>
      <Link href="/" className={`${buttonClass.plain} mt-6`}>
        Go to the orders
      </Link>
    </>
  );
}
