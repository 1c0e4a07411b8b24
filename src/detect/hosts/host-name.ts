/* Reads the dotted name around a top-level label, and tells host names from packages, files, versions and products. */

import type { Span } from "../../core/types.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiWord } from "../natives/characters.js";
import { innerTops, machineTops, registries, strongTops } from "./top-level.js";

export interface HostName {
  readonly start: number;
  readonly end: number;
  /** Lower case, the top-level one included. */
  readonly labels: readonly string[];
  /** Its top-level name, a capital inside, a digit, a dash or its parts leave no doubt. */
  readonly sure: boolean;
}

const longestName = 253;
const dash = 45;
const dot = 46;

/** Letters of Latin script beyond ASCII, of names such as `bücher.example`. */
const lastLatin = 0x24f;
const isLatin = (code: number): boolean =>
  code >= 0xc0 && code <= lastLatin && code !== 0xd7 && code !== 0xf7;

const nameUnits = new Uint8Array(0x10000);
for (let code = 0; code <= lastLatin; code++) {
  if (isAsciiWord(code) || code === dash || code === dot || isLatin(code)) nameUnits[code] = 1;
}

/** Whether a name may end at `end`: no word, label, call or mail address goes on there. */
function endsName(units: Units, end: number): boolean {
  const code = unitAt(units, end);
  if (code === dot || code === dash) return !isAsciiWord(unitAt(units, end + 1));
  return nameUnits[code] !== 1 && code !== 64 && code !== 40;
}

function nameStart(units: Units, from: number): number {
  const limit = Math.max(0, from - longestName);
  let start = from;
  while (start > limit && nameUnits[unitAt(units, start - 1)] === 1) start--;
  while (start < from && (unitAt(units, start) === dot || unitAt(units, start) === dash)) start++;
  return start;
}

/** First labels of the packages and name spaces of programming languages. */
const packageRoots = new Set(
  "com org net java javax jdk sun android androidx kotlin scala system microsoft io".split(" "),
);

/** Products and standards that are spelt like hosts, and the hosts of name spaces of XML. */
const products =
  /^(?:(?:asp|ado|vb|ml|paint|system|java|dot|xamarin)\.net|(?:socket|system|java|draw|ko|engine|next|std)\.io|(?:[a-z0-9]+\.)*(?:w3|xmlsoap|openxmlformats|purl|schema)\.org|schemas\.\S+|std\.in|[ieuz]\.\S+|(?:this|self|user|users|window|document|process|console|log|logger|config|settings|rc|app|main|index|test|data|item|obj|req|res|request|response|event|error)\.[a-z]+)$/;

function isCase(name: string): boolean {
  const top = name.slice(name.lastIndexOf(".") + 1);
  return top === top.toLowerCase() || name === name.toUpperCase();
}

/** Capitals of a name of a firm, or a dash: neither a word of a sentence nor a member of an object is written so. */
const mark = /^\p{Lu}\p{Ll}+\p{Lu}|-/u;

/** Objects whose members have names of top-level domains: `req.body.email`, `user.id`. */
const objects = new Set(
  `this self user users window document process console log logger config settings rc app main index test data item obj req res
  request response event error props state ctx context params options model row record node el elem args env math array
  array map list session ticket customer order jail sshd local global std file path`.split(/\s+/),
);

function isSure(name: string, labels: readonly string[]): boolean {
  const top = labels.at(-1) ?? "";
  if (strongTops.has(top) || labels[0] === "www") return true;
  if (objects.has(labels[0] ?? "")) return false;
  return labels.length > 2 || mark.test(name) || (machineTops.has(top) && /\d/.test(name));
}

function hasEmptyOrLong(labels: readonly string[]): boolean {
  return labels.some(
    (label) => label === "" || label.length > 63 || label.startsWith("-") || label.endsWith("-"),
  );
}

/** `lower`: the name in small letters, and its labels. */
function isNoHost(name: string, lower: string, labels: readonly string[]): boolean {
  if (hasEmptyOrLong(labels) || (lower !== name && !isCase(name)) || products.test(lower)) return true;
  // `_25._tcp.mx` is relative to a zone.
  if (labels.at(-2)?.startsWith("_") === true) return true;
  if (labels.length > 2 && packageRoots.has(labels[0] ?? "")) return true;
  // Numbers before the top-level name: versions and amounts.
  return labels.slice(0, -1).every((label) => /^v?\d*$/.test(label));
}

/** The name from `start` to `end`; undefined when it is none. */
export function readHostName(text: string, { start, end }: Span): HostName | undefined {
  const name = text.slice(start, end);
  const lower = name.toLowerCase();
  const labels = lower.split(".");
  return isNoHost(name, lower, labels) ? undefined : { start, end, labels, sure: isSure(name, labels) };
}

/** Start of the dotted name whose top-level label stands behind the dot at `dotAt` and ends at `end`; -1 for none. */
export function hostNameStart(units: Units, dotAt: number, end: number): number {
  if (!endsName(units, end)) return -1;
  const start = nameStart(units, dotAt);
  return start < dotAt ? start : -1;
}

/** `example.com`, `example.co.uk`: what people write for a site, and browsers open. */
export function isSite({ labels }: HostName): boolean {
  const top = labels.at(-1) ?? "";
  if (innerTops.has(top)) return false;
  if (labels[0] === "www") return true;
  return labels.length === 2 || (labels.length === 3 && top.length === 2 && registries.has(labels[1] ?? ""));
}
