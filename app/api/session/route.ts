import { signedIn } from "@/lib/auth/require-staff";

export const dynamic = "force-dynamic";

/**
 * Whether the session is still good, for a page that is about to be drawn again: 204, or 401. Asked every second by some
 * pages, so that a database that is away is told and not logged.
 */
export async function GET(): Promise<Response> {
  const status = await signedIn().then(
    (person) => (person ? 204 : 401),
    () => 503,
  );
  return new Response(null, { status });
}
