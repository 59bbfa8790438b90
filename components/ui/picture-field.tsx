"use client";
import { useContext, useId, useState } from "react";
import { FieldErrors } from "./field";

/** A picture, sent as text with the form that it stands in. `largest`: in bytes. */
export function PictureField({ label, name, largest }: PictureFieldProps) {
  const [read, setRead] = useState("");
  const wrong = useContext(FieldErrors)[name];
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-12 font-medium text-quiet">
        {label}
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
          setRead(file && file.size <= largest * READ_OVER ? await base64Of(file) : "");
        }}
        className="block w-full text-13 file:mr-3 file:h-8 file:rounded-control file:border file:border-line-strong file:bg-panel file:px-3 file:text-ink"
      />
      <input type="hidden" name={name} value={read} />
      <p id={`${id}-hint`} className="mt-1 text-12 text-quiet">
        PNG, JPEG or WebP, at most {largest / 1_000} KB and 2000 by 2000 pixels.
      </p>
      {wrong ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}

type PictureFieldProps = { label: string; name: string; largest: number };

/** A little more than is allowed is still read, and refused in words; much more is too large for a request. */
const READ_OVER = 1.1;

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8_192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}
