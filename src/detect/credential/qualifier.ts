/* Walks the words between a label and its value: `the password for the old web shop was changed to VALUE`. */

import { isAsciiLetter, isDigitAt, isLetterAt, isNewlineAt, skipBlanks } from "./characters.js";
import {
  blockers,
  changes,
  copulas,
  fillers,
  origins,
  pointers,
  pronouns,
  properties,
  targets,
} from "./lexicon-words.js";
import { isTitled } from "./coined.js";
import { createPassedWords } from "./passed-words.js";
import { passWord, plainValueEnd } from "./sentence-words.js";
import * as joints from "./separator.js";
import { tokenRuns } from "./value-extent.js";
import { isLoud, isProductName, shapeOf } from "./value-shape.js";
import { take, takeHard, takeMarked, takeNextLine, type Lexing } from "./value-taking.js";

/** Words between label and copula: `the password for the old web shop of my brother is`. */
const mostWords = 9;
/** Units between label and copula. */
const longestQualifier = 90;
/** `from OLD to NEW`: both are secrets. */
function takeChange(lexing: Lexing, at: number): void {
  const { text } = lexing;
  let end = plainValueEnd(text, at);
  if (end < 0) {
    if (!take(lexing, { separator: "target", at }, true)) return;
    end = lexing.found.at(-1)?.end ?? at;
  }
  const next = skipBlanks(text, end);
  const word = joints.readWord(text, next);
  if (word !== "" && targets.has(word.toLowerCase())) {
    takeMarked(lexing, { separator: "target", at: joints.skipGap(text, next + word.length) }, true);
  }
}

export function isSentenceEnd(text: string, at: number): boolean {
  return at >= text.length || isNewlineAt(text, at) || ".!?;".includes(text.charAt(at));
}

/** End of the run of characters without blanks; a token that ends in `.`, `!` or `?` ends the sentence. */
function readToken(text: string, at: number, stop: number): number {
  return at < stop ? tokenRuns.endOf(text, at, stop) : at;
}

/** `was changed to`, `has been reset to`: the copula or auxiliary belongs to a participle. */
export function leadsToChange(text: string, wordEnd: number): boolean {
  const at = skipBlanks(text, wordEnd);
  const next = joints.readWord(text, at);
  return next !== "" && changes.has(next.toLowerCase()) && !isDigitAt(text, at + next.length);
}

/** `password for the shop – VALUE`: a dash between blanks. */
function takeDashed(lexing: Lexing, at: number): "stop" | "next" {
  const { text } = lexing;
  const soft = text.startsWith("->", at) ? at + 2 : joints.readSoftSeparator(text, at - 1);
  if (soft < 0) return "next";
  // `rotated OLD -> NEW`
  if (/[>→]/.test(text.slice(at, soft)) && lexing.loud !== undefined)
    take(lexing, { separator: "target", at: lexing.loud.at }, true);
  takeMarked(lexing, { separator: "target", at: joints.skipGap(text, soft) }, true);
  return "stop";
}

/** Words that end a sentence about a password, but not before a copula: `the ftp user is`, `must be`. */
const subjects = new Set("user login must should shall muss soll moet debe doit deve musi должен".split(" "));
/** `the password that I set is VALUE`. */
const relatives = new Set(
  "that which que qui che die das dat které które który který который что".split(" "),
);

function entersClause(lexing: Lexing, word: string): boolean {
  if (!relatives.has(word)) return false;
  lexing.relative = true;
  return true;
}

/** `the password of the ftp user is VALUE`: a user in the sentence ends it, unless something is said of him. */
function isSubject(text: string, word: string, wordEnd: number): boolean {
  return (
    (subjects.has(word) || placeWords.has(word)) && joints.readCopula(text, skipBlanks(text, wordEnd)) >= 0
  );
}

/** Behind a preposition: `to VALUE`, `from OLD to NEW`. */
function takeDirected(lexing: Lexing, word: string, behind: number): void {
  if (targets.has(word)) takeMarked(lexing, { separator: "target", at: behind }, true);
  else if (origins.has(word)) takeChange(lexing, behind);
}

/** Behind a copula stands the value or nothing. */
function takeStated(lexing: Lexing, at: number, word: string): "stop" | "done" | undefined {
  if (!copulas.has(word)) return undefined;
  const copula = joints.readCopula(lexing.text, at);
  if (copula < 0) return undefined;
  // `the password that was agreed on the phone is VALUE`
  if (lexing.relative === true && plainValueEnd(lexing.text, copula) >= 0) return undefined;
  return takeMarked(lexing, { separator: "copula", at: copula }, true) ? "done" : "stop";
}

/** What one word of a qualifier does: ends it, leads to a value, or is passed over. */
function stepQualifier(lexing: Lexing, at: number): "stop" | "done" | "next" {
  const { text } = lexing;
  const word = joints.readWord(text, at).toLowerCase();
  if (word === "") return takeDashed(lexing, at);
  const end = at + word.length;
  if (/[\p{N}\p{Pd}_@./]/u.test(text.charAt(end))) return "next";
  const changed = leadsToChange(text, end);
  return (changed ? undefined : takeStated(lexing, at, word)) ?? stepWordOf(lexing, { word, end, changed });
}

interface Word {
  readonly word: string;
  readonly end: number;
  /** A participle of change follows. */
  readonly changed: boolean;
}

function stepWordOf(lexing: Lexing, { word, end, changed }: Word): "stop" | "done" | "next" {
  const { text } = lexing;
  if (properties.has(word)) return "stop";
  if (lexing.relative !== true) takeDirected(lexing, word, joints.skipGap(text, end));
  if (pointers.has(word) && takePointed(lexing, end)) return "done";
  if (isSubject(text, word, end) || entersClause(lexing, word)) return "next";
  if (!blockers.has(word) || changed) return "next";
  return isPlace(text, word, end) ? "next" : "stop";
}

const placeWords = new Set("box page mail form link email user login username".split(" "));

/** `password on that box: VALUE`: a thing that is pointed at, no state of the password. */
function isPlace(text: string, word: string, end: number): boolean {
  if (!placeWords.has(word) || text.charCodeAt(end) !== 0x3a) return false;
  return /(?:^|\s)(?:this|that|the|our|my|your|der|dem|das|la|le|el|il) $/i.test(
    text.slice(Math.max(0, end - word.length - 6), end - word.length),
  );
}

/** `password for the test account below` and the end of the line. */
function takePointed(lexing: Lexing, wordEnd: number): boolean {
  const mark = lexing.text.charCodeAt(wordEnd);
  const end = mark === 0x3a || mark === 0x2e ? wordEnd + 1 : wordEnd;
  return isNewlineAt(lexing.text, end) && takeNextLine(lexing, end);
}

const mostResumed = 3;
const tried = new Set(
  "entered typed tried used gave namely eingegeben probiert nämlich saisi tapé ingresé puse cioè ovvero czyli".split(
    " ",
  ),
);

/** `; today it is VALUE`: where a value may start behind pronouns, fillers and a copula; -1 otherwise. */
function readResumption(text: string, at: number): number {
  let end = at;
  for (let words = 0; words < mostResumed; words++) {
    const copula = joints.readCopula(text, end);
    if (copula >= 0) return copula;
    const word = joints.readWord(text, end).toLowerCase();
    if (tried.has(word)) return skipBlanks(text, end + word.length);
    if (!fillers.has(word) && !pronouns.has(word)) return -1;
    end = skipBlanks(text, end + word.length);
  }
  return joints.readCopula(text, end);
}

/** A comma after a qualifier: `the password of the template, VALUE, ...`, `..., it is VALUE`. */
function takeApposition(lexing: Lexing, at: number): void {
  const resumed = readResumption(lexing.text, at);
  const start = resumed >= 0 ? resumed : joints.skipGap(lexing.text, at);
  takeMarked(lexing, { separator: "target", at: start }, true);
}

/** Behind a semicolon only what is said to be the value. */
function takeResumed(lexing: Lexing, at: number): void {
  const resumed = readResumption(lexing.text, at);
  if (resumed >= 0) takeMarked(lexing, { separator: "target", at: resumed }, true);
}

const passedWords = createPassedWords();

/** End of the word at `at` when it is known to lead to nothing; negative when it must be read. */
function readPassed(text: string, at: number): number {
  const end = passWord(text, at);
  return end >= 0 ? end : passedWords.read(text, at);
}

/** `пароль на вход zima8leto`: letters and digits of ASCII that end a sentence in another script. */
function isForeign({ text }: Lexing, start: number, end: number): boolean {
  if (end - start < 8 || !isAsciiLetter(text.charCodeAt(start)) || text.charCodeAt(start - 2) < 0x370)
    return false;
  const closed = /[,.;)]$/.test(text.slice(end - 1, end));
  if (end < text.length && !isNewlineAt(text, end) && !closed) return false;
  const token = text.slice(start, closed ? end - 1 : end);
  return /^[a-z][\w-]{7,40}$/i.test(token) && /\d/.test(token) && !isProductName(token);
}

const capitalised = /^\p{Lu}\p{Ll}{3,15}\d{2,4}$/u;
/** Behind them stands what the secret is for. */
const small =
  /(?:^|[^\p{L}])(?:for|of|to|on|at|in|the|my|our|[aвкw]|für|vom|von|im|am|der|die|das|den|dem|zum|zur|de|du|des|le|la|el|del|al|para|pour|do|da|dos|di|il|van|voor|het|op|от|для|на|из|dla|na|till|för|på)$/iu;

/** `the password for the router Snowgoose44, the user is admin`: a noun stands before it, and its clause ends. */
function isNamedAside({ text }: Lexing, start: number, token: string): boolean {
  if (!capitalised.test(token) || isProductName(token)) return false;
  const behind = text.charAt(start + token.length);
  if (behind !== "" && !/[,.;)\n]/.test(behind)) return false;
  return !small.test(text.slice(Math.max(0, start - 12), start).trimEnd());
}

/** A token of a qualifier that no name looks like: `password for the server VALUE`, `the password you sent (VALUE)`. */
function takeLoud(lexing: Lexing, at: number, end: number): void {
  const { text } = lexing;
  const bracketed = text.charCodeAt(at) === 0x28;
  const start = bracketed ? at + 1 : at;
  const token = text.slice(start, end).replace(bracketed ? /[)\].,;:]{1,8}$/ : /[)\].,;:!?]{1,8}$/, "");
  if (!bracketed && isNamedAside(lexing, start, token)) {
    lexing.loud ??= { at: start, separator: "none" };
    return;
  }
  if (
    !(bracketed
      ? shapeOf(token) === "strong" || isTitled(token)
      : isLoud(token) || isForeign(lexing, start, end))
  )
    return;
  lexing.loud ??= { at: start, separator: "none" };
}

/** `reset my password, the user name is VALUE`: the next clause speaks of the user. */
const tellsUser =
  /^\s?(?:(?:and|und|et|y|the|my|our|your|der|mein|unser|le|mon|el|mi|il|mio|de|мой|mój|min)\s){0,3}(?:user|user ?name|user ?id|login|benutzer|benutzername|nutzername|kundennummer|utilisateur|identifiant|usuario|nombre de usuario|utente|gebruikersnaam|użytkownik|логин|användarnamn)\s(?:is|ist|lautet|est|es|è|to|это|är)\s/iu;

/** Behind a colon or equals sign: the value, or `now it is VALUE`. */
function takeSeparated(lexing: Lexing, at: number): void {
  const resumed = readResumption(lexing.text, skipBlanks(lexing.text, at));
  if (resumed >= 0) takeMarked(lexing, { separator: "copula", at: resumed }, true);
  else takeHard(lexing, at, true);
}

/** Passes over the word at `at`, taking what it leads to; -1 when nothing is to be looked for behind it. */
function stepWord(lexing: Lexing, at: number, stop: number): number {
  const { text } = lexing;
  const before = lexing.found.length;
  if (stepQualifier(lexing, at) !== "next") return -1;
  const end = readToken(text, at, stop);
  if (!isLetterAt(text, at) || end - at >= 7) takeLoud(lexing, at, end);
  const last = text.charAt(end - 1);
  if (last === ":" || last === "=") {
    takeSeparated(lexing, end);
    return -1;
  }
  if (last === ";") takeResumed(lexing, skipBlanks(text, end));
  if (/[.!?;]/.test(last)) return -1;
  if (last === ",") {
    if (tellsUser.test(text.slice(end, end + 48))) return -1;
    takeApposition(lexing, skipBlanks(text, end));
  } else if (end < stop && lexing.found.length === before) passedWords.note(text, at, end);
  return end;
}

/** Walks the words between label and copula; candidates are judged later, so nothing is decided here. */
export function takeQualified(lexing: Lexing, labelEnd: number): void {
  const { text } = lexing;
  const stop = Math.min(text.length, labelEnd + longestQualifier);
  let at = skipBlanks(text, labelEnd);
  for (let words = 0; words < mostWords && at < stop && !isSentenceEnd(text, at); words++) {
    const passed = readPassed(text, at);
    const end = passed >= 0 ? passed : stepWord(lexing, at, stop);
    if (end < 0) break;
    at = skipBlanks(text, end);
  }
  if (lexing.loud !== undefined) take(lexing, lexing.loud, true);
}
