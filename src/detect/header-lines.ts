/* Finds the recipients of `Cc:` header lines that were pasted into a text: people who gave no consent. */

import type { Span } from "../core/types.js";
import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "./detector.js";
import { shapesOf } from "./shape.js";

const shape = shapesOf({ detector: "cc-header-line", entity: "CC_RECIPIENT" }, "label");

const withAddress = shape(0.9, "cc header");
const namesOnly = shape(0.6, "cc header, names only");

/** What mail programs write in front of the list. */
const labels: readonly string[] = [
  "cc|bcc|c.c.|cci|cco|ccn|kopie|kopie (cc)|in kopie|blindkopie|kopie an|copie à|copie a|copie|copie carbone",
  "copia|con copia|con copia a|en copia|copia para|com cópia|com cópia para|cópia|per conoscenza|p.c.|copia conoscenza",
  "kopia|kopia till|hemlig kopia|kopi|kopi til|blindkopi|kopio|piilokopio|afrit|dw|udw|w kopii|do wiadomości",
  "v kopii|skrytá kopie|kópia|másolatot kap|másolat|titkos másolat|копия|скрытая копия|в копии|копія|прихована копія|копие",
  "κοιν.|κοινοποίηση|bilgi|gizli|نسخة|نسخة إلى|נسخة|עותק|עותק מוסתר|抄送|密送|抄送人|副本|密件副本|cc（抄送）|참조|숨은참조",
  "đồng kính gửi|tembusan|สำเนา|สำเนาถึง",
].flatMap((line) => line.split("|"));

/** Emphasis may close before the colon (`*Cc*:`); French sets a blank before it. */
const marks = [":", " :", "\u00a0:", "\u202f:", "：", "*:", "**:"] as const;

/** Nested quote marks, list marks and emphasis in front of the label. */
const longestPrefix = 32;
/** Units of one line of the list that are read. */
const longestLine = 4000;
const mostLines = 100;

const prefixChar = /[\s>|*_#"'•·-]/;
const isBreakCode = (code: number): boolean => code === 0x0a || code === 0x0d || code === 0x2028;
const isBreak = (char: string): boolean => isBreakCode(char.charCodeAt(0));

function startsLine(text: string, start: number): boolean {
  for (let at = start - 1; at >= start - longestPrefix; at--) {
    if (at < 0 || isBreakCode(text.charCodeAt(at))) return true;
    if (!prefixChar.test(text.charAt(at))) return false;
  }
  return false;
}

function lineEnd(text: string, at: number): number {
  const stop = Math.min(text.length, at + longestLine);
  let end = at;
  while (end < stop && !isBreakCode(text.charCodeAt(end))) end++;
  return end;
}

/** Start of the next line's content and whether it is folded (begins with a blank behind its quote marks). */
function nextLine(text: string, end: number): { readonly start: number; readonly folded: boolean } {
  let at = end;
  if (text.charAt(at) === "\r" && text.charAt(at + 1) === "\n") at++;
  if (at < text.length) at++;
  let folded = false;
  while (at < text.length && /[ \t\u00a0>|]/.test(text.charAt(at))) {
    folded = text.charAt(at) === "\t" || (text.charAt(at) === " " && /[ \t]|^$/.test(foldMark(text, at)));
    at++;
  }
  return { start: at, folded };
}

/** The blank behind a quote mark belongs to the mark: folding takes a second one. */
function foldMark(text: string, at: number): string {
  const before = text.charAt(at - 1);
  return before === ">" || before === "|" ? "-" : isBreak(before) ? "" : before;
}

const nameLike = /^[^\d:!?()[\]{}=]{2,60}$/u;
const properName = /^["']?\p{Lu}/u;

/** `Lee, Anna; Weber, Timo`: two names or more, parted by semicolons, or one in angle brackets. */
function holdsNames(list: string): boolean {
  const names = list
    .split(";")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length < 2 || names.length > 100) return false;
  return names.every((name) => nameLike.test(name) && properName.test(name) && name.split(/\s+/).length <= 6);
}

interface Found {
  readonly scan: Scan;
  readonly sink: Sink;
}

function addTrimmed({ scan, sink }: Found, line: Span, shape: CandidateShape): void {
  let { start, end } = line;
  while (start < end && /[\s*_]/.test(scan.text.charAt(start))) start++;
  while (end > start && /[\s*_]/.test(scan.text.charAt(end - 1))) end--;
  if (end > start) sink.add(shape, start, end);
}

/** The list may start on the next line (Outlook on the web writes the label alone). */
function firstLine(text: string, at: number): Span {
  const end = lineEnd(text, at);
  if (/[^*_\s]/.test(text.slice(at, end)) || end >= text.length) return { start: at, end };
  const next = nextLine(text, end).start;
  return { start: next, end: lineEnd(text, next) };
}

function isContinued(text: string, end: number): Span | undefined {
  const next = nextLine(text, end);
  const nextEnd = lineEnd(text, next.start);
  const list = text.slice(next.start, nextEnd);
  if (!list.includes("@") || /^[\p{L}. -]{2,24}\s?:/u.test(list)) return undefined;
  const open = /[,;]\s*$/.test(text.slice(Math.max(0, end - 4), end));
  return open || next.folded ? { start: next.start, end: nextEnd } : undefined;
}

function onLabel(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { text } = scan;
  if (!startsLine(text, hit.start)) return;
  const found: Found = { scan, sink };
  let line = firstLine(text, hit.end);
  scan.budget.spend(line.end - hit.start);
  const list = text.slice(line.start, line.end);
  if (!list.includes("@")) {
    if (holdsNames(list)) addTrimmed(found, line, namesOnly);
    else if (!/[,;]\s*$/.test(list)) return;
  } else addTrimmed(found, line, withAddress);
  for (let lines = 1; lines < mostLines; lines++) {
    const next = isContinued(text, line.end);
    if (next === undefined) return;
    scan.budget.spend(next.end - next.start);
    addTrimmed(found, next, withAddress);
    line = next;
  }
}

export const ccHeaderLine: NativeDetector = {
  id: "cc-header-line",
  entities: ["CC_RECIPIENT"],
  literals: labels.flatMap((label) => marks.map((mark) => ({ text: label + mark }))),
  onLiteral: onLabel,
};
