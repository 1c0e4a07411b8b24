/* Finds secrets in lines of configuration that have no label word: SNMP communities, pgpass, netrc, PSK, SQL clauses. */

import { withoutRepeats } from "./repeats.js";
import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { bareValue } from "./command-words.js";
import { lines, reach, spokenCommunity, type Line } from "./config-forms.js";
import { isBackReference, isGenericWord } from "./stand-in-words.js";
import { isPlaceholder } from "./value-shape.js";

function shape(name: string): CandidateShape {
  const evidence = [{ by: "structure", name }] as const;
  return { detector: "config-line", entity: "CREDENTIAL", kind: "password", confidence: 0.9, evidence };
}

const targets = lines.flatMap((line) => line.literals.map((text) => ({ text, line })));

/** Communities that every device has from the factory say nothing. */
const factoryCommunities = new Set([
  "public",
  "private",
  "ro",
  "rw",
  "default",
  "string",
  "name",
  "read",
  "write",
]);

function isSecret(token: string, { name }: Line): boolean {
  if (token.length < 3 || isBackReference(token) || isPlaceholder(token) || isGenericWord(token))
    return false;
  if (/^\.+$|^\*+$/.test(token)) return false;
  if (name === spokenCommunity) return !factoryCommunities.has(token.toLowerCase()) && !isPlainWord(token);
  return name !== "snmp community" || !factoryCommunities.has(token.toLowerCase());
}

/** A word of small letters in a sentence about communities is none of them. */
function isPlainWord(token: string): boolean {
  return /^\p{Ll}{1,24}[.,;:!?]?$/u.test(token);
}

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const target = targets[hit.literal];
  if (target === undefined) return;
  const { line } = target;
  if (line.glance?.(scan.units, hit.end) === false) return;
  scan.budget.spend(64);
  const { text } = scan;
  const from = startOf(text, line, hit);
  if (from < 0) return;
  const found = line.form.exec(text.slice(from, hit.end + reach));
  const token = found?.[1];
  if (found === null || token === undefined) return;
  const start = from + found.index + found[0].lastIndexOf(token);
  const value = bareValue(text, start, start + token.length);
  if (!isSecret(text.slice(value.start, value.end), line)) return;
  sink.add(shape(line.name), value.start, value.end);
}

/** Where the form is matched; -1 when the literal is no word of its own. */
function startOf(text: string, { fromLine, window, joined }: Line, hit: LiteralHit): number {
  if (window === true) return Math.max(0, hit.start - reach / 2);
  if (fromLine === true) return lineStart(text, hit.start);
  return joined !== true && isWordUnit(text, hit) ? -1 : hit.start;
}

/** The literal is the end of a longer word: `www: `. */
function isWordUnit(text: string, { start }: LiteralHit): boolean {
  return /\w/.test(text.charAt(start)) && /[\p{L}\d]/u.test(text.charAt(start - 1));
}

function lineStart(text: string, at: number): number {
  const stop = Math.max(0, at - reach);
  let start = at;
  while (start > stop && text.charCodeAt(start - 1) !== 0x0a) start--;
  return start;
}

export const configLine: NativeDetector = withoutRepeats(
  {
    id: "config-line",
    entities: ["CREDENTIAL"],
    literals: targets.map(({ text, line }) => ({ text, exact: line.exact === true })),
    onLiteral,
  },
  { before: 300, behind: 560 },
);
