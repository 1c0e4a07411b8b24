/* Finds base64, base64url and hex that spell readable text, without a look at every unit of what holds none. */

import { gunzipSync } from "node:zlib";
import { hexValue } from "./hex.js";
import { notSpelled as none, sextetOf } from "./sextets.js";
import { leastSpelled } from "../spelled-runs.js";
import { unitAt, type Runs, type Units, type UnitText } from "../units.js";

const leastHex = 16;
/** Longest piece decoded at once, UTF-16 units: 64 kB of text. What is longer is read piece by piece. */
const longestSpelled = 87_384;
/** A shorter line of base64 is the last one (RFC 2045: 76 columns; PEM: 64). */
const leastLine = 60;

/** `+ - / _`: part of the alphabets, and what stands between a path's or a name's parts. */
const isSeparator = (unit: number): boolean =>
  unit === 0x2f || unit === 0x2d || unit === 0x5f || unit === 0x2b;

const isPrinted = (byte: number): boolean =>
  byte >= 0x20 ? byte < 0x7f : byte === 9 || byte === 10 || byte === 13;

/** Bytes of a UTF-8 sequence still to come behind its first one; -1 for none (RFC 3629). */
function followers(lead: number): number {
  if (lead < 0xc2 || lead > 0xf4) return -1;
  return lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
}

/** Bytes still to come behind `byte`; -1 where no readable text has it. */
function follow(pending: number, byte: number): number {
  if (pending > 0) return byte >= 0x80 && byte < 0xc0 ? pending - 1 : -1;
  if (byte >= 0x80) return followers(byte);
  return isPrinted(byte) ? 0 : -1;
}

/** Reads the lines of one spelled text in turn; how many units of the line spell readable text. */
type Reader = (line: string) => number;

function base64Reader(): Reader {
  let pending = 0;
  let bits = 0;
  let held = 0;
  return (line) => {
    for (let at = 0; at < line.length; at++) {
      bits = (bits << 6) | sextetOf(line.charCodeAt(at));
      held += 6;
      if (held < 8) continue;
      held -= 8;
      pending = follow(pending, (bits >> held) & 0xff);
      if (pending === -1) return at;
      bits &= (1 << held) - 1;
    }
    return line.length;
  };
}

/** What it returns is even. */
function hexReader(): Reader {
  let pending = 0;
  return (line) => {
    for (let at = 0; at + 1 < line.length; at += 2) {
      const high = hexValue(line.charCodeAt(at));
      const low = hexValue(line.charCodeAt(at + 1));
      if (high === -1 || low === -1) return at;
      pending = follow(pending, high * 16 + low);
      if (pending === -1) return at;
    }
    return line.length & ~1;
  };
}

function runEnd(units: Units, from: number): number {
  let end = from;
  while (sextetOf(unitAt(units, end)) !== none) end++;
  return end;
}

const isLineEnd = (unit: number): boolean => unit === 0x0a || unit === 0x0d || unit === 0;

/** Where a run goes on behind a line break and quote marks, in a line that holds nothing else; -1 when it does not. */
function nextLine(units: Units, end: number): number {
  let at = end;
  if (unitAt(units, at) === 0x0d) at++;
  if (unitAt(units, at) !== 0x0a) return -1;
  at++;
  for (let seen = 0; seen < 12 && (unitAt(units, at) === 0x3e || unitAt(units, at) === 0x20); seen++) at++;
  const stop = runEnd(units, at);
  return stop > at && isLineEnd(unitAt(units, paddedEnd(units, stop))) ? at : -1;
}

/** Behind the padding: at most two signs. */
function paddedEnd(units: Units, end: number): number {
  let at = end;
  while (at < end + 2 && unitAt(units, at) === 0x3d) at++;
  return at;
}

/** Encoders break lines between groups of four. */
const isFullLine = (length: number): boolean => length >= leastLine && length % 4 === 0;

/** A run and the lines it goes on in: the units without the line breaks, and where they come from. */
interface Spelled {
  readonly text: string;
  /** Units of the text from its start that spell readable text. */
  readonly readable: number;
  /** Flat pairs of the position in `text` and in the source where each line begins. */
  readonly lines: readonly number[];
  readonly end: number;
}

/** Reads on while all is readable: what is not, is not read again. */
function gather({ text, units }: UnitText, start: number, read: Reader): Spelled {
  const lines = [0, start];
  let end = Math.min(runEnd(units, start), start + longestSpelled);
  let spelled = text.slice(start, end);
  let readable = read(spelled);
  for (let from = start; readable === spelled.length && isFullLine(end - from);) {
    const next = nextLine(units, end);
    if (next === -1 || spelled.length >= longestSpelled) break;
    lines.push(spelled.length, next);
    from = next;
    end = Math.min(runEnd(units, next), next + longestSpelled - spelled.length);
    const line = text.slice(next, end);
    spelled += line;
    readable += read(line);
  }
  return { text: spelled, readable, lines, end };
}

/** Position in the source behind the first `length` units. */
function sourceEnd({ lines }: Spelled, length: number): number {
  let line = 0;
  while (line + 2 < lines.length && (lines[line + 2] as number) < length) line += 2;
  return (lines[line + 1] as number) + length - (lines[line] as number);
}

/** Where the readable part may end when not all is readable: before a separator or at a line break; 0 for nowhere. */
function cutBefore({ text, lines, readable }: Spelled): number {
  let at = readable;
  while (at > 0 && !isSeparator(text.charCodeAt(at))) at--;
  for (let line = lines.length - 2; line > 0; line -= 2) {
    const start = lines[line] as number;
    if (start <= readable) return Math.max(at, start);
  }
  return at;
}

/** One spelled text. `[start, end)` is all of it in the source, padding included. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Also asked behind the end of a text. */
const isHexWord = (unit: number): boolean => (sextetOf(unit) ?? none) !== none && !isSeparator(unit);

function hexAt(source: UnitText, start: number): Token | undefined {
  if (hexReader()(source.text.slice(start, start + leastHex)) < leastHex) return undefined;
  const spelled = gather(source, start, hexReader());
  const { readable: length } = spelled;
  if (isHexWord(spelled.text.charCodeAt(length))) return undefined;
  const text = Buffer.from(spelled.text.slice(0, length), "hex").toString("utf8");
  return { start, end: sourceEnd(spelled, length), text };
}

/** Random bytes are readable now and then; few of them beyond ASCII say nothing. */
const leastForeign = 20;
const foreign = /[^\t\r\n\x20-\x7e]/;

function base64At(source: UnitText, start: number): Token | undefined {
  const { units } = source;
  if (base64Reader()(source.text.slice(start, start + leastSpelled)) < leastSpelled) return undefined;
  const spelled = gather(source, start, base64Reader());
  const length = spelled.readable === spelled.text.length ? spelled.readable : cutBefore(spelled);
  if (length < leastSpelled) return undefined;
  const text = Buffer.from(spelled.text.slice(0, length), "base64").toString("utf8");
  if (text.length < leastForeign && foreign.test(text)) return undefined;
  return { start, end: paddedEnd(units, sourceEnd(spelled, length)), text };
}

/** How every gzip header begins in base64 (RFC 1952: 1f 8b 08). */
const gzipSign = "H4sI";
/** Unpacked, bytes. */
const longestUnpacked = 65_536;
const leastGzip = 28;

function gzipAt(source: UnitText, start: number): Token | undefined {
  const spelled = gather(source, start, (line) => line.length);
  if (spelled.text.length < leastGzip) return undefined;
  try {
    const bytes = gunzipSync(Buffer.from(spelled.text, "base64"), { maxOutputLength: longestUnpacked });
    return { start, end: paddedEnd(source.units, spelled.end), text: bytes.toString("utf8") };
  } catch {
    return undefined;
  }
}

const isX = (unit: number): boolean => (unit | 0x20) === 0x78;

/** The first two bytes: most runs spell nothing, and this tells at once. */
function mayBeBase64(units: Units, at: number): boolean {
  const second = sextetOf(unitAt(units, at + 1));
  const third = sextetOf(unitAt(units, at + 2));
  const pending = follow(0, (sextetOf(unitAt(units, at)) << 2) | (second >> 4));
  return pending !== -1 && follow(pending, ((second & 15) << 4) | (third >> 2)) !== -1;
}

function mayBeHex(units: Units, at: number): boolean {
  const high = hexValue(unitAt(units, at));
  const low = hexValue(unitAt(units, at + 1));
  return high !== -1 && low !== -1 && follow(0, high * 16 + low) !== -1;
}

function tokenAt(source: UnitText, at: number): Token | undefined {
  const { units } = source;
  const start = unitAt(units, at) === 0x30 && isX(unitAt(units, at + 1)) ? at + 2 : at;
  const token = mayBeHex(units, start) ? hexAt(source, start) : undefined;
  return token ?? (mayBeBase64(units, at) ? base64At(source, at) : undefined);
}

/** Behind the next separator of the run, or behind the run. */
function nextStart(units: Units, from: number): number {
  let at = from;
  while (sextetOf(unitAt(units, at)) !== none && !isSeparator(unitAt(units, at))) at++;
  return at + 1;
}

/** Unpacking is dear: so many in a text. */
const mostUnpacked = 4;

/** Tokens in order; the same empty list for a text without any. `spelled`: its runs. Linear. */
export function findTokens(source: UnitText, spelled: Runs): readonly Token[] {
  const { text, units } = source;
  let tokens: Token[] | undefined;
  let unpacked = 0;
  let from = 0;
  for (let run = 0; run < spelled.count; run++) {
    const end = spelled.edges[run * 2 + 1] as number;
    let at = Math.max(from, spelled.edges[run * 2] as number);
    while (end - at >= leastSpelled) {
      const isPacked = unpacked < mostUnpacked && text.startsWith(gzipSign, at);
      if (isPacked) unpacked++;
      const token = isPacked ? gzipAt(source, at) : tokenAt(source, at);
      if (token !== undefined) (tokens ??= []).push(token);
      at = token?.end ?? nextStart(units, at);
    }
    from = at;
  }
  return tokens ?? noTokens;
}

const noTokens: readonly Token[] = Object.freeze([]);
