/* Reads the name of a person at a place of a text: words with capitals, initials, particles between them. */

import { isWordAt } from "../natives/characters.js";
import { isGivenName } from "./given-names.js";
import { isCapitalAt, isGapAt, isLetterAt, isSmallAt } from "./letters.js";
import { isLeadingParticle, isNoName, isParticle, isRoleWord } from "./no-names.js";

export interface PersonName {
  readonly start: number;
  readonly end: number;
  /** Written-out words with a capital; particles are not counted. */
  readonly words: number;
  /** `J. P.` are two. */
  readonly initials: number;
  /** Its first written-out word is a given name we know. */
  readonly given: boolean;
  /** A word for a function or a firm follows: `Anna Support`, `Brightwater Team`. */
  readonly role: boolean;
}

/** Longest single word of a name, in UTF-16 units. */
const longestWord = 28;
const mostWords = 5;

type WordKind = "capital" | "capitals" | "initial" | "small" | "none";

interface Word {
  readonly kind: WordKind;
  readonly end: number;
}

const noWord: Word = { kind: "none", end: 0 };

const isInnerMark = (unit: number): boolean =>
  unit === 0x27 || unit === 0x2019 || unit === 0x2d || unit === 0x2010 || unit === 0x2011;

/** End of the letters at `at`, with hyphens and apostrophes inside; -1 for what holds digits or is too long. */
function lettersEnd(text: string, at: number): number {
  let end = at;
  while (end < at + longestWord) {
    const unit = text.charCodeAt(end);
    if (isInnerMark(unit) && end > at) {
      if (isPossessive(text, end)) return end;
      if (!isLetterAt(text, end + 1)) return end;
    } else if (unit === 0x5f || (unit >= 0x30 && unit <= 0x39)) return -1;
    else if (!isWordAt(text, end)) return end;
    end++;
  }
  return -1;
}

/** `Anna's`: the name ends before it. */
function isPossessive(text: string, mark: number): boolean {
  const unit = text.charCodeAt(mark);
  const next = text.charCodeAt(mark + 1) | 32;
  return (unit === 0x27 || unit === 0x2019) && next === 0x73 && !isWordAt(text, mark + 2);
}

/** Capitals inside a word that names have: O'Neill, McKay, Le-Roy; all others are products (GitHub, WordPress). */
const innerCapitals = /^(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Fitz|Ap|[DLO]['’])\p{Lu}\p{Ll}/u;

function kindOf(text: string, start: number, end: number): WordKind {
  if (!isCapitalAt(text, start))
    return isElided(text, start) ? "capital" : isSmallAt(text, start) ? "small" : "none";
  if (end - start === 1) return text.charCodeAt(end) === 0x2e ? "initial" : "none";
  return kindOfRest(text, start, end);
}

function kindOfRest(text: string, start: number, end: number): WordKind {
  let smalls = 0;
  let inner = 0;
  for (let at = start + 1; at < end; at++) {
    if (isSmallAt(text, at)) smalls++;
    else if (isCapitalAt(text, at) && !isInnerMark(text.charCodeAt(at - 1))) inner++;
  }
  if (smalls === 0) return "capitals";
  return inner === 0 || innerCapitals.test(text.slice(start, end)) ? "capital" : "none";
}

/** `d'Aubusson`, `l'Hermite`, `'t Hart`. */
function isElided(text: string, start: number): boolean {
  const unit = text.charCodeAt(start) | 32;
  const mark = text.charCodeAt(start + 1);
  return (
    (unit === 0x64 || unit === 0x6c) && isInnerMark(mark) && mark !== 0x2d && isCapitalAt(text, start + 2)
  );
}

function readWord(text: string, at: number): Word {
  const end = lettersEnd(text, at);
  if (end <= at) return noWord;
  const kind = kindOf(text, at, end);
  return { kind, end: kind === "initial" ? end + 1 : end };
}

/** Signs behind a word that make it part of something else: an address, a file, a host. */
function isGlued(text: string, end: number): boolean {
  const unit = text.charCodeAt(end);
  if (unit === 0x40 || unit === 0x5f || unit === 0x5c || unit === 0x3d) return true;
  if (unit === 0x2e || unit === 0x2d || unit === 0x2f) return isWordAt(text, end + 1);
  return isWordAt(text, end);
}

export interface ReadOptions {
  /** Words in capitals only (`JANE DOE`) count too. */
  readonly capitals?: boolean;
  /** Most written-out words. */
  readonly most?: number;
}

const defaults: ReadOptions = {};

/** State of one reading. */
interface Walk {
  readonly text: string;
  readonly options: ReadOptions;
  end: number;
  words: number;
  initials: number;
  given: boolean;
  role: boolean;
}

/** A capital, or a small word that leads a name; nearly all that stands behind a cue is neither. */
function mayBegin(text: string, at: number): boolean {
  if (isCapitalAt(text, at)) return true;
  if (!isSmallAt(text, at)) return false;
  if (isElided(text, at)) return true;
  let end = at + 1;
  while (end < at + 4 && isSmallAt(text, end)) end++;
  return isGapAt(text, end) && isLeadingParticle(text, at, end);
}

/** The name that begins at `at`; undefined when no name does. Work is bounded by a few words. */
export function readName(text: string, at: number, options = defaults): PersonName | undefined {
  if (!mayBegin(text, at)) return undefined;
  const walk: Walk = { text, options, end: at, words: 0, initials: 0, given: false, role: false };
  let next = at;
  for (let steps = 0; steps < mostWords * 2 && next !== -1; steps++) next = step(walk, next);
  const { end, words, initials, given, role } = walk;
  if (words === 0 || isGlued(text, end)) return undefined;
  const own = words > 2 ? ownEnd(text, at, end) : end;
  if (own < end) return { start: at, end: own, words: words - 1, initials: 0, given, role };
  return { start: at, end, words, initials, given, role };
}

/** `Iratxe Goikoetxea de Talleres Urumea S.L.`: name, preposition, name of a firm with its legal form. */
const ofFirm =
  /^(\S+(?: \S+){1,3}?) (?:de|del|da|do|di|van|von|of) \p{Lu}[^\n,;]{1,40}? (?:S\.? ?[LA]\b|S\.?r\.?l\b|S\.?p\.?A\b|GmbH|AG\b|KG\b|Ltd|Inc\b|LLC|SARL|Lda\b|B\.?V\b|N\.?V\b)/u;
const longestFirm = 80;

/** End of the name before the firm it belongs to. */
function ownEnd(text: string, start: number, end: number): number {
  const own = ofFirm.exec(text.slice(start, start + longestFirm))?.[1];
  return own === undefined ? end : Math.min(end, start + own.length);
}

/** Takes the word at `at` in; the place of the next word, or -1 where the name ends. */
function step(walk: Walk, at: number): number {
  const { text, options } = walk;
  const word = readWord(text, at);
  if (word.kind === "small" || isCapitalParticle(walk, at, word)) return particleEnd(walk, at, word.end);
  const counts = word.kind === "capital" || (word.kind === "capitals" && options.capitals === true);
  if (!counts && word.kind !== "initial") return endAt(walk, at, word);
  if (counts && !takeWord(walk, at, word.end)) return -1;
  if (word.kind === "initial") walk.initials++;
  walk.end = word.end;
  const most = options.most ?? mostWords;
  if (walk.words >= most) return followed(walk);
  return nextWord(text, word);
}

/** `Herr Von Stein`, `Mathilde de La Rochette`: a particle may have a capital, at the begin and between two words. */
function isCapitalParticle({ text, words, initials }: Walk, at: number, { kind, end }: Word): boolean {
  if (kind !== "capital") return false;
  if (words > 0) return isParticle(text, at, end) && isNoName(text, at, end);
  return initials === 0 && isLeadingParticle(text, at, end);
}

function nextWord(text: string, { kind, end }: Word): number {
  if (kind === "initial" && isCapitalAt(text, end)) return end;
  return isGapAt(text, end) && !isGapAt(text, end + 1) ? end + 1 : -1;
}

function takeWord(walk: Walk, at: number, end: number): boolean {
  const { text } = walk;
  if (isNoName(text, at, end)) {
    walk.role ||= isRoleWord(text, at, end);
    return false;
  }
  if (walk.words === 0) walk.given = isGivenName(text.slice(at, end));
  walk.words++;
  return true;
}

/** A small word ends the name, unless it is a particle with a name behind it. */
function particleEnd(walk: Walk, at: number, end: number): number {
  const { text } = walk;
  if (!isParticle(text, at, end)) {
    walk.role ||= isRoleWord(text, at, end);
    return -1;
  }
  if (walk.words + walk.initials === 0 && !isLeadingParticle(text, at, end)) return -1;
  if (!isGapAt(text, end)) return -1;
  const next = end + 1;
  if (isCapitalAt(text, next) || isElided(text, next)) return next;
  const second = lettersEnd(text, next);
  if (second <= next || !isParticle(text, next, second) || !isGapAt(text, second)) return -1;
  return isCapitalAt(text, second + 1) ? second + 1 : -1;
}

function endAt(walk: Walk, at: number, word: Word): number {
  if (word.kind === "capitals") walk.role ||= isRoleWord(walk.text, at, word.end);
  return -1;
}

/** The name is as long as it may be; a role word behind it still tells what it is. */
function followed(walk: Walk): number {
  const { text } = walk;
  const next = isGapAt(text, walk.end) ? walk.end + 1 : -1;
  if (next === -1) return -1;
  const end = lettersEnd(text, next);
  if (end > next && isRoleWord(text, next, end)) walk.role = true;
  return -1;
}
