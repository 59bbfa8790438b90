import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import postgres from "postgres";
import { z } from "zod";

/** Whether the database holds no merchant yet. */
export async function isDatabaseEmpty(databaseUrl: string): Promise<boolean> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  try {
    const [table] = await sql`select to_regclass('merchants') is not null as exists`;
    if (!table?.exists) return true;
    const [merchant] = await sql`select 1 from merchants limit 1`;
    return merchant === undefined;
  } finally {
    await sql.end();
  }
}

const Staff = z.object({
  demoPassword: z.string(),
  demoStaff: z.array(z.object({ email: z.string(), role: z.string() })),
});

/** With what to sign in to the demo data, in lines to print. The demo is loaded by path: nothing depends on it. */
export async function signInLines(root: string): Promise<string[]> {
  const file = path.join(root, "lib/auth/demo-staff.ts");
  if (!existsSync(file)) return [];
  const staff = Staff.safeParse(await import(pathToFileURL(file).href));
  if (!staff.success) return [];
  const { demoStaff, demoPassword } = staff.data;
  const width = Math.max(...demoStaff.map(({ email }) => email.length));
  return [
    `Password of everyone here: ${demoPassword}`,
    ...demoStaff.map(({ email, role }) => `${email.padEnd(width)}  ${role}`),
  ];
}
