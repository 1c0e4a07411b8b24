/* IPv4 addresses spelt for machines: hex-dotted anywhere, octal, short and single-number forms as host of a URL. */

import type { Scan } from "../detector.js";
import { runEnd, runStart } from "../digit-runs.js";
import { unitAt } from "../units.js";
import { isAsciiWord } from "./characters.js";
import { classifyV4, type IpClass } from "./ip-classes.js";

export interface SpelledCandidate {
  readonly start: number;
  readonly end: number;
  readonly name: IpClass;
}

/** Four parts of at most twelve characters. */
const longest = 51;
const form = /(?:0x[0-9a-f]{1,8}|\d{1,11})(?:\.(?:0x[0-9a-f]{1,8}|\d{1,11})){0,3}/iy;

/** The address as inet_aton(3) reads it: the last part fills what is left. Undefined when a part is too big. */
function readParts(parts: readonly string[]): number | undefined {
  let address = 0;
  for (const [index, part] of parts.entries()) {
    const octal = /^0[0-7]+$/.test(part);
    const value = octal ? Number.parseInt(part, 8) : Number(part);
    const room = index === parts.length - 1 ? 256 ** (5 - parts.length) : 256;
    if (!Number.isInteger(value) || value >= room) return undefined;
    address = address * room + value;
  }
  return address;
}

function readAt(
  text: string,
  start: number,
): { readonly end: number; readonly parts: readonly string[] } | undefined {
  form.lastIndex = start;
  const spelled = form.exec(text)?.[0];
  if (spelled === undefined || spelled.length > longest) return undefined;
  const end = start + spelled.length;
  const next = text.charCodeAt(end);
  if (isAsciiWord(next) || (next === 46 && isAsciiWord(text.charCodeAt(end + 1)))) return undefined;
  return { end, parts: spelled.split(".") };
}

/** `0x7f.0x0.0x0.0x1`, `0xcb.0.113.7`: at least two parts, the first in hex. Loopback too: nobody spells it so by habit. */
function scanHex({ text, units, digits }: Scan, found: (candidate: SpelledCandidate) => void): void {
  for (let run = 0; run < digits.count; run++) {
    const at = runStart(digits, run);
    if (
      runEnd(digits, run) !== at + 1 ||
      (unitAt(units, at + 1) | 0x20) !== 0x78 ||
      unitAt(units, at) !== 0x30
    )
      continue;
    const before = unitAt(units, at - 1);
    if (isAsciiWord(before) || before === 46) continue;
    const read = readAt(text, at);
    if (read === undefined || read.parts.length < 2) continue;
    const address = readParts(read.parts);
    if (address !== undefined) found({ start: at, end: read.end, name: classifyV4(address) });
  }
}

/** `http://3405803783/`, `http://0313.0.0161.07/`: forms that only a URL parser takes for a host. */
function scanHosts(text: string, found: (candidate: SpelledCandidate) => void): void {
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    const start = at + 3;
    const first = text.charCodeAt(start);
    if (first < 48 || first > 57) continue;
    const read = readAt(text, start);
    if (read === undefined || (read.parts[0]?.startsWith("0x") === true && read.parts.length > 1)) continue;
    const plain = read.parts.length === 4 && read.parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part));
    const address = plain ? undefined : readParts(read.parts);
    if (address !== undefined && address >= 0x0100_0000)
      found({ start, end: read.end, name: classifyV4(address) });
  }
}

export function scanSpelled(scan: Scan, found: (candidate: SpelledCandidate) => void): void {
  scanHex(scan, found);
  scanHosts(scan.text, found);
}
