import { BlockList, isIP } from "node:net";

/** Proxies whose word about addresses is taken: how many stand before us, or which. */
export type TrustedProxies = number | readonly string[];

/**
 * The address a request came from. Each proxy appends whom it saw; from the near end on that is believed as far as
 * the proxies are trusted, and what stands before it anybody may have written.
 */
export function believedAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): string {
  const told = (forwardedFor ?? "").split(",").map((part) => bare(part.trim()));
  let believed = bare(peer ?? "");
  const isTrusted = trustOf(trusted);
  for (let hop = 0; told.length > 0 && isTrusted(believed, hop); hop++) {
    const further = told.pop() ?? "";
    if (!isIP(further)) break;
    believed = further;
  }
  return believed || "unknown";
}

function trustOf(trusted: TrustedProxies): (address: string, hop: number) => boolean {
  if (typeof trusted === "number") return (_address, hop) => hop < trusted;
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = "", bits] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => isIP(address) !== 0 && list.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}

/** Without the wrapping that a socket of both families, or a proxy that names ports, puts around it. */
function bare(address: string): string {
  const unwrapped = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/^\[(.*)\](?::\d+)?$/, "$1");
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(unwrapped)
    ? unwrapped.slice(0, unwrapped.lastIndexOf(":"))
    : unwrapped;
}
