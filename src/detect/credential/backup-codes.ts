/* Finds the backup and recovery codes that follow the words for them, one a line or in one line. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isNewlineAt } from "./characters.js";
import { backupCodes as labels } from "./code-words.js";

const shape: CandidateShape = {
  detector: "backup-codes",
  entity: "CREDENTIAL",
  kind: "backup-code",
  confidence: 0.85,
  evidence: [{ by: "label", name: "backup codes" }],
};

/** Units between the label and the first code, and of the whole list. */
const leadReach = 140;
const listReach = 640;
const mostCodes = 32;
const mostBlankLines = 2;

/** Two or more groups with a digit somewhere, or one longer group of letters and digits, or eight and more digits. */
const grouped = /^[\da-z]{3,8}(?:-[\da-z]{3,8}){1,7}$/i;
const single = /^[\da-z]{8,24}$/i;

function isCode(token: string): boolean {
  if (!/\d/.test(token)) return false;
  if (/^\d{4}-\d\d-\d\d/.test(token)) return false;
  if (grouped.test(token)) return token.length >= 7;
  return single.test(token) && (/[a-z]/i.test(token) || token.length <= 12);
}

interface List {
  readonly text: string;
  readonly sink: Sink;
  count: number;
}

/** `1234 5678` on a line of its own is one code. */
const pairOfFigures = /^\s{0,4}(?:(?:[-*•>]|\d{1,2}[.)])\s{1,3})?([\da-z]{4,5} [\da-z]{4,5})\s{0,4}$/i;

/** Adds the codes of a line; false when it holds none. */
function readLine(list: List, start: number, line: string): boolean {
  const spaced = pairOfFigures.exec(line);
  if (spaced?.[1] !== undefined && /\d/.test(spaced[1])) {
    const at = start + line.indexOf(spaced[1]);
    list.sink.add(shape, at, at + spaced[1].length);
    list.count++;
    return true;
  }
  let any = false;
  for (const { 0: token, index } of line.matchAll(/[\da-z]+(?:-[\da-z]+)*/gi)) {
    if (list.count >= mostCodes || (!any && index > 8 && !/[:\d\s]$/.test(line.slice(0, index)))) break;
    if (isCode(token)) {
      list.sink.add(shape, start + index, start + index + token.length);
      list.count++;
      any = true;
    } else if (any && token.length > 4) break;
  }
  return any;
}

function lineEnd(text: string, at: number, stop: number): number {
  let end = at;
  while (end < stop && !isNewlineAt(text, end)) end++;
  return end;
}

function readList(list: List, from: number, stop: number): void {
  let blank = 0;
  let at = from;
  while (at < stop && list.count < mostCodes) {
    const end = lineEnd(list.text, at, stop);
    const line = list.text.slice(at, end);
    const empty = /^[\s>]*$/.test(line);
    if (empty) blank++;
    else if (readLine(list, at, line)) blank = 0;
    else return;
    if (blank > mostBlankLines) return;
    at = end + 1;
  }
}

/** `recovery code is 7f2k-9qpd`: behind a separator, a copula or nothing but a blank. */
const lead =
  /^\p{L}{0,3}(?:\s?\([^)\n]{1,40}\))?["'*`]{0,3}\s{0,3}(?:[:=：→èé这是はがも는은]|->|is|was|are|were|ist|lautet|lauten|sind|est|es|son|sont|sono|são|to|är|это)?[\s"'*`「『]{0,4}/iu;

function onLabel(scan: Scan, sink: Sink, { end }: LiteralHit): void {
  const { text } = scan;
  if (scan.digits.count === 0) return;
  scan.budget.spend(64);
  const list: List = { text, sink, count: 0 };
  const skipped = lead.exec(text.slice(end, end + 64))?.[0].length ?? 0;
  const first = end + skipped;
  const stop = Math.min(text.length, end + leadReach + listReach);
  const lineStop = lineEnd(text, end, Math.min(text.length, end + leadReach));
  if (!isNewlineAt(text, first) && readInline(list, first, lineStop)) return;
  if (lineStop < text.length && isNewlineAt(text, lineStop)) readList(list, lineStop + 1, stop);
}

/** Codes in the label's own line: right behind the lead, or behind its last colon. */
function readInline(list: List, first: number, stop: number): boolean {
  const rest = list.text.slice(first, stop);
  const colon = rest.search(/[:：]\s/);
  if (readHead(list, first, rest)) return true;
  return colon >= 0 && readHead(list, first + colon + 1, rest.slice(colon + 1));
}

function readHead(list: List, start: number, text: string): boolean {
  const head = /^[\s"'*`>]{0,4}[\da-z]+(?:-[\da-z]+)*/i.exec(text);
  const token = head?.[0].trim().replace(/^["'*`>]+/, "");
  return token !== undefined && isCode(token) && readLine(list, start, text);
}

export const backupCodes: NativeDetector = {
  id: "backup-codes",
  entities: ["CREDENTIAL"],
  literals: labels.map((text) => ({ text })),
  onLiteral: onLabel,
};
