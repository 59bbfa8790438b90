import { networkOf } from "./believed-address";

/** What a request is counted by, for limits only: the start of the process has left in this header what is believed. */
export function addressOf(headers: Pick<Headers, "get"> | undefined): string {
  return networkOf(headers?.get("x-forwarded-for") || "unknown");
}
