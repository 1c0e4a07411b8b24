/* Numbers spelled in words: `oh seven seven double oh`, `null eins sieben`, `ten dot zero dot zero dot eight`. */

import { allLanguages, beginsNumber, goesOn, numberOfPhrase, type Spelled } from "./number-words.js";
import { createRewriting, type Rewriting, type RewritingBuilder } from "./rewriting.js";
import { apart, close, type SaidWord, SaidWords } from "./said-words.js";

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

interface Read extends Spelled {
  /** Words it took. */
  readonly count: number;
  readonly isFigure: boolean;
}

/** Field by field: spreading costs more than all the rest of reading a word. */
const readOf = ({ digits, languages }: Spelled, count: number): Read => ({
  digits,
  languages,
  count,
  isFigure: false,
});

const longestFigure = 5;

const figure = (digits: string): Read => ({ digits, count: 1, isFigure: true, languages: allLanguages });

/** The number that begins at a word: the longest phrase, digits said twice or thrice, or short figures. */
function readPiece(words: SaidWords, from: number): Read | undefined {
  const first = words.at(from);
  if (first === undefined) return undefined;
  if (first.isFigure) return first.text.length > longestFigure ? undefined : figure(first.text);
  const times = repeats.get(first.text);
  if (times !== undefined && words.gap(from + 1) === close) {
    const one = readPhrase(words, from + 1) ?? readFigure(words, from + 1);
    return one?.digits.length === 1
      ? readOf({ digits: one.digits.repeat(times), languages: one.languages }, one.count + 1)
      : undefined;
  }
  return readPhrase(words, from);
}

function readFigure(words: SaidWords, from: number): Read | undefined {
  const word = words.at(from);
  return word?.isFigure === true && word.text.length === 1 ? figure(word.text) : undefined;
}

function readPhrase(words: SaidWords, from: number): Read | undefined {
  let phrase = words.at(from)?.text ?? "";
  if (!beginsNumber(phrase)) return undefined;
  let best: Read | undefined;
  for (let count = 1; ; count++) {
    const number = numberOfPhrase(phrase);
    if (number !== undefined) best = readOf(number, count);
    if (!goesOn(phrase) || words.gap(from + count) !== close) return best;
    phrase += ` ${words.at(from + count)?.text ?? ""}`;
  }
}

interface Run {
  readonly plus: SaidWord | undefined;
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
  words: SaidWords,
  index: number,
): { readonly joint: Joint; readonly skip: number } | undefined {
  const word = words.at(index);
  const gap = words.gap(index);
  if (word === undefined || gap === apart) return undefined;
  const said = jointOf(word.text);
  if (said === "") return { joint: gap === close ? "" : " ", skip: 0 };
  return words.gap(index + 1) === apart ? undefined : { joint: said, skip: 1 };
}

/** Words of a plus sign at the start, with a number close behind; 0 for none. */
function plusLength(words: SaidWords): number {
  if (!plusWords.has(words.at(0)?.text ?? "")) return 0;
  const count = signWords.has(words.at(1)?.text ?? "") ? 2 : 1;
  return words.gap(count) === apart ? 0 : count;
}

/** Reads on while words of one language follow: `nine, due` is no number. */
function readPieces(
  words: SaidWords,
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

function readRun(words: SaidWords): Run {
  const length = plusLength(words);
  const { pieces, count } = readPieces(words, length);
  return { plus: length === 0 ? undefined : words.at(0), pieces, count };
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
  if (groups.length === 0) return digits;
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

/** Most words of a text are passed at this look. */
const mayBegin = ({ isFigure, text }: SaidWord): boolean =>
  isFigure || beginsNumber(text) || repeats.has(text) || plusWords.has(text);

/** Undefined when no number is spelled. */
export function readSpokenNumbers(text: string): Rewriting | undefined {
  const rewriting = createRewriting(text);
  const words = new SaidWords(text);
  for (let first = words.at(0); first !== undefined; first = words.at(0)) {
    if (!mayBegin(first)) {
      words.drop(1);
      continue;
    }
    const run = readRun(words);
    if (isSpelled(run)) write(run, rewriting);
    words.drop(Math.max(1, run.count));
  }
  return rewriting.finish();
}
