import { hash, verify } from "@node-rs/argon2";

/** argon2id, with the library's salt and parameters written into the hash. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/** Takes the same time whether or not there is a hash to compare with. */
export async function passwordFits(storedHash: string | null, password: string): Promise<boolean> {
  const fits = await verify(storedHash ?? (await nobodysHash()), password);
  return storedHash !== null && fits;
}

/** The least that OWASP's password storage guidance asks for of argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobodys: Promise<string> | undefined;

/** Fits no password anybody knows. */
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(crypto.randomUUID());
  return nobodys;
}
