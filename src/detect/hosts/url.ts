/* URL with a scheme, and the HOSTNAME in it: starts from `://`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiLetter, isAsciiWord, isDigit } from "../natives/characters.js";
import { onForget, remembersText } from "../text-memory.js";
import { unitAt, type Units, type UnitText } from "../units.js";
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

function schemeStart(units: Units, sign: number): number {
  const limit = Math.max(0, sign - longestScheme);
  let start = sign;
  while (start > limit) {
    const code = unitAt(units, start - 1);
    if (!isAsciiWord(code) && code !== 43 && code !== 45 && code !== 46) break;
    start--;
  }
  while (start < sign && !isAsciiLetter(unitAt(units, start))) start++;
  return start;
}

const authorityEnds = new Uint8Array(0x10000);
for (const one of "/?#\\") authorityEnds[one.charCodeAt(0)] = 1;
/** A user and a password are read this far, in UTF-16 units. */
const longestAuthority = 512;

/** End of user, host and port: where path, query, fragment or the URL itself ends. */
function authorityEnd(units: Units, from: number, stop: number): number {
  const limit = Math.min(stop, from + longestAuthority);
  let end = from;
  while (end < limit && authorityEnds[unitAt(units, end)] !== 1) end++;
  return end;
}

/** A name has no empty label and begins with no dash. */
const plainHost = /^\w[\w-]{0,62}(?:\.\w[\w-]{0,62}){0,20}\.?$/;
const anyHost = /^[\p{L}\p{M}\p{N}_-]{1,63}(?:\.[\p{L}\p{M}\p{N}_-]{1,63}){0,20}\.?$/u;
const six = /^\[[\da-f:.]{2,45}(?:%\w{1,16})?\]$/i;

/** Hosts that are no place: this machine, words that stand for a host, name spaces of XML. */
const noPlace =
  /^(?:localhost|localhost\.localdomain|127(?:\.\d{1,3}){3}|0\.0\.0\.0|0|host|hostname|server|servername|domain|domainname|url|ip|address|(?:your|my|mein|dein|ihr|votre|mon|tu|su|meu|seu)[-_.]?(?:host|server|domain|site|url|ip|shop|instance|company|panel)\S*|x{2,}(?:\.x{2,})*|(?:[\w-]+\.)*(?:w3|xmlsoap|openxmlformats|purl|xmlns)\.(?:org|com)|schemas\.[\w.-]+|schema\.org|json-schema\.org)$/i;
const loopback6 = /^(?:::1?|0*(?::0*){7}1?)$/;

const named = /\p{L}/u;
const colon = 58;
const atSign = 64;
const isName = (name: string): boolean => named.test(name) && !/^(?:0x[\da-f]+|[\d.]+)$/i.test(name);
const single = /\d|-/;

/** Behind a host: a template, `https://docs.<region>.example`, `https://${HOST}`. */
const templateStarts = new Set([..."<{$["].map((sign) => sign.charCodeAt(0)));

interface Authority {
  readonly start: number;
  /** Without user and port; brackets of an IPv6 address included. */
  readonly host: string;
}

/** End of the host before a port of up to five digits. */
function hostEnd(units: Units, start: number, end: number): number {
  let at = end;
  while (at > start && end - at < 5 && isDigit(unitAt(units, at - 1))) at--;
  return at > start && unitAt(units, at - 1) === colon ? at - 1 : end;
}

function readAuthority({ text, units }: UnitText, from: number, stop: number): Authority | undefined {
  const end = authorityEnd(units, from, stop);
  let start = end;
  while (start > from && unitAt(units, start - 1) !== atSign) start--;
  const host = text.slice(start, hostEnd(units, start, end));
  return host === "" ? undefined : { start, host };
}

function isPlace(text: string, { start, host }: Authority): boolean {
  if (host.startsWith("[")) return six.test(host) && !loopback6.test(host.slice(1, -1));
  if (!plainHost.test(host) && !anyHost.test(host)) return false;
  const end = start + host.length;
  if (templateStarts.has(text.charCodeAt(end))) return false;
  // What markup was taken out of, `https://docs.<region>/`, ends with the dot.
  if (host.endsWith(".") || text.charCodeAt(end) === 46) return host.slice(0, -1).includes(".");
  return !noPlace.test(host) && (host.includes(".") || !/^[A-Z_]+$/.test(host));
}

/** Where the last URL of a text ends: another `://` inside it is part of it, and is not read again. */
const last: { scan: Scan | undefined; end: number } = { scan: undefined, end: 0 };
onForget(() => {
  last.scan = undefined;
});

function remember(scan: Scan, end: number): void {
  last.scan = scan;
  last.end = end;
  remembersText();
}

function addUrl(scan: Scan, sink: Sink, separator: number): void {
  const { text, units } = scan;
  if (last.scan === scan && last.end > separator) return;
  const scheme = schemeStart(units, separator);
  if (separator - scheme < 2) return;
  const end = urlEnd(units, separator + 3);
  remember(scan, end);
  const found = readAuthority(scan, separator + 3, end);
  if (found === undefined || !isPlace(text, found)) return;
  sink.add(url, scheme, end);
  const { start, host: name } = found;
  if (name.startsWith("[") || !(name.includes(".") || single.test(name)) || !isName(name)) return;
  sink.add(host, start, start + name.length - (name.endsWith(".") ? 1 : 0));
}

export const webAddress: NativeDetector = {
  id: "url",
  entities: ["URL", "HOSTNAME"],
  literals: [{ text: "://" }],
  onLiteral(scan: Scan, sink: Sink, { start }: LiteralHit) {
    addUrl(scan, sink, start);
  },
};
