"use client";
import { useContext, useId } from "react";
import { FieldErrors } from "@/components/ui/field";

/** Which role, with what each may do. */
export function RoleField({ roles, chosen }: RoleFieldProps) {
  const wrong = useContext(FieldErrors).role;
  const id = useId();
  return (
    <fieldset aria-describedby={wrong ? id : undefined}>
      <legend className="mb-1 text-12 font-medium text-quiet">Role</legend>
      {roles.map(({ value, name, may }) => (
        <label key={value} className="flex items-start gap-2 py-1.5 text-13">
          <input
            type="radio"
            name="role"
            value={value}
            defaultChecked={value === chosen}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          <span>
            <span className="block font-medium">{name}</span>
            <span className="block text-12 text-quiet">{may}</span>
          </span>
        </label>
      ))}
      {wrong ? (
        <p id={id} className="mt-1 text-12 text-red">
          {wrong}
        </p>
      ) : null}
    </fieldset>
  );
}

type RoleFieldProps = { roles: { value: string; name: string; may: string }[]; chosen: string };
