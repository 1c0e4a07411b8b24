/* Addresses no webhook may reach, in every spelling that leads there, and the URLs a destination may have. */

import { describe, expect, it } from "vitest";
import { checkDestinationUrl } from "../../src/core/destination-url.js";
import { createNetworks, isSpecialAddress } from "../../src/core/networks.js";

const faultOf = (text: string, networks: readonly string[] = []): string | undefined => {
  const checked = checkDestinationUrl(text, networks);
  return "fault" in checked ? checked.fault : undefined;
};

/** Spellings by which a URL leads to one machine, its neighbours or a cloud's own services. */
const spellings = [
  ["L10", "http://127.0.0.1"],
  ["L10", "http://127.1"],
  ["L10", "http://0x7f.1"],
  ["L10", "http://0x7f000001"],
  ["L10", "http://0177.0.0.1"],
  ["L10", "http://017700000001"],
  ["L10", "http://2130706433"],
  ["L10", "http://127.0.0.1."],
  ["L10", "http://①②⑦.⓪.⓪.①"],
  ["L10", "http://127。0。0。1"],
  ["L10", "http://127．0．0．1"],
  ["L10", "http://%31%32%37.0.0.1"],
  ["L10", "http://127.0.0.1:8080/hook"],
  ["L10", "http://0.0.0.0"],
  ["L10", "http://0"],
  ["L10", "http://localhost"],
  ["L10", "http://LOCALHOST."],
  ["L10", "http://a.localhost"],
  ["L10", "http://[::1]"],
  ["L10", "http://[::]"],
  ["L10", "http://[0:0:0:0:0:0:0:1]"],
  ["L10", "http://[::ffff:7f00:1]"],
  ["L10", "http://[::ffff:127.0.0.1]"],
  ["L10", "http://[::ffff:0:127.0.0.1]"],
  ["L10", "http://[::127.0.0.1]"],
  ["L10", "http://10.0.0.8"],
  ["L10", "http://172.16.0.1"],
  ["L10", "http://172.31.255.255"],
  ["L10", "http://192.168.1.1"],
  ["L10", "http://100.64.0.1"],
  ["L10", "http://100.100.100.200"],
  ["L10", "http://169.254.169.254/latest/meta-data"],
  ["L10", "http://0xa9fea9fe"],
  ["L10", "http://2852039166"],
  ["L10", "http://168.63.129.16"],
  ["L10", "http://192.0.0.192"],
  ["L10", "http://[fd00:ec2::254]"],
  ["L10", "http://[fd00::1]"],
  ["L10", "http://[fe80::1]"],
  ["L10", "http://[fec0::1]"],
  ["L10", "http://[ff02::1]"],
  ["L10", "http://192.0.2.1"],
  ["L10", "http://198.51.100.1"],
  ["L10", "http://203.0.113.1"],
  ["L10", "http://198.18.0.1"],
  ["L10", "http://224.0.0.1"],
  ["L10", "http://240.0.0.1"],
  ["L10", "http://255.255.255.255"],
  ["L10", "http://192.88.99.1"],
  ["L10", "http://[2001:db8::1]"],
  ["L10", "http://[3fff::1]"],
  ["L11", "http://[64:ff9b::7f00:1]"],
  ["L11", "http://[64:ff9b::127.0.0.1]"],
  ["L11", "http://[64:ff9b:1::a00:1]"],
  ["L11", "http://[2002:7f00:1::]"],
  ["L11", "http://[2002:a9fe:a9fe::1]"],
  ["L11", "http://[2001::7f00:1]"],
  ["L11", "http://[2001:20::1]"],
  ["L11", "http://[5f00::1]"],
  ["L11", "http://[100::1]"],
] as const;

describe("special networks", () => {
  it.each(spellings)("%s %s is refused when it is configured", (_id, text) => {
    expect(faultOf(text)).toBe("network");
  });

  it.each([
    ["192.0.1.1"],
    ["172.15.255.255"],
    ["172.32.0.1"],
    ["100.63.255.255"],
    ["100.128.0.1"],
    ["168.63.129.17"],
    ["2606:4700::1"],
    ["2a00:1450::1"],
    ["2001:200::1"],
    ["2003::1"],
  ])("%s is public", (address) => {
    expect(isSpecialAddress(address)).toBe(false);
  });

  it.each([["fe80::1%eth0"], ["::1%lo"], ["example.com"], [""], ["127.1"]])(
    "%j, which is no plain address, is never public",
    (address) => {
      expect(isSpecialAddress(address)).toBe(true);
    },
  );

  it("only named networks are exempt, also in the mapped form", () => {
    const isNamed = createNetworks(["10.1.0.0/16", "fd00:1::/32", "192.0.2.7"]);
    const named = ["10.1.2.3", "::ffff:10.1.2.3", "fd00:1::5", "192.0.2.7"];
    expect(named.map(isNamed)).toEqual(named.map(() => true));
    const others = ["10.2.0.1", "fd00:2::5", "192.0.2.8", "127.0.0.1", "64:ff9b::a01:203"];
    expect(others.map(isNamed)).toEqual(others.map(() => false));
  });

  it.each([
    ["10.0.0.0/33"],
    ["10.0.0.0/"],
    ["10.0.0.0/8/8"],
    ["10.0.0.0/-1"],
    ["example.com/8"],
    ["fe80::1%eth0/64"],
    [""],
  ])("K29 %j is no network: it throws, without quoting it", (network) => {
    expect(() => createNetworks([network])).toThrow(new RangeError("not a network"));
  });
});

describe("URLs of destinations", () => {
  it.each([
    ["file:///etc/passwd", "scheme"],
    ["gopher://example.com/1", "scheme"],
    ["unix:/run/docker.sock", "scheme"],
    ["ftp://example.com", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["https://user@example.com", "login"],
    ["https://:pass@example.com", "login"],
    ["http://example.com:25", "port"],
    ["http://example.com:22", "port"],
    ["http://example.com:0", "port"],
    ["https://example.com:6379", "port"],
    ["https://example.com/#part", "fragment"],
    ["https://exa\nmple.com", "syntax"],
    ["https:\\\\example.com", "syntax"],
    [" https://example.com", "syntax"],
    ["example.com/hook", "syntax"],
    ["https://", "syntax"],
    ["http://[::1", "syntax"],
    ["http://256.1.1.1", "syntax"],
  ])("L14 %j: %s", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it.each([
    ["https://hooks.example.com/in?team=1", []],
    ["http://example.com:8443", []],
    ["http://127.0.0.1:9000", ["127.0.0.0/8"]],
    ["http://localhost:9000", ["::1"]],
    ["http://[fd00:1::5]", ["fd00:1::/32"]],
  ])("%s is taken where %j are named", (text, networks) => {
    expect(checkDestinationUrl(text, networks)).toEqual({ url: new URL(text) });
  });
});
