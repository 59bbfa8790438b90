/**
 * The address a request came from, for limits only. The last one named is the one that the nearest proxy saw; what
 * stands before it anybody may have written.
 */
export function addressOf(headers: Pick<Headers, "get"> | undefined): string {
  return headers?.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
