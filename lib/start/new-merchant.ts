import { randomBytes } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { z } from "zod";
import { isMerchantCode } from "@/lib/domain/value/merchant-code";
import { writtenName } from "@/lib/domain/value/written-name";
import { StartFault } from "@/lib/start/fault";

/** What is asked of whoever opens a merchant. */
export type MerchantGiven = Record<keyof typeof questions, string> & {
  /** Print the invitation's link instead of mailing it. */
  printsLink: boolean;
};

type Question = {
  asks: string;
  /** What is taken where nothing is said; without it something must be. */
  usually?: (given: Partial<Record<string, string>>, isSandbox: boolean) => string | undefined;
  /** The value as it is kept, or what is wrong with it. */
  reads: (said: string) => { value: string } | { wrong: string };
};

const questions = {
  name: { asks: "Name of the merchant", reads: nameOf },
  code: {
    asks: "Code, which its addresses begin with (2 to 20 lower-case letters and digits)",
    usually: (given) => codeFrom(given.name ?? ""),
    reads: (said) =>
      isMerchantCode(said)
        ? { value: said }
        : { wrong: "A code has 2 to 20 lower-case letters and digits, and is no word of the product's own." },
  },
  "time-zone": { asks: "Time zone, such as Europe/Berlin", usually: () => ownZone(), reads: zoneOf },
  descriptor: {
    asks: "What stands on card statements",
    usually: (given) => given.name?.slice(0, LONGEST_DESCRIPTOR),
    reads: (said) => shortText(said, LONGEST_DESCRIPTOR),
  },
  "account-ecom": {
    asks: "Account at the gateway, for payments online",
    usually: (_, isSandbox) => (isSandbox ? randomBytes(16).toString("hex") : undefined),
    reads: (said) => shortText(said, 64),
  },
  "account-moto": {
    asks: "Account at the gateway, for payments over the phone",
    usually: (_, isSandbox) => (isSandbox ? randomBytes(16).toString("hex") : undefined),
    reads: (said) => shortText(said, 64),
  },
  "admin-email": {
    asks: "E-mail address of the first administrator, who is invited",
    reads: (said) =>
      z.email().max(254).safeParse(said).success
        ? { value: said }
        : { wrong: "This is no e-mail address, such as anna@example.com." },
  },
} satisfies Record<string, Question>;

/** From flags, and the rest by asking, where there is a terminal to ask on. */
export async function askForMerchant(flags: string[], isSandbox: boolean): Promise<MerchantGiven> {
  const said = flagsIn(flags);
  const given: Partial<Record<string, string>> = {};
  const terminal = process.stdin.isTTY
    ? createInterface({ input: process.stdin, output: process.stdout })
    : null;
  const missing: string[] = [];
  try {
    for (const [name, question] of Object.entries<Question>(questions)) {
      const usual = question.usually?.(given, isSandbox);
      const flag = said[name];
      const read = flag === undefined ? null : question.reads(String(flag).trim());
      if (read && "wrong" in read) throw new StartFault(`--${name}: ${read.wrong}`);
      if (read) given[name] = read.value;
      else if (terminal) given[name] = await ask(terminal, question, usual);
      else if (usual !== undefined) given[name] = usual;
      else missing.push(`--${name}`);
    }
  } finally {
    terminal?.close();
  }
  if (missing.length > 0) throw new StartFault(`Say ${missing.join(", ")}, or run this on a terminal.`);
  return { ...(given as Record<keyof typeof questions, string>), printsLink: said.link === true };
}

/** What can be said on the command line, a line each. */
export function merchantUsage(): string {
  const width = Math.max(...Object.keys(questions).map((name) => name.length)) + 4;
  const line = (name: string, means: string) => `  ${`--${name}`.padEnd(width)}${means}`;
  return [
    "npm run merchant -- add [flags]: adds a merchant and invites its first administrator.",
    "What no flag says is asked for on the terminal.",
    ...Object.entries(questions).map(([name, { asks }]) => line(name, asks)),
    line("link", "Print the invitation's link here instead of mailing it"),
  ].join("\n");
}

function flagsIn(flags: string[]): Record<string, string | boolean | undefined> {
  const texts = Object.keys(questions).map((name) => [name, { type: "string" as const }]);
  try {
    return parseArgs({ args: flags, options: { ...Object.fromEntries(texts), link: { type: "boolean" } } })
      .values as Record<string, string | boolean | undefined>;
  } catch (fault) {
    const known = Object.keys(questions).map((name) => `--${name}`);
    throw new StartFault(
      `${fault instanceof Error ? fault.message : "The flags cannot be read."}\nKnown are ${known.join(", ")} and --link.`,
    );
  }
}

async function ask(
  terminal: ReturnType<typeof createInterface>,
  question: Question,
  usual: string | undefined,
): Promise<string> {
  for (;;) {
    const said = (await terminal.question(`${question.asks}${usual ? ` [${usual}]` : ""}: `)).trim();
    const read = question.reads(said === "" && usual !== undefined ? usual : said);
    if ("value" in read) return read.value;
    console.log(`  ${read.wrong}`);
  }
}

function nameOf(said: string) {
  const written = writtenName(said);
  return "name" in written ? { value: written.name } : written;
}

function zoneOf(said: string) {
  return said === "UTC" || Intl.supportedValuesOf("timeZone").includes(said)
    ? { value: said }
    : { wrong: "This is no time zone. Write one such as Europe/Berlin or UTC." };
}

function shortText(said: string, most: number) {
  const written = nameOf(said);
  if ("value" in written && written.value.length > most)
    return { wrong: `Shorten it to ${most} characters at most.` };
  return written;
}

function codeFrom(name: string): string | undefined {
  const code = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 20);
  return isMerchantCode(code) ? code : undefined;
}

function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const LONGEST_DESCRIPTOR = 40;
