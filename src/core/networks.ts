/* Which addresses are somebody's own: networks that no webhook may reach unless its destination names them. */

import { BlockList, isIP } from "node:net";

/** IANA's special-purpose registry, and what clouds answer their machines on. */
const specialV4 = (
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 " +
  "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 " +
  "203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32"
).split(" ");

/** Of IPv6 only global unicast is public; mapped, NAT64, SRv6, unique and link-local addresses lie outside of it. */
const publicV6 = ["2000::/3"];

/** Less its own exceptions: protocol assignments with Teredo and ORCHID, documentation, 6to4, AS112, 6bone. */
const specialV6 = "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3ffe::/16 3fff::/20".split(" ");

export type AddressTest = (address: string) => boolean;

const familyOf = (version: number): "ipv4" | "ipv6" => (version === 4 ? "ipv4" : "ipv6");

/** Throws RangeError, without the text, for what is neither an address nor a network. A network of IPv4 holds its mapped form too. */
export function createNetworks(networks: readonly string[]): AddressTest {
  const list = new BlockList();
  for (const network of networks) {
    const [address = "", length, ...rest] = network.split("/");
    const version = isIP(address);
    const widest = version === 4 ? 32 : 128;
    const prefix = length === undefined ? widest : /^\d{1,3}$/.test(length) ? Number(length) : NaN;
    if (version === 0 || address.includes("%") || rest.length > 0 || !(prefix <= widest)) {
      throw new RangeError("not a network");
    }
    list.addSubnet(address, prefix, familyOf(version));
  }
  return (address) => {
    // A zone says over which interface, not where.
    const bare = address.replace(/%.*/s, "");
    const version = isIP(bare);
    return version !== 0 && list.check(bare, familyOf(version));
  };
}

interface Registry {
  readonly isSpecialV4: AddressTest;
  readonly isPublicV6: AddressTest;
  readonly isSpecialV6: AddressTest;
}

let known: Registry | undefined;

/** Made at the first question: a library that delivers nothing has none, and lists of the system are dear to fill. */
const registry = (): Registry =>
  (known ??= {
    isSpecialV4: createNetworks(specialV4),
    isPublicV6: createNetworks(publicV6),
    isSpecialV6: createNetworks(specialV6),
  });

/** Whether an address is private, loopback or otherwise not one of the public internet. True for what is no address. */
export const isSpecialAddress: AddressTest = (address) => {
  const version = isIP(address);
  const { isSpecialV4, isPublicV6, isSpecialV6 } = registry();
  if (version === 4) return isSpecialV4(address);
  return version === 0 || !isPublicV6(address) || isSpecialV6(address);
};
