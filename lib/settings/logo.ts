import { createHash } from "node:crypto";
import { LARGEST_LOGO, readPicture } from "@/lib/domain/value/picture";
import type { Logo } from "./profile";

/** What was uploaded, once it is a picture that is allowed; or what is wrong. */
export function readLogo(image: Uint8Array): { logo: Logo } | { wrong: string } {
  const read = readPicture(image, { largest: LARGEST_LOGO });
  if ("wrong" in read) return read;
  const digest = createHash("sha256").update(image).digest("hex").slice(0, 32);
  return { logo: { type: read.type, image, digest } };
}
