"use client";
import { useContext, useId } from "react";
import { FieldErrors } from "@/components/ui/field";

/** What cannot be undone is said twice. */
export function SureField() {
  const id = useId();
  const wrong = useContext(FieldErrors).sure;
  return (
    <div>
      <label htmlFor={id} className="flex items-start gap-2 text-13">
        <input
          id={id}
          type="checkbox"
          name="sure"
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong ? `${id}-error` : undefined}
          className="mt-0.5 size-4 accent-accent"
        />
        Erase the personal data of this customer for ever
      </label>
      {wrong ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </div>
  );
}
