/* Which addresses may stand in the configuration: HTTP alone, and nothing in them that is a secret or never sent. */

import { referenceShape } from "./secret-reference.js";

/** Ports of other protocols, which browsers do not talk to either (WHATWG Fetch, port blocking). */
const foreignPorts: ReadonlySet<number> = new Set([
  ...[1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103],
  ...[104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513],
  ...[514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720],
  ...[1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/** What is wrong with it, in one sentence that does not repeat it; undefined: nothing. */
export function addressFault(text: string, kind: "public" | "destination"): string | undefined {
  if (kind === "destination" && referenceShape.test(text)) return undefined;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
    return "expected an address with http:// or https://";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "an address holds no login. Use secrets";
  if (url.hash !== "") return "a fragment (#) is never sent. Take it out";
  if (foreignPorts.has(Number(url.port))) return `port ${url.port} is not one of HTTP`;
  if (kind === "public" && url.search !== "") return "leave the query out: it is the sender's";
  return undefined;
}
