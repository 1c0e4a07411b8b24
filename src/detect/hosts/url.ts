/* URL with a scheme, and the HOSTNAME in it: starts from `://`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiLetter, isAsciiWord } from "../natives/characters.js";
import { urlEnd } from "./url-extent.js";

const url: CandidateShape = {
  detector: "url",
  entity: "URL",
  confidence: 0.95,
  evidence: [{ by: "structure", name: "scheme" }],
};

const host: CandidateShape = {
  detector: "url",
  entity: "HOSTNAME",
  confidence: 0.9,
  evidence: [{ by: "structure", name: "url-host" }],
};

const longestScheme = 20;

function schemeStart(text: string, sign: number): number {
  const limit = Math.max(0, sign - longestScheme);
  let start = sign;
  while (start > limit) {
    const code = text.charCodeAt(start - 1);
    if (!isAsciiWord(code) && code !== 43 && code !== 45 && code !== 46) break;
    start--;
  }
  while (start < sign && !isAsciiLetter(text.charCodeAt(start))) start++;
  return start;
}

/** User, name or address, port. A name has no empty label and begins with no dash. */
const authority =
  /(?<user>[^\s/?#@"'<>`]{0,256}@)?(?:(?<name>(?!-)[\p{L}\p{M}\p{N}_-]{1,63}(?:\.(?!-)[\p{L}\p{M}\p{N}_-]{1,63}){0,20})\.?|\[(?<six>[\da-f:.]{2,45}(?:%\w{1,16})?)\])(?::\d{1,5})?(?=[/?#\s"'<>`,;.:!)\]|}\\*，。、）」]|$)/iuy;

/** Hosts that are no place: this machine, words that stand for a host, name spaces of XML. */
const noPlace =
  /^(?:localhost|localhost\.localdomain|127(?:\.\d{1,3}){3}|0\.0\.0\.0|0|host|hostname|server|servername|domain|domainname|url|ip|address|(?:your|my|mein|dein|ihr|votre|mon|tu|su|meu|seu)[-_.]?(?:host|server|domain|site|url|ip|shop|instance|company|panel)\S*|x{2,}(?:\.x{2,})*|(?:[\w-]+\.)*(?:w3|xmlsoap|openxmlformats|purl|xmlns)\.(?:org|com)|schemas\.[\w.-]+|schema\.org|json-schema\.org)$/i;
const loopback6 = /^(?:::1?|0*(?::0*){7}1?)$/;

const named = /\p{L}/u;
const isName = (name: string): boolean => named.test(name) && !/^(?:0x[\da-f]+|[\d.]+)$/i.test(name);
const single = /\d|-/;

/** `https://docs.<region>.example`, `https://${HOST}`: a template. */
const template = /\.?[<{$[]/y;

function isPlace(
  text: string,
  { name, six, end }: { name: string; six: string | undefined; end: number },
): boolean {
  if (six !== undefined) return !loopback6.test(six);
  // What markup was taken out of, `https://docs.<region>/`, ends with the dot.
  if (!name.includes(".") && text.charCodeAt(end - 1) === 46) return false;
  template.lastIndex = end;
  return !noPlace.test(name) && !/^[A-Z_]+$/.test(name) && !template.test(text);
}

function addUrl({ text }: Scan, sink: Sink, sign: number): void {
  const scheme = schemeStart(text, sign);
  if (sign - scheme < 2) return;
  authority.lastIndex = sign + 3;
  const groups = authority.exec(text)?.groups;
  if (groups === undefined) return;
  const { user = "", name = "", six } = groups;
  if (!isPlace(text, { name, six, end: authority.lastIndex })) return;
  sink.add(url, scheme, urlEnd(text, sign + 3));
  const start = sign + 3 + user.length;
  const isHost = isName(name) && (name.includes(".") || single.test(name));
  if (isHost) sink.add(host, start, start + name.length);
}

export const webAddress: NativeDetector = {
  id: "url",
  entities: ["URL", "HOSTNAME"],
  literals: [{ text: "://" }],
  onLiteral(scan: Scan, sink: Sink, { start }: LiteralHit) {
    addUrl(scan, sink, start);
  },
};
