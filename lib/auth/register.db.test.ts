import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { invitations } from "@/db/schema/invitations";
import { messages } from "@/db/schema/messages";
import { memberships, type Role, rateLimits, users } from "@/db/schema/users";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { DAY } from "@/lib/domain/value/calendar";
import { MINUTE } from "@/lib/domain/value/timetable";
import { deliver } from "@/lib/mail/deliver";
import { openTestShop } from "@/lib/orders/testing";
import { auditPage, readAuditCursor } from "./audit";
import { checkCredentials } from "./check-credentials";
import { invitationToken, readInvitationToken } from "./invitation-link";
import { acceptInvitation, type Invitation, invitationOf } from "./invitations";
import { hashPassword } from "./password";
import {
  type Acting,
  changeRole,
  inviteUser,
  renewInvitation,
  setUserActive,
  staffOf,
  withdrawInvitation,
} from "./register";
import { startSession } from "./sessions";
import { signedInBy } from "./staff";

/** A mail is due from when the database wrote it down. */
const now = Date.now();
const secret = "a secret of the installation";
const password = "several quiet words";

let database: FreshDatabase;
let db: Db;
let owner: Db;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url, { max: 4 });
  owner = connect(database.ownerUrl, { max: 1 });
  await openTestShop(db, 1);
  await openTestShop(db, 2);
});
afterAll(async () => {
  await Promise.all([close(db), close(owner)]);
  await database.drop();
});
beforeEach(async () => {
  await owner.delete(memberships);
  await owner.delete(users);
  await db.delete(rateLimits);
  for (const merchantId of [1, 2])
    await withMerchant(owner, merchantId, async (tx) => {
      await tx.delete(invitations).where(eq(invitations.merchantId, merchantId));
      await tx.delete(auditLog).where(eq(auditLog.merchantId, merchantId));
      await tx.delete(messages).where(eq(messages.merchantId, merchantId));
    });
});

/** Somebody with a role at one merchant or two, signed in. */
async function hire(
  name: string,
  at: Partial<Record<1 | 2, Role>>,
): Promise<{ id: string; session: string }> {
  const passwordHash = await hashed;
  const [user] = await owner
    .insert(users)
    .values({ email: `${name}@shop.example`, name, passwordHash })
    .returning();
  const id = user?.id ?? "";
  for (const [merchantId, role] of Object.entries(at))
    await owner.insert(memberships).values({ merchantId: Number(merchantId), userId: id, role });
  return { id, session: await startSession(db, id, now) };
}
const hashed = hashPassword(password);

const at = (sessionId: string, merchantId = 1, machineNow = now): Acting => ({
  sessionId,
  merchantId,
  now,
  machineNow,
});

async function openInvitation(merchantId = 1) {
  const [open] = (await staffOf(db, merchantId)).invited;
  if (!open) throw new Error("nobody is invited");
  return open;
}

const look = (id: string, code = "shop1", machineNow = now) =>
  invitationOf(db, { secret, token: invitationToken(secret, code, id) }, machineNow);

async function good(id: string): Promise<Invitation> {
  const found = await look(id);
  if (!found || typeof found === "string") throw new Error(`the invitation is ${found}`);
  return found;
}

const audited = (merchantId: number) =>
  withMerchant(db, merchantId, (tx) =>
    tx
      .select()
      .from(auditLog)
      .where(eq(auditLog.merchantId, merchantId))
      .orderBy(asc(auditLog.at), asc(auditLog.kind)),
  );

const roleOf = async (id: string, merchantId = 1) =>
  (
    await db
      .select()
      .from(memberships)
      .where(and(eq(memberships.merchantId, merchantId), eq(memberships.userId, id)))
  )[0];

describe("an invitation", () => {
  it("is mailed with a link that gives the role that was chosen, once, and is on the record", async () => {
    const ada = await hire("ada", { 1: "admin" });
    expect(await inviteUser(db, at(ada.session), { email: "new@shop.example", role: "agent" })).toBe("done");
    await deliver(
      db,
      { smtpUrl: undefined, appUrl: "https://office.example", authSecret: secret },
      now,
      now + MINUTE,
    );
    const [mail] = await withMerchant(db, 1, (tx) =>
      tx.select().from(messages).where(eq(messages.merchantId, 1)),
    );
    expect(mail).toMatchObject({ to: "new@shop.example", state: "sent", zuid: null });
    const token = /sign-in\/invitation\/(\S+)/.exec(mail?.text ?? "")?.[1] ?? "";
    const found = await invitationOf(db, { secret, token }, now);
    expect(found).toMatchObject({
      merchant: "Shop 1",
      role: "agent",
      email: "new@shop.example",
      hasAccount: false,
    });
    const typed = { name: "Nia New", password };
    expect(await acceptInvitation(db, found as Invitation, typed, now)).toBe("done");
    expect(await acceptInvitation(db, found as Invitation, typed, now)).toBe("unusable");
    expect(await invitationOf(db, { secret, token }, now)).toBe("used");

    const entered = await checkCredentials(
      db,
      { email: "new@shop.example", password, address: "192.0.2.1", device: null },
      now,
    );
    expect(entered).toMatchObject({ userId: expect.any(String) });
    const { userId } = entered as { userId: string };
    expect(await roleOf(userId)).toMatchObject({ role: "agent", active: true });
    expect(await audited(1)).toMatchObject([
      { kind: "invitation_accepted", actor: { name: "Nia New" }, after: { role: "agent" } },
      { kind: "user_invited", actor: { id: ada.id, name: "ada" }, subject: "new@shop.example" },
    ]);
    expect(await audited(2)).toEqual([]);
  });

  it("is not kept in a mail that was sent over a mail server, nor its secret anywhere", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await inviteUser(db, at(ada.session), { email: "new@shop.example", role: "agent" });
    const { id } = await openInvitation();
    const token = invitationToken(secret, "shop1", id);
    for (const { name } of await owner.execute<{ name: string }>(
      sql`select format('%I', table_name) as name from information_schema.tables where table_schema = 'public'`,
    )) {
      const [row] = await owner.execute<{ text: string | null }>(
        sql.raw(`select string_agg(t::text, ' ') as text from ${name} t`),
      );
      expect([name, row?.text?.includes(token) ?? false]).toEqual([name, false]);
    }
  });

  it("opens nothing after it was withdrawn, replaced, or its seven days", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await inviteUser(db, at(ada.session), { email: "new@shop.example", role: "agent" });
    const first = await openInvitation();
    const whole = await good(first.id);
    expect(await look(first.id, "shop1", now + 7 * DAY - 1)).toMatchObject({ role: "agent" });
    expect(await look(first.id, "shop1", now + 7 * DAY)).toBe("expired");
    expect(await acceptInvitation(db, whole, { name: "N", password }, now + 7 * DAY)).toBe("unusable");

    const later = at(ada.session, 1, now + 1);
    expect((await renewInvitation(db, later, first.id)).said).toBe("done");
    expect(await look(first.id)).toBe("withdrawn");
    expect(await acceptInvitation(db, whole, { name: "N", password }, now)).toBe("unusable");
    const second = await openInvitation();
    expect(await withdrawInvitation(db, later, second.id)).toBe("done");
    expect(await look(second.id)).toBe("withdrawn");
    expect(await withdrawInvitation(db, later, second.id)).toBe("unknown");
    expect((await renewInvitation(db, later, second.id)).said).toBe("unknown");
    expect(await owner.select().from(users)).toHaveLength(1);
  });

  it("is opened by no link that we did not make, nor over another merchant", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await inviteUser(db, at(ada.session), { email: "new@shop.example", role: "admin" });
    const { id } = await openInvitation();
    const token = invitationToken(secret, "shop1", id);
    const tampered = [
      invitationToken("another secret", "shop1", id),
      invitationToken(secret, "shop2", id),
      invitationToken(secret, "nowhere", id),
      invitationToken(secret, "shop1", randomUUID()),
      `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`,
      `${token}A`,
      token.slice(0, -1),
      token.toUpperCase(),
      "",
      "shop1-",
      "' or 1=1 --",
      "x".repeat(10_000_000),
    ];
    for (const given of tampered) expect(await invitationOf(db, { secret, token: given }, now)).toBeNull();
    expect(readInvitationToken(secret, token)).toEqual({ code: "shop1", id });
  });

  it("gives an address that has an account nothing without that account's password", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const fay = await hire("fay", { 2: "admin" });
    await inviteUser(db, at(ada.session), { email: "FAY@shop.example", role: "agent" });
    const invitation = await good((await openInvitation()).id);
    expect(invitation.hasAccount).toBe(true);
    expect(
      await acceptInvitation(db, invitation, { name: "Mallory", password: "chosen by somebody" }, now),
    ).toBe("wrong");
    expect(await roleOf(fay.id)).toBeUndefined();
    expect(await acceptInvitation(db, invitation, { name: "Mallory", password }, now)).toBe("done");
    expect(await roleOf(fay.id)).toMatchObject({ role: "agent" });
    const [kept] = await db.select({ name: users.name }).from(users).where(eq(users.id, fay.id));
    expect(kept).toEqual({ name: "fay" });
  });

  it("is no way to guess an account's password", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await hire("fay", { 2: "admin" });
    await inviteUser(db, at(ada.session), { email: "fay@shop.example", role: "agent" });
    const invitation = await good((await openInvitation()).id);
    for (let i = 0; i < 10; i++)
      expect(await acceptInvitation(db, invitation, { name: "", password: `guess ${i}` }, now)).toBe("wrong");
    expect(await acceptInvitation(db, invitation, { name: "", password }, now)).toBe("too_often");
  });

  it("gives no more tries at a password by being renewed", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await hire("fay", { 2: "agent" });
    await inviteUser(db, at(ada.session), { email: "fay@shop.example", role: "agent" });
    const first = await openInvitation();
    const guess = async (id: string) =>
      acceptInvitation(db, await good(id), { name: "", password: "a guess" }, now);
    for (let i = 0; i < 10; i++) expect(await guess(first.id)).toBe("wrong");
    await renewInvitation(db, at(ada.session), first.id);
    expect(await guess((await openInvitation()).id)).toBe("too_often");
  });

  it("is renewed or withdrawn, when both are asked for at once", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const eve = await hire("eve", { 1: "admin" });
    for (let i = 0; i < 8; i++) {
      await inviteUser(db, at(ada.session), { email: `new${i}@shop.example`, role: "agent" });
      const { id } = await openInvitation();
      const [renewed, withdrawn] = await Promise.all([
        renewInvitation(db, at(ada.session), id),
        withdrawInvitation(db, at(eve.session), id),
      ]);
      expect([renewed.said, withdrawn].sort()).toEqual(["done", "unknown"]);
      const { invited } = await staffOf(db, 1);
      expect(invited).toHaveLength(renewed.said === "done" ? 1 : 0);
      for (const open of invited) await withdrawInvitation(db, at(ada.session), open.id);
    }
  });

  it("is not made for somebody who works there, and not by the hundred", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await hire("bob", { 1: "agent" });
    const acting = at(ada.session);
    expect(await inviteUser(db, acting, { email: "Bob@Shop.example", role: "admin" })).toBe("already_member");
    for (let i = 0; i < 59; i++) await inviteUser(db, acting, { email: "x@shop.example", role: "agent" });
    expect(await inviteUser(db, acting, { email: "x@shop.example", role: "agent" })).toBe("too_many");
    expect((await staffOf(db, 1)).invited).toHaveLength(1);
  });

  it("is refused a name that is none, whoever calls", async () => {
    const ada = await hire("ada", { 1: "admin" });
    await inviteUser(db, at(ada.session), { email: "new@shop.example", role: "agent" });
    const invitation = await good((await openInvitation()).id);
    for (const name of ["", " ", "a\nb", "\u202eevil", "x".repeat(201), "x".repeat(10_000_000)])
      await expect(acceptInvitation(db, invitation, { name, password }, now)).rejects.toThrow();
    expect(await owner.select().from(users)).toHaveLength(1);
    expect(await look(invitation.id)).toMatchObject({ role: "agent" });
  });

  it("is withdrawn with the right of whoever sent it", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const eve = await hire("eve", { 1: "admin" });
    await inviteUser(db, at(eve.session), { email: "friend@shop.example", role: "admin" });
    const { id } = await openInvitation();
    expect(await changeRole(db, at(ada.session, 1, now + MINUTE), eve.id, "agent")).toBe("done");
    expect(await look(id)).toBe("withdrawn");
    expect((await audited(1)).slice(1)).toMatchObject([
      { kind: "role_changed", subject: "eve@shop.example" },
      {
        kind: "invitation_withdrawn",
        actor: { kind: "user", id: ada.id },
        subject: "friend@shop.example",
        before: { role: "admin" },
      },
    ]);
  });

  it("is withdrawn on the record when whoever sent it is deactivated, or it is sent again", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const eve = await hire("eve", { 1: "admin" });
    const friend = { email: "friend@shop.example", role: "agent" } as const;
    await inviteUser(db, at(eve.session), friend);
    await inviteUser(db, at(eve.session, 1, now + MINUTE), friend);
    await setUserActive(db, at(ada.session, 1, now + 2 * MINUTE), eve.id, false);
    expect((await audited(1)).map(({ kind }) => kind)).toEqual([
      "user_invited",
      "invitation_withdrawn",
      "user_invited",
      "user_deactivated",
      "invitation_withdrawn",
    ]);
  });
});

describe("who works for a merchant", () => {
  it("is changed by its administrators, with what was before on the record", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const bob = await hire("bob", { 1: "agent", 2: "agent" });
    expect(await changeRole(db, at(ada.session), bob.id, "accountant")).toBe("done");
    expect(await changeRole(db, at(ada.session), bob.id, "accountant")).toBe("unchanged");
    expect(await setUserActive(db, at(ada.session), bob.id, false)).toBe("done");
    expect(await signedInBy(db, { sessionId: bob.session, userId: bob.id }, now)).toBeNull();
    const again = await startSession(db, bob.id, now);
    const elsewhere = await signedInBy(db, { sessionId: again, userId: bob.id }, now);
    expect(elsewhere?.profiles.map(({ code }) => code)).toEqual(["shop2"]);
    expect(await setUserActive(db, at(ada.session), bob.id, true)).toBe("done");
    expect(await audited(1)).toMatchObject([
      { kind: "role_changed", before: { role: "agent" }, after: { role: "accountant" } },
      {
        kind: "user_deactivated",
        subject: "bob@shop.example",
        before: { active: true },
        after: { active: false },
      },
      { kind: "user_reactivated" },
    ]);
  });

  it("who works nowhere any more cannot sign in, and is told no more than a stranger", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const bob = await hire("bob", { 1: "agent" });
    await setUserActive(db, at(ada.session), bob.id, false);
    const typed = { email: "bob@shop.example", password, address: "192.0.2.1", device: null };
    expect(await checkCredentials(db, typed, now)).toBe("wrong");
  });

  it("is not changed by a session that is over, of somebody else's, or made up", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const bob = await hire("bob", { 1: "agent" });
    const fay = await hire("fay", { 2: "admin" });
    const sessions = [
      at(randomUUID()),
      at(fay.session),
      at(ada.session, 2),
      at(ada.session, 1, now + DAY),
      at(bob.session),
    ];
    for (const acting of sessions)
      for (const act of [
        () => changeRole(db, acting, bob.id, "admin"),
        () => setUserActive(db, acting, bob.id, false),
        () => inviteUser(db, acting, { email: "m@shop.example", role: "admin" }),
      ])
        expect(await act()).toBe("not_allowed");
    // Another merchant's person is as unknown as one that there is not.
    for (const person of [fay.id, randomUUID()]) {
      expect(await changeRole(db, at(ada.session), person, "admin")).toBe("unknown");
      expect(await setUserActive(db, at(ada.session), person, false)).toBe("unknown");
    }
    expect([...(await audited(1)), ...(await audited(2))]).toEqual([]);
  });

  it("always has an administrator, also when two take each other's role away at once", async () => {
    for (let i = 0; i < 5; i++) {
      await owner.delete(memberships);
      await owner.delete(users);
      const ada = await hire("ada", { 1: "admin" });
      const eve = await hire("eve", { 1: "admin" });
      const said = await Promise.all([
        changeRole(db, at(ada.session), eve.id, "agent"),
        setUserActive(db, at(eve.session), ada.id, false),
      ]);
      expect(said.sort()).toEqual(["done", "not_allowed"]);
    }
  });
});

describe("the audit log", () => {
  it("is read page by page, to the end and back, and by one merchant alone", async () => {
    const ada = await hire("ada", { 1: "admin" });
    const bob = await hire("bob", { 1: "agent" });
    for (const [i, role] of (["accountant", "agent", "restricted", "agent", "admin"] as const).entries())
      await changeRole(db, at(ada.session, 1, now + i), bob.id, role);
    const told = (page: { entries: { after: object }[] }) => page.entries.map(({ after }) => after);
    const first = await auditPage(db, 1, null, 2);
    expect(told(first)).toEqual([{ role: "admin" }, { role: "agent" }]);
    expect(first.newer).toBeNull();
    const second = await auditPage(db, 1, readAuditCursor(first.older), 2);
    expect(told(second)).toEqual([{ role: "restricted" }, { role: "agent" }]);
    const last = await auditPage(db, 1, readAuditCursor(second.older), 2);
    expect(told(last)).toEqual([{ role: "accountant" }]);
    expect(last.older).toBeNull();
    const back = await auditPage(db, 1, readAuditCursor(last.newer), 2);
    expect(told(back)).toEqual(told(second));
    expect((await auditPage(db, 2, null)).entries).toEqual([]);
    for (const given of ["", "older", "older.1.x", "up.1.2", ["older"], "older.99999999999999999.x", null])
      expect(readAuditCursor(given)).toBeNull();
  });
});
