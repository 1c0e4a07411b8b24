/* Left side of an address: dot-atoms of any script, quoted names, names with a comment. */

import { unitAt, type UnitText } from "../units.js";
import { isAsciiWord, isForeignWordAt } from "./characters.js";
import { plainNameStart, undecided } from "./email-plain.js";

/** RFC 5321 section 4.5.3.1.1; longer runs are read on a little, so that return-path addresses are masked whole. */
export const longestLocal = 64;
const longestRun = 128;

/** Signs inside a name: RFC 5322 atext without those that delimit in prose, URLs, code and tables. */
const innerSigns = new Set([..."._%+-'!#$*~"].map((sign) => sign.charCodeAt(0)));
/** The same at the beginning of a name: it starts with a letter, a digit, or one of these. */
const leadingNoise = /^[.%'!#$*~+-]+/;

function runStart(text: string, end: number, floor: number): number {
  const lowest = Math.max(floor, end - longestRun);
  let start = end;
  while (start > lowest) {
    const code = text.charCodeAt(start - 1);
    if (code < 0x80 ? !isAsciiWord(code) && !innerSigns.has(code) : !isForeignWordAt(text, start - 1)) break;
    start--;
  }
  return start;
}

/** Length of what does not belong to the name: before an empty label, a percent escape, an elided article. */
function afterInnerBreaks(run: string): number {
  let skipped = run.lastIndexOf("..") + 1;
  if (skipped > 0) skipped++;
  if (run.includes("%")) skipped = Math.max(skipped, /^.*%[\da-f]{2}/i.exec(run)?.[0].length ?? 0);
  if (run.includes("'"))
    skipped = Math.max(skipped, /^(?:l|qu|all|dell|nell|sull|dall)'/i.exec(run)?.[0].length ?? 0);
  return skipped;
}

const lookalikeScript = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
const ownScript = /[\0-\x7f\p{Script=Latin}\p{M}]/u;
const foreignHead = /^[^\0-\x7f]+/;
const asciiOnly = /^[\0-\x7f]+$/;

/** Length of `run` up to and with its last character of a script that has no look-alikes of Latin letters. */
function lastOtherScript(run: string): number {
  let at = 0;
  let cut = 0;
  for (const char of run) {
    at += char.length;
    if (!ownScript.test(char) && !lookalikeScript.test(char)) cut = at;
  }
  return cut;
}

/**
 * Where an ASCII name begins that touches a word of another script, as in `邮箱zhang@example.com`. Scripts with
 * look-alikes of Latin letters are cut only after three letters, so that a disguised first letter stays in.
 */
function afterOtherScript(run: string): number {
  const cut = lastOtherScript(run);
  if (cut > 0) return /[a-z0-9]/i.test(run.slice(cut)) ? cut : 0;
  const head = foreignHead.exec(run)?.[0] ?? "";
  const disguised = head.length < 3 || !Array.from(head).every((char) => lookalikeScript.test(char));
  return !disguised && asciiOnly.test(run.slice(head.length)) ? head.length : 0;
}

function atomStart(text: string, end: number, floor: number): number {
  const start = runStart(text, end, floor);
  let run = text.slice(start, end);
  let skipped = afterInnerBreaks(run);
  run = run.slice(skipped);
  if (/[^\0-\x7f]/.test(run)) {
    const cut = afterOtherScript(run);
    skipped += cut;
    run = run.slice(cut);
  }
  const noise = leadingNoise.exec(run)?.[0] ?? "";
  // `$USER@host` is a shell variable, `%s@host` a format: neither is anybody's address.
  if (noise.endsWith("$") || noise.endsWith("%")) return end;
  return /[\p{L}\p{N}]/u.test(run) ? start + skipped + noise.length : end;
}

/** `"jane doe"`: from the opening quote, which stands after a boundary. */
function quotedStart(text: string, end: number, floor: number): number {
  const lowest = Math.max(floor, end - longestLocal - 2);
  for (let at = end - 2; at >= lowest; at--) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return end;
    if (code !== 34 || text.charCodeAt(at - 1) === 92) continue;
    const inner = text.slice(at + 1, end - 1);
    return /[\p{L}\p{N}]/u.test(inner) && !isAsciiWord(text.charCodeAt(at - 1)) ? at : end;
  }
  return end;
}

/** `jane(comment)`: the comment and the name before it. */
function commentedStart(text: string, end: number, floor: number): number {
  const lowest = Math.max(floor, end - longestLocal);
  for (let at = end - 2; at >= lowest; at--) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 41) return end;
    if (code === 40) {
      const start = atomStart(text, at, floor);
      return start < at ? start : end;
    }
  }
  return end;
}

/** Start of the local part that ends at `end`, never before `floor`; `end` itself when there is none. */
export function localStart({ text, units }: UnitText, end: number, floor: number): number {
  if (end <= floor) return end;
  const simple = plainNameStart(units, end, floor);
  if (simple !== undecided) return simple;
  const code = unitAt(units, end - 1);
  if (code === 46) return end;
  if (code === 34) return quotedStart(text, end, floor);
  if (code === 41) return commentedStart(text, end, floor);
  return atomStart(text, end, floor);
}
