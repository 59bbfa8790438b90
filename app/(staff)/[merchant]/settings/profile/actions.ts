"use server";
import { z } from "zod";
import { staffAction } from "@/lib/action";
import { database } from "@/lib/database";
import { invalid } from "@/lib/domain/order/result";
import { writtenName } from "@/lib/domain/value/written-name";
import { wholeNumber } from "@/lib/form";
import { readLogo } from "@/lib/settings/logo";
import { changeLogo, changeProfile } from "@/lib/settings/profile";
import { changing, saved } from "../answers";

const version = wholeNumber(1, 1_000_000_000);
const text = (most: number) => z.string().trim().max(most, `Shorten this to ${most} characters at most.`);

/** As names are kept everywhere. */
const name = z.string().transform((typed, context) => {
  const read = writtenName(typed);
  if ("name" in read) return read.name;
  context.addIssue({ code: "custom", message: read.wrong });
  return z.NEVER;
});

const email = text(254).refine((typed) => typed === "" || z.email().safeParse(typed).success, {
  error: "Write an e-mail address, such as help@example.com.",
});

/** Customers follow these from a page that they trust: nothing but a plain address of the web. */
const address = text(500).refine((typed) => typed === "" || isWebAddress(typed), {
  error: "Write an address that begins with https://.",
});

export const saveProfile = staffAction(
  "administration",
  z.object({
    version,
    name,
    legalName: z.union([z.literal(""), name]),
    street: text(200),
    postcode: text(20),
    city: text(100),
    country: text(100),
    taxNumbers: text(200),
    descriptor: text(40).regex(/^[\x20-\x7e]*$/, "Use letters, digits and punctuation without accents."),
    supportEmail: email,
    supportPhone: text(40).regex(/^[+0-9 ()./-]*$/, "Write a phone number, such as +49 30 1234567."),
    termsUrl: address,
    privacyUrl: address,
  }),
  async (staff, { version: drawnFrom, ...facts }) =>
    saved(await changeProfile(database(), changing(staff), drawnFrom, facts)),
);

export const saveLogo = staffAction(
  "administration",
  z.object({ version, logo: z.base64("The file could not be read.").max(400_000, "Choose a smaller file.") }),
  async (staff, { version: drawnFrom, logo }) => {
    const read = readLogo(Buffer.from(logo, "base64"));
    if ("wrong" in read) return invalid({ logo: read.wrong });
    return saved(await changeLogo(database(), changing(staff), drawnFrom, read.logo), "The logo was saved.");
  },
);

export const removeLogo = staffAction("administration", z.object({ version }), async (staff, given) =>
  saved(await changeLogo(database(), changing(staff), given.version, null), "The logo was removed."),
);

function isWebAddress(typed: string): boolean {
  if (!URL.canParse(typed)) return false;
  const { protocol, username, hostname } = new URL(typed);
  return protocol === "https:" && username === "" && hostname.includes(".");
}
