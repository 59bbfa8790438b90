import { createHash } from "node:crypto";
import type { Db } from "@/db/client";
import { countTry } from "@/lib/auth/rate-limit";
import { LINKS_COUNTED } from "@/lib/domain/value/timetable";
import type { OrderId } from "@/lib/orders/execute";
import { orderOfLinkEver } from "@/lib/orders/link";

/** A customer who holds a payment link: it gives access to one order, and nothing else. */
export type LinkHolder = OrderId & { token: string };

/** The order of a payment link. Null for an unknown, mistyped or withdrawn one: all three look the same. */
export async function linkHolder(
  db: Db,
  token: string,
  address: string,
  machineNow: number,
): Promise<LinkHolder | "limited" | null> {
  const holder = await returningHolder(db, token, address, machineNow);
  return holder === "limited" || holder?.works ? holder : null;
}

/** The same for whoever comes back from the gateway: they may have paid while the link was being withdrawn. */
export async function returningHolder(
  db: Db,
  token: string,
  address: string,
  machineNow: number,
): Promise<(LinkHolder & { works: boolean }) | "limited" | null> {
  if (!(await countTry(db, `link ${digest(address)}`, perAddress, machineNow))) return "limited";
  const found = await orderOfLinkEver(db, token);
  return found && { ...found, token };
}

/** Far more than anyone needs to pay; far too few to guess 192 random bits. */
const perAddress = { most: 600, windowMs: LINKS_COUNTED };

function digest(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}
