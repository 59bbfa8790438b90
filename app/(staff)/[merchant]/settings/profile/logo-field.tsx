"use client";
import { useContext, useId, useState } from "react";
import { FieldErrors } from "@/components/ui/field";

/** A file, sent as text with the form that it stands in. */
export function LogoField() {
  const [read, setRead] = useState("");
  const wrong = useContext(FieldErrors).logo;
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-12 font-medium text-quiet">
        Logo file
      </label>
      <input
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        required
        aria-invalid={wrong ? true : undefined}
        aria-describedby={`${id}-hint${wrong ? ` ${id}-error` : ""}`}
        onChange={async (event) => {
          const file = event.target.files?.[0];
          setRead(file && file.size <= LARGEST_READ ? await base64Of(file) : "");
        }}
        className="block w-full text-13 file:mr-3 file:h-8 file:rounded-control file:border file:border-line-strong file:bg-panel file:px-3 file:text-ink"
      />
      <input type="hidden" name="logo" value={read} />
      <p id={`${id}-hint`} className="mt-1 text-12 text-quiet">
        PNG, JPEG or WebP, at most 200 KB and 2000 by 2000 pixels.
      </p>
      {wrong ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}

/** More than this is not even read: the answer is that the file is missing or too large. */
const LARGEST_READ = 290_000;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
