/* Shortens an IP address to its network, so far that country and provider can still be told. */

import { address4, address6 } from "./ip-address.js";
import { label } from "./label.js";
import type { Transform } from "./transform.js";

function networkOf(value: string, ipv4: number, ipv6: number): string | undefined {
  const bare = value.replace(/^\[|\]$/g, "").split(/[%/]/)[0] ?? "";
  try {
    if (!bare.includes(":"))
      return `${address4(`${bare}/${String(ipv4)}`)
        .startAddress()
        .correctForm()}/${String(ipv4)}`;
    return `${address6(`${bare}/${String(ipv6)}`)
      .startAddress()
      .correctForm()}/${String(ipv6)}`;
  } catch {
    return undefined;
  }
}

/** Anything that is no IP address gets a label. */
export const truncate: Transform = {
  defaults: { ipv4: 24, ipv6: 48 },
  // Longer prefixes would name a household or a machine, and then nothing is masked.
  bounds: { ipv4: [8, 28], ipv6: [16, 64] },
  apply(target, options, tagger) {
    if (target.entity !== "IP_ADDRESS") return label.apply(target, {}, tagger);
    const value = target.value.expose().normalize("NFKC").trim();
    return (
      networkOf(value, Number(options["ipv4"]), Number(options["ipv6"])) ?? label.apply(target, {}, tagger)
    );
  },
};
