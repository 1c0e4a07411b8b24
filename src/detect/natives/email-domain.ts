/* Right side of an address: a domain of any script, an IP literal, or a well-known single label. */

import { isAsciiLetter, isAsciiWord, isDigit, isForeignWordAt } from "./characters.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { createWordTrie } from "../word-trie.js";
import { readPlainDomain, type PlainDomain } from "./email-plain.js";
import { readV6 } from "./ipv6.js";

/** RFC 1035 limits, in characters of the name as written. */
const longestDomain = 253;
const longestLabel = 63;
/** `[IPv6:` and the longest address and `]`. */
const longestLiteral = 54;

/** Names without a dot that mail is really sent to. */
const singleLabels = new Set(["localhost", "localdomain"]);

/** Last labels that are file types or unit types, not top-level domains: `logo@2x.png`, `getty@tty1.service`. */
const fileTypes = new Set(
  `png jpg jpeg gif svg webp avif ico bmp css scss less js mjs cjs ts tsx jsx json xml html htm php txt log pdf csv yml yaml
  tgz gz tar bz2 xz jar war whl deb rpm exe dll dylib conf cfg ini lock bak tmp woff woff2 ttf mp3 mp4
  service socket timer mount automount slice target device`.split(/\s+/),
);

const fileTrie = createWordTrie(() => [...fileTypes].map((word) => ({ word, value: 1 })));

const versionLabel = /^(?:v?\d+|\d+(?:\.\d+)*x)$/i;
const asciiTop = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/i;
const nonAscii = /[^\0-\x7f]/;

function domainRunEnd(text: string, start: number): number {
  const limit = Math.min(text.length, start + longestDomain);
  let end = start;
  while (end < limit) {
    const code = text.charCodeAt(end);
    const inside =
      code < 0x80
        ? (isAsciiWord(code) && code !== 95) || code === 45 || code === 46
        : isForeignWordAt(text, end);
    if (!inside) break;
    end++;
  }
  return end;
}

/** An ASCII label that runs into another script (`com李四`, `comи`) ends where that script begins. */
function cutScriptTail(label: string): string {
  const cut = label.search(nonAscii);
  if (cut < 2 || !/^[a-z]+$/i.test(label.slice(0, cut))) return label;
  const rest = label.slice(cut);
  return /^[^\0-\x7f]+$/.test(rest) && !/\p{Script=Latin}/u.test(rest) ? label.slice(0, cut) : label;
}

/** `text` without the signs at its end. */
function trimEnd(text: string, sign: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === sign) end--;
  return text.slice(0, end);
}

function isTop(label: string): boolean {
  if (!nonAscii.test(label)) return asciiTop.test(label);
  return label.length >= 2 && /\p{L}/u.test(label);
}

/** Then it may be a version rather than a name. */
const startsWithDigit = (run: string): boolean => /^v?\d/i.test(run);

function isLabel(label: string): boolean {
  return label !== "" && label.length <= longestLabel && !label.startsWith("-");
}

function isFile(labels: readonly string[], top: string): boolean {
  if (fileTypes.has(top.toLowerCase())) return true;
  const first = labels[0] ?? "";
  return (
    versionLabel.test(first) &&
    labels.length > 2 &&
    labels.slice(0, -1).every((label) => /^v?\d/i.test(label))
  );
}

/** Where a file name goes on behind an address: `jane@example.com.pdf`, `jane@example.com-crash.log`. */
const plainTop = /^(?:com|org|net|edu|gov|info|biz|test|example|[a-z]{2})(?=-|$)/i;

/** Length of the top-level label that `label` begins with; 0 unless it is a common one. */
function plainTopLength(label: string): number {
  const [top = ""] = plainTop.exec(label) ?? [];
  return fileTypes.has(top.toLowerCase()) ? 0 : top.length;
}

/** What a run of labels holds: the end of the longest name with a top-level label, and of one with a common one. */
interface Ends {
  accepted: number;
  plain: number;
}

function readLabel(labels: readonly string[], at: number, ends: Ends): void {
  const label = labels.at(-1) ?? "";
  if (labels.length < 2) return;
  if (isTop(label)) ends.accepted = isFile(labels, label) ? ends.plain : at + label.length;
  const top = plainTopLength(label);
  if (top > 0) ends.plain = at + top;
}

/** Neither a version nor a file by its last label. */
function isNoFile(units: Units, start: number, { top, end }: PlainDomain): boolean {
  const first = unitAt(units, start);
  const mayCount = isDigit(first) || ((first | 0x20) === 0x76 && isDigit(unitAt(units, start + 1)));
  return !mayCount && end - start <= longestDomain && fileTrie.inUnits(units, top, end) === 0;
}

/** Labels of ASCII, none too long, with a top-level label at the end: as nearly all domains are. */
const plainDomain = /^(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,8}([a-z]{2,63})$/i;

/** Length of the domain in `run`: the longest dotted part that ends in a top-level label; 0 for none. */
function domainLength(run: string): number {
  const top = plainDomain.exec(run)?.[1];
  if (top !== undefined && !fileTypes.has(top.toLowerCase()) && !startsWithDigit(run)) return run.length;
  const labels: string[] = [];
  const ends: Ends = { accepted: 0, plain: 0 };
  let at = 0;
  for (const raw of run.split(".")) {
    if (!isLabel(raw)) break;
    const label = trimEnd(cutScriptTail(raw), "-");
    labels.push(label);
    readLabel(labels, at, ends);
    if (label !== raw) break;
    at += label.length + 1;
  }
  const isLocal = labels.length === 1 && singleLabels.has(run.toLowerCase());
  return ends.accepted || ends.plain || (isLocal ? run.length : 0);
}

function literalEnd(text: string, start: number): number {
  const close = text.slice(start, start + longestLiteral).indexOf("]");
  if (close < 0) return start;
  const inner = text.slice(start + 1, start + close);
  const quad =
    /^(?:\d{1,3}\.){3}\d{1,3}$/.test(inner) && inner.split(".").every((octet) => Number(octet) < 256);
  const six = /^IPv6:/i.test(inner) && readV6(inner.slice(5)) !== undefined;
  return quad || six ? start + close + 1 : start;
}

/** End of the domain that begins at `start`; `start` itself when there is none. At most 253 characters are read. */
export function domainEnd({ text, units }: UnitText, start: number): number {
  const simple = readPlainDomain(units, start);
  if (simple !== undefined && isNoFile(units, start, simple)) return simple.end;
  const code = unitAt(units, start);
  if (code === 91) return literalEnd(text, start);
  if (!isAsciiLetter(code) && !isDigit(code) && !isForeignWordAt(text, start)) return start;
  const end = domainRunEnd(text, start);
  return start + domainLength(trimEnd(text.slice(start, end), "."));
}
