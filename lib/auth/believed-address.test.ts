import { describe, expect, it } from "vitest";
import { believedAddress, networkOf } from "./believed-address";

describe("the address a request came from", () => {
  it.each<[string, string | undefined, string | undefined, number | string[], string]>([
    ["nobody is trusted: the peer itself", "203.0.113.9", "1.1.1.1, 2.2.2.2", 0, "203.0.113.9"],
    ["one proxy: whom it saw", "10.0.0.1", "1.1.1.1, 203.0.113.9", 1, "203.0.113.9"],
    ["two proxies: whom the outer saw", "10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2", 2, "203.0.113.9"],
    ["more trust than words: the furthest told", "10.0.0.1", "203.0.113.9", 3, "203.0.113.9"],
    ["nothing told", "10.0.0.1", undefined, 1, "10.0.0.1"],
    ["something that is no address", "10.0.0.1", "203.0.113.9, <script>", 1, "10.0.0.1"],
    ["a peer wrapped for both families", "::ffff:203.0.113.9", undefined, 0, "203.0.113.9"],
    ["a proxy that names ports", "10.0.0.1", "203.0.113.9:4711", 1, "203.0.113.9"],
    ["of the sixth version", "::1", "[2001:db8::7]:443", 1, "2001:db8::7"],
    ["a trusted address", "10.0.0.1", "1.1.1.1, 203.0.113.9", ["10.0.0.1"], "203.0.113.9"],
    ["a trusted network, twice", "10.0.0.1", "1.1.1.1, 203.0.113.9, 10.9.9.9", ["10.0.0.0/8"], "203.0.113.9"],
    ["a stranger who claims to be one of ours", "203.0.113.9", "10.0.0.1", ["10.0.0.0/8"], "203.0.113.9"],
    ["a peer wrapped in hexadecimal", "::FFFF:cb00:7109", undefined, 0, "203.0.113.9"],
    ["a trusted network behind a wrapped peer", "::ffff:a00:1", "203.0.113.9", ["10.0.0.0/8"], "203.0.113.9"],
    ["of the sixth version, of one interface", "fe80::1%eth0", "2001:db8::7", 1, "2001:db8::7"],
    ["empty places in a list", "10.0.0.1", "1.1.1.1, ,203.0.113.9", 2, "203.0.113.9"],
    ["a word of a proxy that hides whom it saw", "10.0.0.1", "1.1.1.1, unknown", 2, "10.0.0.1"],
    ["no peer", undefined, undefined, 0, "unknown"],
  ])("%s", (_what, peer, forwardedFor, trusted, address) => {
    expect(believedAddress(peer, forwardedFor, trusted)).toBe(address);
  });
});

describe("what an address is counted by", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["unknown", "unknown"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2:ffff::", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
  ])("%s is %s", (address, network) => expect(networkOf(address)).toBe(network));
});
