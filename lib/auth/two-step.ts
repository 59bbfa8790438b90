import { createHash, randomInt } from "node:crypto";
import { and, count, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { generateSecret, generateURI, verify } from "otplib";
import type { Db } from "@/db/client";
import { toTimestamp } from "@/db/schema/columns";
import { recoveryCodes, secondFactors } from "@/db/schema/users";
import type { Instant } from "@/lib/domain/value/calendar";
import { CODES_COUNTED, SECOND, SIGNED_IN_FOR } from "@/lib/domain/value/timetable";
import { hashOf, mayTryPassword, type OwnAct } from "./account";
import { giveBackTry, tryAgainIn } from "./rate-limit";
import { keyedDigest, seal, unseal } from "./sealed";

/** What a person's authenticator app is given: scanned as a QR code, or typed. */
export type AuthenticatorKey = { uri: string; key: string };

export type TwoStep = { isOn: false } | { isOn: true; since: Instant; recoveryCodes: number };

export type TwoStepAnswer = "done" | "wrong_code" | "wrong" | "not_allowed" | "unchanged" | "too_many";

export async function twoStepOf(db: Db, userId: string): Promise<TwoStep> {
  const [factor] = await db
    .select({ since: secondFactors.confirmedAt })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  if (factor?.since == null) return { isOn: false };
  const [left] = await db
    .select({ codes: count() })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, userId));
  return { isOn: true, since: factor.since, recoveryCodes: left?.codes ?? 0 };
}

/** The key to set an authenticator up with: the same until it is confirmed. Null when it is on already. */
export async function authenticatorKey(
  db: Db,
  authSecret: string,
  act: OwnAct,
): Promise<AuthenticatorKey | null> {
  const stored = await factorOf(db, act.user.id);
  if (stored?.confirmedAt != null) return null;
  const kept = stored && unseal(authSecret, act.user.id, stored.secret);
  const key = kept ?? generateSecret();
  if (!kept) {
    const said = await ask(db, sql`begin_two_step(${by(act)}, ${seal(authSecret, act.user.id, key)})`);
    if (said !== "done") return null;
  }
  return { key, uri: generateURI({ issuer: "Tenor", label: act.user.email, secret: key }) };
}

/** Switches it on with a code of the authenticator. The recovery codes are in this answer and nowhere else. */
export async function confirmTwoStep(
  db: Db,
  authSecret: string,
  act: OwnAct,
  code: string,
): Promise<{ said: TwoStepAnswer; codes: string[] }> {
  const nothing = (said: TwoStepAnswer) => ({ said, codes: [] });
  const stored = await factorOf(db, act.user.id);
  if (!stored || stored.confirmedAt !== null) return nothing("unchanged");
  if (!(await mayTryCode(db, act.user.id, null, act.machineNow))) return nothing("too_many");
  const step = await stepOf(authSecret, stored, code, act.machineNow);
  if (step === null) return nothing("wrong_code");
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  // A list of a driver is no array of every pooler's: texts without commas or quotes are written as one.
  const digests = `{${codes.map((one) => digestOf(authSecret, one)).join(",")}}`;
  const confirms = sql`${by(act)}, ${toTimestamp(act.machineNow)}, ${stored.secret}, ${step}, ${digests}::text[]`;
  const said = await ask(db, sql`confirm_two_step(${confirms})`);
  return said === "done" ? { said, codes } : nothing(said);
}

/** Switches it off, with the password and a code. */
export async function endTwoStep(
  db: Db,
  authSecret: string,
  act: OwnAct,
  { password, code }: { password: string; code: string },
): Promise<TwoStepAnswer> {
  if (!(await mayTryPassword(db, act))) return "too_many";
  const hash = await hashOf(db, act.user.email, password);
  const [known] = await db.execute<{ id: string | null }>(
    sql`select user_with_password(${act.user.email}, ${hash}) as id`,
  );
  if (known?.id !== act.user.id) return "wrong";
  const checked = await checkCode(
    db,
    authSecret,
    { userId: act.user.id, code, device: null },
    act.machineNow,
  );
  if (checked !== "right") return typeof checked === "string" ? "wrong_code" : "too_many";
  return ask(db, sql`end_two_step(${by(act)}, ${toTimestamp(act.machineNow)}, ${hash})`);
}

export type CodeGiven = {
  userId: string;
  /** Six digits of the authenticator, or a recovery code. */
  code: string | undefined;
  /** A device from which the person has signed in before: strangers' tries are not counted against it. */
  device: string | null;
};

/** After the password: whether a code is asked for, and whether this is one. Each works once. */
export async function checkCode(
  db: Db,
  authSecret: string,
  { userId, code, device }: CodeGiven,
  machineNow: Instant,
): Promise<"right" | "wanted" | "wrong" | { waitMs: number }> {
  const stored = await factorOf(db, userId);
  if (stored?.confirmedAt == null) return "right";
  if (!code?.trim()) return "wanted";
  const key = countOf(userId, device);
  const waitMs = await tryAgainIn(db, key, codeLimit, machineNow);
  if (waitMs > 0) return { waitMs };
  if (!(await takeCode(db, authSecret, stored, { code, machineNow }))) return "wrong";
  await giveBackTry(db, key);
  return "right";
}

async function takeCode(
  db: Db,
  authSecret: string,
  stored: Factor,
  { code, machineNow }: { code: string; machineNow: Instant },
): Promise<boolean> {
  const step = await stepOf(authSecret, stored, code, machineNow);
  const { userId } = stored;
  const door =
    step === null
      ? sql`use_recovery_code(${userId}, ${digestOf(authSecret, code)})`
      : sql`use_time_step(${userId}, ${step})`;
  const [used] = await db.execute<{ is: boolean }>(sql`select ${door} as is`);
  return used?.is === true;
}

type Factor = typeof secondFactors.$inferSelect;

async function factorOf(db: Db, userId: string): Promise<Factor | null> {
  const [stored] = await db.select().from(secondFactors).where(eq(secondFactors.userId, userId));
  return stored ?? null;
}

/** The time step whose code this is, later than the last one that was used; null when it is none. */
async function stepOf(
  authSecret: string,
  { userId, secret, lastStep }: Factor,
  code: string,
  machineNow: Instant,
): Promise<number | null> {
  const token = code.replace(/\s/g, "");
  const plain = unseal(authSecret, userId, secret);
  if (!plain || !/^\d{6}$/.test(token)) return null;
  const epoch = Math.floor(machineNow / SECOND);
  const found = await verify({
    secret: plain,
    token,
    epoch,
    epochTolerance: STEP_SECONDS,
    afterTimeStep: lastStep,
  });
  return found.valid && "timeStep" in found ? found.timeStep : null;
}

async function mayTryCode(
  db: Db,
  userId: string,
  device: string | null,
  machineNow: Instant,
): Promise<boolean> {
  return (await tryAgainIn(db, countOf(userId, device), codeLimit, machineNow)) === 0;
}

function countOf(userId: string, device: string | null): string {
  const digest = createHash("sha256")
    .update(`${userId}\n${device ?? ""}`)
    .digest("base64url");
  return `code ${digest}`;
}

/** As it is read from paper: letters of either case, with or without its hyphen. */
function digestOf(authSecret: string, code: string): string {
  return keyedDigest(authSecret, code.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

/** Fifty random bits, without letters that look like digits. */
function newRecoveryCode(): string {
  const letters = Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return `${letters.slice(0, 5)}-${letters.slice(5)}`;
}

async function ask(db: Db, door: SQL): Promise<TwoStepAnswer> {
  const [answer] = await db.execute<{ word: TwoStepAnswer }>(sql`select ${door} as word`);
  return answer?.word ?? "not_allowed";
}

function by({ sessionId, machineNow }: OwnAct): SQL {
  return sql`${sessionId}, ${toTimestamp(machineNow - SIGNED_IN_FOR)}`;
}

const RECOVERY_CODES = 10;
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
/** A clock may be one step early or late. */
const STEP_SECONDS = 30;
/** By whoever knows the password: of a million codes three are right at a time. */
const codeLimit = { most: 10, windowMs: CODES_COUNTED };
