import { expect, it } from "vitest";
import { connectionOf, whyUnfit } from "@/lib/start/backup";

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

it("gives the tools the address that the application has, with its encryption", () => {
  expect(connectionOf("postgres://own%40er:p%25w@[2001:db8::7]:6000/ten%20or?sslmode=verify-full")).toEqual({
    PGHOST: "2001:db8::7",
    PGPORT: "6000",
    PGUSER: "own@er",
    PGPASSWORD: "p%w",
    PGDATABASE: "ten or",
    PGSSLMODE: "verify-full",
  });
  expect(connectionOf("postgres://owner@db.example.com")).toMatchObject({
    PGHOST: "db.example.com",
    PGPORT: "5432",
    PGDATABASE: "owner",
  });
});
