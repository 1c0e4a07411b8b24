/* The package ip-address, read at first use: most programs meet plain addresses only, and it takes a tenth of their start. */

import { createRequire } from "node:module";
import type { Address4, Address6 } from "ip-address";

interface Library {
  readonly Address4: new (address: string) => Address4;
  readonly Address6: new (address: string) => Address6;
}

let loaded: Library | undefined;

const library = (): Library => (loaded ??= createRequire(import.meta.url)("ip-address") as Library);

/** An IPv4 address, with a prefix length or without. Throws AddressError of the package for anything else. */
export const address4 = (text: string): Address4 => new (library().Address4)(text);

/** An IPv6 address, with a prefix length or without. Throws AddressError of the package for anything else. */
export const address6 = (text: string): Address6 => new (library().Address6)(text);
