import { randomUUID } from "node:crypto";
import { eq, max, or } from "drizzle-orm";
import { close, connect, type Db } from "@/db/client";
import { openMerchant } from "@/db/open-merchant";
import { auditLog } from "@/db/schema/audit";
import { invitations } from "@/db/schema/invitations";
import { merchants } from "@/db/schema/merchants";
import { invitationPath } from "@/lib/auth/invitation-link";
import { queueInvitation } from "@/lib/auth/register";
import { SYSTEM } from "@/lib/domain/order/order";
import { DAY } from "@/lib/domain/value/calendar";
import { INVITED_FOR } from "@/lib/domain/value/timetable";
import type { Env } from "@/lib/env";
import { oppGateway } from "@/lib/gateway/opp/gateway";
import { StartFault } from "@/lib/start/fault";
import type { MerchantGiven } from "@/lib/start/new-merchant";

/**
 * Opens a merchant and invites its first administrator. What it is to collect over is tried first, with a question that
 * changes nothing there. Resolves to lines that say what was done; the link is among them where it is not mailed.
 */
export async function addMerchant(env: Env, ownerUrl: string, given: MerchantGiven): Promise<string[]> {
  await tryGateway(env, given);
  const owner = connect(ownerUrl, { max: 1 });
  try {
    const isMailed = env.smtpUrl !== undefined && !given.printsLink;
    const id = await open(owner, env.mode, given, isMailed);
    const { code, name } = given;
    const email = given["admin-email"];
    const told = isMailed
      ? [`${email} is mailed a link to choose a password; the worker sends it.`]
      : [
          `${email} chooses a password at this address, which is shown only here and works once, for ${INVITED_FOR / DAY} days:`,
          env.appUrl + invitationPath(env.authSecret, code, id),
        ];
    return [`${name} is open, under ${env.appUrl}/${code}`, ...told];
  } finally {
    await close(owner);
  }
}

/** Asks about a payment that nobody made: whoever may ask is told that there is none. */
async function tryGateway(env: Env, given: MerchantGiven): Promise<void> {
  const gateway = oppGateway({ url: env.gatewayUrl, token: env.gatewayToken });
  for (const name of ["account-ecom", "account-moto"] as const) {
    const reply = await gateway.query({ account: given[name], reference: `trial-${randomUUID()}` });
    if (reply.kind === "silence")
      throw new StartFault(
        `The gateway at ${env.gatewayUrl} did not accept a question about --${name} (${reply.why}), so nothing was written. Check GATEWAY_URL, GATEWAY_TOKEN and the account, then try again.`,
      );
  }
}

/** Resolves to the invitation's id. */
async function open(owner: Db, mode: Env["mode"], given: MerchantGiven, isMailed: boolean): Promise<string> {
  const { code, name, descriptor } = given;
  const email = given["admin-email"];
  await refuseKnown(owner, given);
  const [last] = await owner.select({ id: max(merchants.id) }).from(merchants);
  const merchantId = (last?.id ?? 0) + 1;
  const at = Date.now();
  const invitation = randomUUID();
  const merchant = {
    id: merchantId,
    code,
    name,
    descriptor,
    timeZone: given["time-zone"],
    mode,
    accountEcom: given["account-ecom"],
    accountMoto: given["account-moto"],
  };
  const invite = { merchantId, id: invitation, email, role: "admin" as const };
  await openMerchant(owner, merchant, async (tx) => {
    await tx.insert(invitations).values({ ...invite, invitedAt: at, expiresAt: at + INVITED_FOR });
    // One after the other in the log too, which goes by the time.
    await tx.insert(auditLog).values([
      { merchantId, at, actor: SYSTEM, kind: "merchant_opened", subject: code, after: { name } },
      {
        merchantId,
        at: at + 1,
        actor: SYSTEM,
        kind: "user_invited",
        subject: email,
        after: { role: "admin" },
      },
    ]);
    if (isMailed) await queueInvitation(tx, { merchantId, invitation, email }, at);
  });
  return invitation;
}

async function refuseKnown(owner: Db, given: MerchantGiven): Promise<void> {
  // A report says only which account it is about: one that is a merchant's in either way is nobody else's.
  const hasAccount = (account: string) =>
    or(eq(merchants.accountEcom, account), eq(merchants.accountMoto, account));
  const known = [
    ["code", eq(merchants.code, given.code)],
    ["account-ecom", hasAccount(given["account-ecom"])],
    ["account-moto", hasAccount(given["account-moto"])],
  ] as const;
  for (const [name, isTheirs] of known) {
    const [other] = await owner.select().from(merchants).where(isTheirs);
    if (other) throw new StartFault(`--${name}: ${other.name} has it already. Choose another.`);
  }
}
