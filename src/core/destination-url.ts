/* Which addresses a destination may have, judged before anything connects; what its name resolves to is judged later. */

import { isIP } from "node:net";
import { createNetworks, isSpecialAddress, type AddressTest } from "./networks.js";

/** Sentences for whoever wrote the configuration. */
export const destinationFaults = {
  syntax: "is not an absolute URL",
  scheme: "must be http or https",
  login: "must not hold a login",
  fragment: "must not hold a fragment",
  port: "has a port on which no web server listens",
  network: "leads into a special network; name it under networks, if it is meant",
} as const;

export type DestinationFault = keyof typeof destinationFaults;

/** Ports browsers refuse, as other protocols would take the request for their own, and two stores that speak in lines. */
const refusedPorts: ReadonlySet<number> = new Set(
  (
    "0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 " +
    "137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 " +
    "1720 1723 2049 3659 4045 4190 5060 5061 6000 6379 6566 6665 6666 6667 6668 6669 6679 6697 10080 11211"
  )
    .split(" ")
    .map(Number),
);

/** What the URL parser would silently take out or turn round. */
const unclean = /[\s\\\p{Cc}]/u;

/** `host` as a URL has it. Undefined: a name, which is judged when it is resolved. */
function literalsOf(host: string): readonly string[] | undefined {
  const bare = host.replace(/^\[(.*)\]$/, "$1");
  if (isIP(bare) !== 0) return [bare];
  return /(?:^|\.)localhost\.?$/.test(host) ? ["127.0.0.1", "::1"] : undefined;
}

function judge(url: URL, isNamed: AddressTest): DestinationFault | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:") return "scheme";
  if (url.username !== "" || url.password !== "") return "login";
  if (url.hash !== "") return "fragment";
  if (url.port !== "" && refusedPorts.has(Number(url.port))) return "port";
  const literals = literalsOf(url.hostname);
  const open = literals?.some((address) => !isSpecialAddress(address) || isNamed(address)) ?? true;
  return open ? undefined : "network";
}

/** `networks`: those the destination names, valid. The fault never quotes the text, which may hold a secret. */
export function checkDestinationUrl(
  text: string,
  networks: readonly string[] = [],
): { readonly url: URL } | { readonly fault: DestinationFault } {
  if (unclean.test(text) || !URL.canParse(text)) return { fault: "syntax" };
  const url = new URL(text);
  const fault = judge(url, createNetworks(networks));
  return fault === undefined ? { url } : { fault };
}
