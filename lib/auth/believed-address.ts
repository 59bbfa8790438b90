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

/**
 * What an address is counted by. One of the sixth version is told by its network: whoever has one address there has
 * all 2^64 of them.
 */
export function networkOf(address: string): string {
  const groups = groupsOf(address);
  return groups ? `${groups.slice(0, 4).join(":")}::/64` : address;
}

/** Without the wrapping that a socket of both families, or a proxy that names ports, puts around it. */
function bare(address: string): string {
  const unwrapped = address.replace(/^\[(.*)\](?::\d+)?$/, "$1");
  const groups = groupsOf(unwrapped);
  if (groups?.slice(0, 6).join() === "0,0,0,0,0,ffff")
    return groups
      .slice(6)
      .flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255])
      .join(".");
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(unwrapped)
    ? unwrapped.slice(0, unwrapped.lastIndexOf(":"))
    : unwrapped;
}

/** The eight groups of an address of the sixth version, in the one way to write them; null for any other. */
function groupsOf(address: string): string[] | null {
  if (isIP(address) !== 6) return null;
  const { hostname } = new URL(`http://[${address.replace(/%.*$/, "")}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const [left, right] = [head, tail ?? ""].map((half) => half.split(":").filter(Boolean));
  const zeros = 8 - (left?.length ?? 0) - (right?.length ?? 0);
  return [...(left ?? []), ...Array<string>(zeros).fill("0"), ...(right ?? [])];
}
