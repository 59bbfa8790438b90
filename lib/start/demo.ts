import postgres from "postgres";
import { demoPassword, demoStaff } from "@/lib/auth/demo-staff";

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

/** With what to sign in to the demo data, in lines to print. */
export function signInLines(): string[] {
  const width = Math.max(...demoStaff.map(({ email }) => email.length));
  return [
    `Password for every user: ${demoPassword}`,
    ...demoStaff.map(({ email, role }) => `${email.padEnd(width)}  ${role}`),
  ];
}
