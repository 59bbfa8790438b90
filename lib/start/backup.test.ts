import { expect, it } from "vitest";
import { whyUnfit } from "@/lib/start/backup";

it("a tool as new as the server, or newer, fits", () => {
  expect(whyUnfit("pg_dump", "pg_dump (PostgreSQL) 18.6", 18)).toBeNull();
  expect(whyUnfit("pg_restore", "pg_restore (PostgreSQL) 19.1 (Debian 19.1-1)", 18)).toBeNull();
});

it("one that is older, or not there, is told in a sentence that says what to install", () => {
  expect(whyUnfit("pg_dump", "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", 18)).toBe(
    "pg_dump has version 15 and cannot read a database of version 18. Install PostgreSQL's client programs, version 18 or later, and put them first in PATH.",
  );
  expect(whyUnfit("pg_restore", null, 17)).toMatch(/^pg_restore is not installed\. Install .* version 17/);
  expect(whyUnfit("pg_dump", "rubbish", 17)).toMatch(/has version unknown/);
});
