/* Finds private key blocks (PEM, OpenSSH, PGP, PuTTY), whole or cut off, quoted in mail or escaped in JSON. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";

function shape(kind: string, name: string): CandidateShape {
  const evidence = [{ by: "structure", name }] as const;
  return { detector: "private-key-block", entity: "CREDENTIAL", kind, confidence: 0.99, evidence };
}

const closedBlock = shape("private-key", "begin-end");
const openBlock = shape("private-key", "begin");
const puttyBlock = shape("private-key", "putty");

/** `BEGIN`, up to four words, `PRIVATE KEY`, perhaps `BLOCK`; keys of tunnels, which both ends share. */
const beginLine =
  /^-----BEGIN (?:(?:[A-Z\d]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?|OpenVPN (?:Static key V\d|tls-crypt-v2 (?:client|server) key))-----/;
const longestBeginLine = 96;
const longestEndLine = 80;
/** A body has at least one run of this many base64 characters; a description of the format has none. */
const leastRun = 16;
const longestHeaderLine = 200;
/** Line lengths of PEM, OpenSSH, PuTTY and PGP writers. */
const fullLengths = new Set([48, 60, 64, 65, 70, 72, 76]);

function isBase64At(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const lower = code | 0x20;
  if ((lower >= 0x61 && lower <= 0x7a) || (code >= 0x2f && code <= 0x39)) return true;
  return code === 0x2b || code === 0x3d;
}

/** End of a line break at `at`, real or written as `\n`, `\r\n`, with one or two backslashes; `at` if there is none. */
function skipBreak(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 0x0a || code === 0x0d) return at + 1;
  if (code !== 0x5c) return at;
  let end = at + 1;
  if (text.charAt(end) === "\\") end++;
  const letter = text.charAt(end);
  return letter === "n" || letter === "r" ? end + 1 : at;
}

/** Line breaks, blanks and the quote marks of mail and lists in front of a line. */
function skipToLine(text: string, at: number): number {
  let end = at;
  for (;;) {
    const next = skipBreak(text, end);
    if (next > end) end = next;
    else if (/[\s>|*#"'+]/.test(text.charAt(end)) && end < text.length) end++;
    else return end;
  }
}

/** End of the base64 line at `at`; `at` when it is too short to be part of a key or holds anything else. */
function readBodyLine(text: string, at: number): number {
  let end = at;
  while (end < text.length && isBase64At(text, end) && skipBreak(text, end) === end) end++;
  const closed = end >= text.length || skipBreak(text, end) > end || /[\s"'<|,]/.test(text.charAt(end));
  const checksum = text.charAt(at) === "=" && end - at <= 6;
  return closed && (end - at >= leastRun || checksum) ? end : at;
}

const headerName =
  /^(?:Proc-Type|DEK-Info|Version|Comment|Hash|Charset|Encryption|Public-Lines|Private-Lines|Private-MAC|Key-Derivation|Argon2-[A-Z]{4,12}|Subject|x-[a-z-]{2,20}): ?/i;

/** End of a header line at `at`, `at` when it is none. */
function readHeaderLine(text: string, at: number): number {
  if (!headerName.test(text.slice(at, at + 32))) return at;
  let end = at;
  while (end < at + longestHeaderLine && end < text.length && skipBreak(text, end) === end) end++;
  return end;
}

/** The last line of a key is short: behind a full line, base64 of whole groups, alone on its line. */
function readLastLine(text: string, at: number, lineLength: number): number {
  if (!fullLengths.has(lineLength)) return at;
  let end = at;
  while (end < at + leastRun && isBase64At(text, end)) end++;
  const closed = end >= text.length || skipBreak(text, end) > end;
  return closed && (end - at) % 4 === 0 ? end : at;
}

/** Walks base64 and header lines; -1 when there is not one, else where the last one ends. */
function readBody(text: string, at: number, stop: number): number {
  let last = -1;
  let length = 0;
  let line = skipToLine(text, at);
  while (line < stop) {
    let end = readBodyLine(text, line);
    if (end === line) end = readHeaderLine(text, line);
    if (end === line) end = readLastLine(text, line, length);
    if (end === line) return last;
    length = end - line;
    last = end;
    line = skipToLine(text, end);
  }
  return last;
}

function hasLongRun(text: string, from: number, to: number): boolean {
  let run = 0;
  for (let at = from; at < to; at++) {
    run = isBase64At(text, at) ? run + 1 : 0;
    if (run >= leastRun) return true;
  }
  return false;
}

/** Behind `-----END …-----`; a line that was cut off ends with the text. */
function endOfEndLine(text: string, at: number): number {
  const line = text.slice(at, at + longestEndLine);
  const close = line.indexOf("-----", 9);
  return close >= 0 ? at + close + 5 : Math.min(text.length, at + Math.max(8, line.search(/[\r\n\\]|$/)));
}

/** The next dashes end the block or begin another one; so no part of the text is read for two blocks. */
function onPem(scan: Scan, sink: Sink, start: number): void {
  const { text } = scan;
  const begin = beginLine.exec(text.slice(start, start + longestBeginLine));
  if (begin === null) return;
  const bodyStart = start + begin[0].length;
  const dashes = text.indexOf("-----", bodyStart);
  const stop = dashes < 0 ? text.length : dashes;
  scan.budget.spend(stop - start);
  if (text.startsWith("-----END ", dashes) && dashes >= 0 && hasLongRun(text, bodyStart, stop)) {
    sink.add(closedBlock, start, endOfEndLine(text, dashes));
    return;
  }
  const end = readBody(text, bodyStart, stop);
  if (end > 0) sink.add(openBlock, start, end);
}

/** PuTTY files have named lines and base64 lines and end with `Private-MAC`; the key is from `Private-Lines` on. */
function onPutty(scan: Scan, sink: Sink, start: number): void {
  const { text } = scan;
  let lineEnd = start;
  while (lineEnd < start + longestHeaderLine && lineEnd < text.length && skipBreak(text, lineEnd) === lineEnd)
    lineEnd++;
  const end = readBody(text, lineEnd, text.length);
  scan.budget.spend(Math.max(end, lineEnd) - start);
  if (end > 0) sink.add(puttyBlock, start, end);
}

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  if (hit.literal === 0) onPem(scan, sink, hit.start);
  else onPutty(scan, sink, hit.start);
}

export const keyBlock: NativeDetector = {
  id: "private-key-block",
  entities: ["CREDENTIAL"],
  literals: [
    { text: "-----BEGIN ", exact: true },
    { text: "PuTTY-User-Key-File-", exact: true },
  ],
  onLiteral,
};
