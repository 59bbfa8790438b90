/** The address a request came from, for limits only: the start of the process has left in this header what is believed. */
export function addressOf(headers: Pick<Headers, "get"> | undefined): string {
  return headers?.get("x-forwarded-for") || "unknown";
}
