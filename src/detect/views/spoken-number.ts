/* Numbers spelled in words: `oh seven seven double oh`, `null eins sieben`, `ten dot zero dot zero dot eight`. */

import {
  allLanguages,
  beginsNumber,
  numberOfPhrase,
  type Spelled,
  foldWord,
  longestPhrase,
} from "./number-words.js";
import { createRewriting, type Rewriting, type RewritingBuilder } from "./rewriting.js";

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What stands before a piece, as it will be written. */
type Joint = "" | " " | "." | " ext ";

/** One number of a run. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly digits: string;
  readonly joint: Joint;
  /** Written in figures already. */
  readonly isFigure: boolean;
}

const repeats: ReadonlyMap<string, number> = new Map(
  [
    ["double doppel doppelt doble doppio doppia dubbel dobro duplo", 2],
    ["triple tripel dreifach triplo tripla drievoudig", 3],
  ].flatMap(([words, times]) =>
    String(words)
      .split(" ")
      .map((word) => [word, Number(times)] as const),
  ),
);
const plusWords = new Set("plus mas piu mais pluszeichen".split(" "));
const signWords = new Set("sign zeichen signe signo segno".split(" "));
const dotWords = new Set("dot point punkt punto ponto punt".split(" "));
/** Said between the parts of a number. */
const pauses = new Set(
  (
    "uh um er erm ah ahm eh ehm euh hmm dash hyphen minus space then tiret guion trattino hifen streepje bindestrich strich " +
    "dann puis luego poi dan"
  ).split(" "),
);
const extensions = new Set(
  "extension ext durchwahl nebenstelle poste interno anexo ramal toestel".split(" "),
);

const wordOrFigure = /[\p{L}\p{M}]{1,24}|\d{1,15}/gu;
/** A blank, a comma, a dash, an ellipsis: what stands between the words of one number. */
const between = /^(?:[ \u00a0\u202f]|, ?| ?[-\u2010-\u2014] ?| ?(?:\.{3}|\u2026),? ?)$/u;
const close = /^[ \u00a0\u202f-]$/u;

/** Reads the words of a text one after another, a few ahead. */
class Words {
  readonly #text: string;
  readonly #ahead: Word[] = [];
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  at(index: number): Word | undefined {
    while (this.#ahead.length <= index) {
      wordOrFigure.lastIndex = this.#position;
      const found = wordOrFigure.exec(this.#text);
      if (found === null) return undefined;
      this.#position = wordOrFigure.lastIndex;
      this.#ahead.push({ start: found.index, end: this.#position, text: foldWord(found[0]) });
    }
    return this.#ahead[index];
  }

  drop(count: number): void {
    this.#ahead.splice(0, count);
  }

  /** What stands between the word and the one before it. */
  gap(index: number): string {
    return this.#text.slice(this.at(index - 1)?.end, this.at(index)?.start);
  }
}

interface Read extends Spelled {
  /** Words it took. */
  readonly count: number;
  readonly isFigure: boolean;
}

const longestFigure = 5;

const figure = (digits: string): Read => ({ digits, count: 1, isFigure: true, languages: allLanguages });

/** The number that begins at a word: the longest phrase, digits said twice or thrice, or short figures. */
function readPiece(words: Words, from: number): Read | undefined {
  const first = words.at(from);
  if (first === undefined) return undefined;
  if (/^\d/.test(first.text)) return first.text.length > longestFigure ? undefined : figure(first.text);
  const times = repeats.get(first.text);
  if (times !== undefined && words.at(from + 1) !== undefined && close.test(words.gap(from + 1))) {
    const one = readPhrase(words, from + 1) ?? readFigure(words, from + 1);
    return one?.digits.length === 1
      ? { ...one, digits: one.digits.repeat(times), count: one.count + 1, isFigure: false }
      : undefined;
  }
  return readPhrase(words, from);
}

function readFigure(words: Words, from: number): Read | undefined {
  const word = words.at(from)?.text ?? "";
  return /^\d$/.test(word) ? figure(word) : undefined;
}

function readPhrase(words: Words, from: number): Read | undefined {
  let phrase = words.at(from)?.text ?? "";
  if (!beginsNumber(phrase)) return undefined;
  let best: Read | undefined;
  for (let count = 1; ; count++) {
    const number = numberOfPhrase(phrase);
    if (number !== undefined) best = { ...number, count, isFigure: false };
    const next = words.at(from + count);
    if (count === longestPhrase || next === undefined || !close.test(words.gap(from + count))) return best;
    phrase += ` ${next.text}`;
  }
}

interface Run {
  readonly plus: Word | undefined;
  readonly pieces: readonly Piece[];
  /** Words it took. */
  readonly count: number;
}

/** Longest run looked at: what is longer is cut, and read on as a new one. */
const mostPieces = 40;

/** A word between two numbers as it will be written; empty for a number. */
function jointOf(word: string): Joint {
  if (dotWords.has(word)) return ".";
  if (extensions.has(word)) return " ext ";
  return pauses.has(word) ? " " : "";
}

/** What joins the word at `index` to the number before it, and the words it takes; undefined: the run ends. */
function readJoint(
  words: Words,
  index: number,
): { readonly joint: Joint; readonly skip: number } | undefined {
  const word = words.at(index);
  const gap = words.gap(index);
  if (word === undefined || !between.test(gap)) return undefined;
  const said = jointOf(word.text);
  if (said === "") return { joint: close.test(gap) ? "" : " ", skip: 0 };
  const follows = words.at(index + 1) !== undefined && between.test(words.gap(index + 1));
  return follows ? { joint: said, skip: 1 } : undefined;
}

/** Words of a plus sign at the start, with a number close behind; 0 for none. */
function plusLength(words: Words): number {
  if (!plusWords.has(words.at(0)?.text ?? "")) return 0;
  const count = signWords.has(words.at(1)?.text ?? "") ? 2 : 1;
  return words.at(count) !== undefined && between.test(words.gap(count)) ? count : 0;
}

/** Reads on while words of one language follow: `nine, due` is no number. */
function readPieces(
  words: Words,
  from: number,
): { readonly pieces: readonly Piece[]; readonly count: number } {
  const pieces: Piece[] = [];
  let count = from;
  let languages = allLanguages;
  let next: { readonly joint: Joint; readonly skip: number } | undefined = { joint: "", skip: 0 };
  while (next !== undefined && pieces.length < mostPieces) {
    const { joint, skip } = next;
    const read = readPiece(words, count + skip);
    if (read === undefined || (languages & read.languages) === 0) break;
    languages &= read.languages;
    const start = words.at(count + skip)?.start ?? 0;
    count += skip + read.count;
    const end = words.at(count - 1)?.end ?? 0;
    pieces.push({ start, end, digits: read.digits, joint, isFigure: read.isFigure });
    next = readJoint(words, count);
  }
  return { pieces, count };
}

function readRun(words: Words): Run {
  const length = plusLength(words);
  return { plus: length === 0 ? undefined : words.at(0), ...readPieces(words, length) };
}

/** Fewest numbers said in a row that are read as digits, and fewest digits of those in fewer words. */
const fewestPieces = 4;
const fewestDigits = 7;

/** A code, a telephone number, an address; not `one or two`, `nineteen ninety nine`, `twenty twenty-four`. */
function isSpelled({ pieces }: Run): boolean {
  const said = pieces.filter(({ isFigure }) => !isFigure).length;
  if (said < 2) return false;
  if (pieces.filter(({ joint }) => joint === ".").length >= 3) return true;
  return said >= fewestPieces || digitsOf(pieces).length >= fewestDigits;
}

const digitsOf = (pieces: readonly Piece[]): string => pieces.map(({ digits }) => digits).join("");

/** Where blanks go into a number said without a pause: as such numbers are written, so that they are known by shape. */
function groupsOf(digits: string): readonly number[] {
  if (digits.startsWith("0")) return digits.length >= 9 && digits.length <= 12 ? [4] : [];
  if (digits.length === 7) return [3];
  if (digits.length === 8) return [4];
  if (digits.length === 10) return [3, 6];
  return digits.length === 11 && digits.startsWith("1") ? [1, 4, 7] : [];
}

const hasDots = (pieces: readonly Piece[]): boolean => pieces.some(({ joint }) => joint === ".");

/** `four, four, nine, oh`: pauses between all digits are none. */
const isEvenlyPaused = (pieces: readonly Piece[]): boolean =>
  pieces.every(({ digits, joint }, at) => digits.length === 1 && (at === 0 || joint === " "));

/** A number of several digits is a group of its own; a zero alone leads the next one. In dotted numbers all is one. */
function jointsOf(pieces: readonly Piece[]): readonly Joint[] {
  const dotted = hasDots(pieces);
  if (isEvenlyPaused(pieces)) return pieces.map(() => "");
  return pieces.map(({ digits, joint }, at) => {
    const before = pieces[at - 1];
    if (before === undefined || joint !== "" || dotted) return joint;
    if (before.digits.length === 1 && digits.length === 1) return "";
    return before.digits === "0" && (at === 1 || before.joint !== "") ? "" : " ";
  });
}

/** Digits with blanks put in at `groups`, counted from the first digit of the number. */
function spaced(digits: string, offset: number, groups: readonly number[]): string {
  let out = "";
  for (const [at, digit] of [...digits].entries())
    out += at + offset > 0 && groups.includes(at + offset) ? ` ${digit}` : digit;
  return out;
}

function write({ plus, pieces }: Run, rewriting: RewritingBuilder): void {
  const joints = jointsOf(pieces);
  const isWhole = plus === undefined && joints.every((joint) => joint === "");
  const groups = isWhole ? groupsOf(digitsOf(pieces)) : [];
  if (plus !== undefined) rewriting.replace(plus.start, pieces[0]?.start ?? plus.end, "+");
  let offset = 0;
  for (const [at, { start, end, digits }] of pieces.entries()) {
    if (at > 0) rewriting.replace(pieces[at - 1]?.end ?? start, start, joints[at] ?? "");
    rewriting.replace(start, end, spaced(digits, offset, groups));
    offset += digits.length;
  }
}

/** Undefined when no number is spelled. */
export function readSpokenNumbers(text: string): Rewriting | undefined {
  const rewriting = createRewriting(text);
  const words = new Words(text);
  while (words.at(0) !== undefined) {
    const run = readRun(words);
    if (isSpelled(run)) write(run, rewriting);
    words.drop(Math.max(1, run.count));
  }
  return rewriting.finish();
}
