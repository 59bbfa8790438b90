import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { countTry } from "@/lib/auth/rate-limit";
import { LINKS_COUNTED } from "@/lib/domain/value/timetable";
import type { OrderId } from "@/lib/orders/execute";
import { orderOfLink } from "@/lib/orders/link";

/** Whoever holds a payment link: it gives one order, and nothing else. */
export type LinkHolder = OrderId & { token: string };

/** The order behind a link. Null for one that is unknown, mistyped or withdrawn: all three look the same. */
export async function linkHolder(
  db: Db,
  token: string,
  address: string,
  machineNow: number,
): Promise<LinkHolder | "limited" | null> {
  if (!(await countTry(db, `link ${digest(address)}`, perAddress, machineNow))) return "limited";
  const found = await orderOfLink(db, token);
  return found && { ...found, token };
}

/** Far more than anyone pays in; far too little to guess 192 random bits. */
const perAddress = { most: 600, windowMs: LINKS_COUNTED };

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
