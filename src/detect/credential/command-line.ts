/* Finds secrets on command lines by the flag that carries them: `mysql -pX`, `sshpass -p X`, `curl -u user:X`. */

import { withoutRepeats } from "./repeats.js";
import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiAlphanumeric, isBlankAt } from "./characters.js";
import { programs, type FlagMode, type Program } from "./command-flags.js";
import {
  bareValue,
  endsCommand,
  readCommandWord,
  skipToWord,
  type CommandWord,
  type Value,
} from "./command-words.js";
import { isBackReference, isGenericWord } from "./stand-in-words.js";
import { isPlaceholder } from "./value-shape.js";

const shape: CandidateShape = {
  detector: "command-line",
  entity: "CREDENTIAL",
  kind: "password",
  confidence: 0.9,
  evidence: [{ by: "structure", name: "command flag" }],
};

/** Units and words behind the program in which its flags stand. */
const reach = 320;
const mostWords = 32;
/** Words before the first flag; more where a flag is a word like any other. */
const mostPlain = 3;
const mostBare = 8;

interface Line {
  readonly text: string;
  readonly stop: number;
  readonly program: Program;
  readonly sink: Sink;
}

/** What a sentence goes on with behind a flag it speaks of. */
const prose =
  /^(?:[a-z]{2,8}n['’]t|is|was|isn|were|and|or|the|with|to|for|from|in|on|at|but|und|oder|ist|war|nicht|mit|et|ou|est|y|es|no|not|only|does|did)[.,;:]?$/i;

function isSecret(token: string): boolean {
  if (prose.test(token)) return false;
  if (token === "public" || token === "private") return false;
  if (token.length < 2 || token.startsWith("-") || isBackReference(token)) return false;
  return !isPlaceholder(token) && !isGenericWord(token);
}

function take(line: Line, { start, end }: Value): boolean {
  const token = line.text.slice(start, end);
  if (!isSecret(token)) return false;
  line.sink.add(shape, start, end);
  return true;
}

/** `user:X`, `DOMAIN\user%X`, `user,X`, all of it perhaps in quotation marks. */
function takePair(line: Line, word: CommandWord): void {
  const { start, end } = bareValue(line.text, word.start, word.after);
  const token = line.text.slice(start, end);
  const mark = token.search(/[:%,]/);
  if (mark < 0 || /^:?[$<]/.test(token) || /^(?:https?|ftp)$/i.test(token.slice(0, mark))) return;
  if (mark + 1 < token.length) take(line, { start: start + mark + 1, end });
  else if (token.endsWith(":") && /\d/.test(token) && mark >= leastKey)
    take(line, { start, end: start + mark });
}

/** `curl -u KEY:`: an API key for the user, and no password. */
const leastKey = 12;

function takeSource(line: Line, word: CommandWord): void {
  const { start, end } = bareValue(line.text, word.start, word.after);
  if (line.text.startsWith("pass:", start)) take(line, { start: start + 5, end });
}

function takeNext(line: Line, mode: FlagMode, word: CommandWord): void {
  if (mode === "pair") takePair(line, word);
  else if (mode === "source") takeSource(line, word);
  else take(line, bareValue(line.text, word.start, word.after));
}

/** The flag of the program that the word is or begins with. */
function flagOf(
  { text, program }: Line,
  { start, after }: CommandWord,
): Program["flags"][number] | undefined {
  for (const flag of program.flags) {
    const end = start + flag[0].length;
    if (end > after || !text.startsWith(flag[0], start)) continue;
    const whole = end === after;
    if (whole ? flag[1] !== "glued" : mayGlue(flag)) return flag;
  }
  return undefined;
}

function mayGlue([flag, mode]: Program["flags"][number]): boolean {
  if (mode === "glued" || mode === "either") return true;
  return mode === "pair" && (flag.length === 2 || flag.endsWith("="));
}

/** Reads one word; the position of the next one. */
function readFlag(line: Line, word: CommandWord): number {
  const { text, stop } = line;
  const flag = flagOf(line, word);
  if (flag === undefined) return word.after;
  const valueStart = word.start + flag[0].length;
  if (valueStart < word.after) {
    const glued = { start: valueStart, after: word.after };
    takeNext(line, flag[1], glued);
    return word.after;
  }
  const next = skipToWord(text, word.after);
  if (next >= stop || endsCommand(text, next)) return next;
  const value = readCommandWord(text, next, stop);
  takeNext(line, flag[1], value);
  return text.charAt(next) === "-" ? word.after : value.after;
}

/** `/usr/bin/mysql`, `$(curl`, `mysql.exe`; the program's name alone is a word of prose. */
function programEnd(text: string, { start, end }: LiteralHit): number {
  const before = text.charCodeAt(start - 1);
  if (before < 0x80 && (isAsciiAlphanumeric(before) || before === 0x2d || before === 0x2e || before === 0x5f))
    return -1;
  const behind = text.startsWith(".exe", end) ? end + 4 : end;
  return isBlankAt(text, behind) ? behind : -1;
}

function onProgram(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { text } = scan;
  const program = programs[hit.literal];
  const begin = programEnd(text, hit);
  if (begin < 0 || program === undefined) return;
  // A name of two words ends with its first flag or with a word of its own.
  const first = /\s-{1,2}\w+$/.exec(program.name);
  if (program.signed && !hasFlagAhead(text, hit.start)) return;
  const line: Line = { text, stop: Math.min(text.length, begin + reach), program, sink };
  scan.budget.spend(32);
  readWords(line, skipToWord(text, first === null ? begin : hit.start + first.index));
}

const isFlagStart = (code: number): boolean => code === 0x2d || code === 0x2f;

const flagReach = 120;

/** A blank and the sign of a flag close behind: prose has neither, and needs no words read. */
function hasFlagAhead(text: string, at: number): boolean {
  const stop = Math.min(text.length, at + flagReach);
  for (let end = at; end < stop; end++) {
    const code = text.charCodeAt(end);
    // `curl https://api.example.com \` and the flags on the next line
    if (code === 0x0a && text.charCodeAt(end - 1) !== 0x5c) return false;
    if (code === 0x20 && isFlagStart(text.charCodeAt(end + 1))) return true;
  }
  return false;
}

/** Prose goes on without flags, and is left after a few words. */
function readWords(line: Line, start: number): void {
  const { text, stop, program } = line;
  const most = program.signed ? mostPlain : mostBare;
  let plain = 0;
  let at = start;
  for (let words = 0; words < mostWords && at < stop && !endsCommand(text, at); words++) {
    if (program.ends?.test(text.slice(at, at + 8)) === true) return;
    if (isFlagStart(text.charCodeAt(at))) plain = -mostWords;
    else if (++plain > most) return;
    at = skipToWord(text, readFlag(line, readCommandWord(text, at, stop)));
  }
}

export const commandLine: NativeDetector = withoutRepeats(
  {
    id: "command-line",
    entities: ["CREDENTIAL"],
    literals: programs.map(({ name }) => ({ text: name.toLowerCase() })),
    onLiteral: onProgram,
  },
  { before: 16, behind: 640 },
);
