"use client";
import "./globals.css";
import Fault from "./error";

/** The same when the document itself could not be made. */
export default function DocumentFault(props: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body className="font-sans">
        <title>Something went wrong · Tenor</title>
        <Fault {...props} />
      </body>
    </html>
  );
}
