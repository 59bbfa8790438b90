import { hash } from "@node-rs/argon2";

/** argon2id, with the library's salt and parameters written into the hash. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

/**
 * The hash of a password on the terms of a stored one: everything of it but the digest. The two are compared where the
 * stored one is kept, so that nobody who asks for it ever reads it. Without terms it takes the same time and fits
 * nothing.
 */
export function hashedOn(terms: string | null, password: string): Promise<string> {
  const [, memoryCost, timeCost, parallelism, salt] = terms?.match(written) ?? [];
  if (!salt) return hashPassword(`${password} ${crypto.randomUUID()}`);
  return hash(password, {
    memoryCost: Number(memoryCost),
    timeCost: Number(timeCost),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, "base64"),
  });
}

/** The least that OWASP's password storage guidance asks for of argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

const written = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$$/;
