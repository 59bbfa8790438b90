import { asc, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { close, connect, type Db, withMerchant } from "@/db/client";
import { auditLog } from "@/db/schema/audit";
import { merchants } from "@/db/schema/merchants";
import { messages } from "@/db/schema/messages";
import { type FreshDatabase, freshDatabase } from "@/db/testing";
import { invitationOf } from "@/lib/auth/invitations";
import { type Env, readEnv } from "@/lib/env";
import { type Sandbox, startSandbox } from "@/lib/sandbox/sandbox";
import { addMerchant } from "@/lib/start/add-merchant";
import { askForMerchant } from "@/lib/start/new-merchant";

const secret = "a secret of thirty-two characters";
let database: FreshDatabase;
let db: Db;
let sandbox: Sandbox;
let env: Env;

beforeAll(async () => {
  database = await freshDatabase();
  db = connect(database.url);
  sandbox = await startSandbox({
    port: 0,
    dataDir: null,
    token: "token",
    webhookKey: "0".repeat(64),
    webhookUrl: null,
    now: Date.now,
  });
  env = readEnv({
    DATABASE_URL: database.url,
    SANDBOX_PORT: String(sandbox.port),
    GATEWAY_TOKEN: "token",
    GATEWAY_WEBHOOK_KEY: "0".repeat(64),
    AUTH_SECRET: secret,
    APP_URL: "https://office.example",
  });
});
afterAll(async () => {
  await sandbox.stop();
  await close(db);
  await database.drop();
});

const flagsOf = (change: Record<string, string> = {}) =>
  Object.entries({
    name: "Café Müller",
    "time-zone": "Europe/Berlin",
    "admin-email": "anna@mueller.example",
    ...change,
  }).flatMap(([name, value]) => [`--${name}`, value]);

describe("a merchant that is added", () => {
  it("is open, with its settings, and its first administrator holds a link that is shown once", async () => {
    const given = await askForMerchant(flagsOf(), true);
    expect(given).toMatchObject({ code: "cafemuller", descriptor: "Café Müller" });
    const said = await addMerchant(env, database.ownerUrl, given);
    expect(said[0]).toBe("Café Müller is open, under https://office.example/cafemuller");
    const token = /^https:\/\/office.example\/sign-in\/invitation\/(\S+)$/.exec(said.at(-1) ?? "")?.[1] ?? "";
    expect(await invitationOf(db, { secret, token }, Date.now())).toMatchObject({
      merchant: "Café Müller",
      email: "anna@mueller.example",
      role: "admin",
      hasAccount: false,
    });
    const [row] = await db.select().from(merchants).where(eq(merchants.code, "cafemuller"));
    expect(row).toMatchObject({ timeZone: "Europe/Berlin", mode: "sandbox" });
    const log = await withMerchant(db, row?.id ?? 0, (tx) =>
      tx
        .select()
        .from(auditLog)
        .where(eq(auditLog.merchantId, row?.id ?? 0))
        .orderBy(asc(auditLog.kind)),
    );
    expect(log).toMatchObject([
      { kind: "merchant_opened", subject: "cafemuller", actor: { kind: "system" } },
      { kind: "user_invited", subject: "anna@mueller.example", after: { role: "admin" } },
    ]);
  });

  it("has its administrator mailed a link where there is a mail server, unless it is to be printed", async () => {
    const mailing = { ...env, smtpUrl: "smtp://localhost:2525" };
    const given = await askForMerchant(flagsOf({ code: "mailed" }), true);
    const said = await addMerchant(mailing, database.ownerUrl, given);
    expect(said.join("\n")).not.toContain("/sign-in/invitation/");
    const [row] = await db.select().from(merchants).where(eq(merchants.code, "mailed"));
    const queued = await withMerchant(db, row?.id ?? 0, (tx) =>
      tx
        .select()
        .from(messages)
        .where(eq(messages.merchantId, row?.id ?? 0)),
    );
    expect(queued).toMatchObject([{ kind: "invitation", to: "anna@mueller.example", text: null }]);
    const printed = await askForMerchant([...flagsOf({ code: "printed" }), "--link"], true);
    expect((await addMerchant(mailing, database.ownerUrl, printed)).join("\n")).toContain("/invitation/");
  });

  it("is not written at all where the gateway does not accept what it is asked", async () => {
    const given = await askForMerchant(flagsOf({ code: "refused" }), true);
    const wrong = { ...env, gatewayToken: "another" };
    await expect(addMerchant(wrong, database.ownerUrl, given)).rejects.toThrow(
      /did not accept a question about --account-ecom .* nothing was written/,
    );
    const away = { ...env, gatewayUrl: "http://127.0.0.1:1" };
    await expect(addMerchant(away, database.ownerUrl, given)).rejects.toThrow(/cannot be reached/);
    expect(await db.select().from(merchants).where(eq(merchants.code, "refused"))).toEqual([]);
  });

  it("takes no code and no account that another one has", async () => {
    const given = await askForMerchant(flagsOf({ code: "first" }), true);
    await addMerchant(env, database.ownerUrl, given);
    await expect(addMerchant(env, database.ownerUrl, given)).rejects.toThrow(/--code: .* has it already/);
    await expect(addMerchant(env, database.ownerUrl, { ...given, code: "second" })).rejects.toThrow(
      /--account-ecom: .* has it already/,
    );
    // Reports tell an account and not in which way it is a merchant's.
    const crossed = { ...given, code: "third", "account-ecom": given["account-moto"] };
    await expect(addMerchant(env, database.ownerUrl, crossed)).rejects.toThrow(/--account-ecom: .* has it/);
  });

  it.each([
    [{ code: "orders" }, /--code/],
    [{ code: "UPPER" }, /--code/],
    [{ "time-zone": "Mars/Olympus" }, /--time-zone/],
    [{ name: "a\nb" }, /--name/],
    [{ name: "x".repeat(10_000_000) }, /--name: .*Shorten/],
    [{ "admin-email": "nobody" }, /--admin-email/],
    [{ nonsense: "1" }, /Known are --name/],
  ])("is refused %o, in words", async (change, why) => {
    await expect(askForMerchant(flagsOf(change), true)).rejects.toThrow(why);
  });

  it("asks for accounts where the gateway is a real one, and says which flags are missing", async () => {
    await expect(askForMerchant(flagsOf(), false)).rejects.toThrow(/^Say --account-ecom, --account-moto/);
  });
});
