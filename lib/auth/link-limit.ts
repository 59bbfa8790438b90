import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { LINKS_COUNTED } from "@/lib/domain/value/timetable";
import { countTry } from "./rate-limit";

/** Counts one opening of a link that was mailed to somebody; false when there were too many from one address. */
export function countLink(db: Db, address: string, machineNow: number): Promise<boolean> {
  const digest = createHash("sha256").update(address).digest("base64url");
  return countTry(db, `staff link ${digest}`, perAddress, machineNow);
}

/** More than people open; what they try a password with is slowed further by hashing it. */
const perAddress = { most: 100, windowMs: LINKS_COUNTED };
