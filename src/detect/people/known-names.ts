/* Finds names that are known already, whole, turned round or as first name alone, in one search per word. */

import type { Evidence } from "../../core/types.js";
import type { Reading } from "../../core/reading.js";
import type { EngineMatch } from "../engine.js";
import { isWordAt } from "../natives/characters.js";
import { isCommonName } from "./common-names.js";
import { isGivenName, isGivenNameInSmall } from "./given-names.js";
import { formAt, isSlavic, type FormEnd, type KnownWord } from "./known-forms.js";
import { addParts, shortestFamily, type KnownName, type Part, type Words } from "./known-parts.js";
import { isBreakAt, isCapitalAt, isGapAt, isUncasedAt, skipGap, skipGapBack } from "./letters.js";
import { isNoName } from "./no-names.js";

/** Most names of one payload; longer lists are address books. */
const mostNames = 64;
/** Units of the longest name. */
const longestName = 80;

export interface KnownNames {
  readonly size: number;
  /** How many searches `find` makes. */
  readonly searches: number;
  add(name: KnownName): void;
  /** Matches of all names in the text; the same empty array when there is none. */
  find(text: string): readonly EngineMatch[];
}

const none: readonly EngineMatch[] = Object.freeze([]);

/** Blanks that are no single spaces between words. */
const untidy = /\s\s|[^\S ]|^\s|\s$/;

export function createKnownNames(): KnownNames {
  const parts = new Map<string, Part>();
  const seen = new Map<string, boolean>();
  return {
    get size() {
      return seen.size;
    },
    get searches() {
      return parts.size;
    },
    add(known) {
      const name = untidy.test(known.name) ? known.name.replace(/\s+/g, " ").trim() : known.name;
      if (name.length < 2 || name.length > longestName) return;
      const before = seen.get(name);
      if (before === true || (before === false && !known.sure)) return;
      if (before === undefined && seen.size >= mostNames) return;
      seen.set(name, known.sure);
      addParts(parts, { ...known, name });
    },
    find(text) {
      const source = { text, declines: isSlavic(text) };
      let matches: EngineMatch[] | undefined;
      for (const part of parts.values()) {
        const { word, stem } = part.head;
        const needle = source.declines ? stem : word;
        for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + needle.length)) {
          const match = matchAt(source, at, part);
          if (match !== undefined) (matches ??= []).push(match);
        }
      }
      return matches ?? none;
    },
  };
}

/** Signs beside a word that make it part of an address, a path or an identifier. */
const glueBefore = new Set("@._/\\-#=&".split(""));
const glueBehind = new Set("@_\\=".split(""));

const isUnspaced = (text: string, at: number): boolean => text.charCodeAt(at) >= 0x2e80;

function startsFree(text: string, start: number): boolean {
  if (isUnspaced(text, start) || start === 0) return true;
  return !isWordAt(text, start - 1) && !isGlue(text, start - 1);
}

function endsFree(text: string, end: number): boolean {
  if (isUnspaced(text, end - 1)) return true;
  const behind = text.charAt(end);
  if (isWordAt(text, end) || glueBehind.has(behind)) return false;
  return !(behind === "." || behind === "-" || behind === "/") || !isWordAt(text, end + 1);
}

/** A full stop or a dash with a blank before it is punctuation. */
const isGlue = (text: string, at: number): boolean =>
  glueBefore.has(text.charAt(at)) && at > 0 && !isGapAt(text, at - 1) && !isBreakAt(text, at - 1);

interface Source {
  readonly text: string;
  /** Whether names may stand in their Slavic forms. */
  readonly declines: boolean;
}

/** In scripts without blanks anything may follow. */
function unspacedAt(text: string, at: number, word: string): FormEnd | undefined {
  const end = at + word.length;
  return text.startsWith(word, at) ? { name: end, word: end, changed: false } : undefined;
}

function wordAt({ text, declines }: Source, at: number, word: KnownWord): FormEnd | undefined {
  if (isUnspaced(text, at)) return unspacedAt(text, at, word.word);
  const form = formAt(text, at, word);
  return form?.changed === true && !declines ? undefined : form;
}

/** A name in the text, and how it reads in the form that is known. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
  /** Undefined where it stands as it is known. */
  readonly base?: string | undefined;
}

function matchAt(source: Source, at: number, part: Part): EngineMatch | undefined {
  const { text } = source;
  const { head, entity } = part;
  if (!startsFree(text, at)) return undefined;
  const form = wordAt(source, at, head);
  if (form === undefined) return undefined;
  const hit = { at, form, part };
  const place = wholeName(source, hit) ?? (endsFree(text, form.word) ? aloneAt(source, hit) : undefined);
  return place === undefined ? undefined : toMatch(entity, place);
}

interface Hit {
  readonly at: number;
  readonly form: FormEnd;
  readonly part: Part;
}

const wholeConfidence = ({ sure }: Part): number => (sure ? 0.9 : 0.7);

/** The first name with what follows it, `Doe, Jane`, and what is a whole name by itself. */
function wholeName(source: Source, hit: Hit): Place | undefined {
  const { at, form, part } = hit;
  const { text } = source;
  const confidence = wholeConfidence(part);
  const { word } = part.head;
  for (const rest of part.rests) {
    const found = restAt(source, form, rest);
    if (found === undefined || !endsFree(text, found.word)) continue;
    const base = found.changed ? [word, ...rest.map((one) => one.word)].join(" ") : undefined;
    return { start: at, end: found.name, confidence, base };
  }
  if (part.alone === "whole")
    return endsFree(text, form.word) ? { start: at, end: form.name, confidence } : undefined;
  return turnedRound(source, hit);
}

function turnedRound(source: Source, { at, form, part }: Hit): Place | undefined {
  const { text } = source;
  if (text.charCodeAt(form.word) !== 0x2c || !isGapAt(text, form.word + 1)) return undefined;
  for (const given of part.givens) {
    const found = wordAt(source, form.word + 2, given);
    if (found === undefined || !endsFree(text, found.word)) continue;
    const base = `${given.word} ${part.lead}${part.head.word}`;
    return {
      start: leadStart(text, at, part.lead),
      end: found.name,
      confidence: wholeConfidence(part),
      base,
    };
  }
  return undefined;
}

const leadStart = (text: string, at: number, lead: string): number =>
  lead !== "" && text.startsWith(lead, at - lead.length) && startsFree(text, at - lead.length)
    ? at - lead.length
    : at;

/** The words of the rest, each behind one blank or line break. */
function restAt(source: Source, first: FormEnd, rest: Words): FormEnd | undefined {
  const { text } = source;
  let { word: end, changed } = first;
  let last: FormEnd | undefined;
  for (const word of rest) {
    if (!isGapAt(text, end) && text.charCodeAt(end) !== 0x0a) return undefined;
    last = wordAt(source, end + 1, word);
    if (last === undefined) return undefined;
    changed ||= last.changed;
    end = last.word;
  }
  return last === undefined ? undefined : { ...last, changed };
}

function aloneAt(source: Source, hit: Hit): Place | undefined {
  return hit.part.alone === "first" ? firstAlone(source, hit) : familyAlone(source, hit);
}

const baseOf = ({ form, part }: Hit): string | undefined => (form.changed ? part.head.word : undefined);

/** First names that are words as well count in the middle of a sentence only, and never surely. */
function firstAlone({ text }: Source, hit: Hit): Place | undefined {
  const { at, form, part } = hit;
  const { word } = part.head;
  if (isNoName(text, at, form.word) || isMonth(text, at, form.word) || !countsAlone(text, at, part))
    return undefined;
  const certain = part.sure && isCapitalAt(text, at) && !isCommonName(word) && isGivenName(word);
  return { start: at, end: form.name, confidence: certain ? 0.8 : 0.6, base: baseOf(hit) };
}

/** `3 Jan 2025`: the one short month that many people are called. */
function isMonth(text: string, start: number, end: number): boolean {
  if (end - start !== 3 || !text.startsWith("Jan", start)) return false;
  return isDigitAt(text, skipGap(text, end)) || isDigitAt(text, skipGapBack(text, start) - 1);
}

const isDigitAt = (text: string, at: number): boolean => {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
};

function countsAlone(text: string, at: number, { head: { word }, sure }: Part): boolean {
  if (isUncasedAt(text, at)) return true;
  if (word.length < 3) return false;
  const capital = isCapitalAt(text, at);
  if (isCommonName(word)) return capital && !startsSentence(text, at);
  return capital || !sure || isGivenNameInSmall(word);
}

/** `Abara & Frost`, `Sülzle Obstbau GmbH`: the family has given a firm its name. */
const firm =
  /^(?: [&+] \p{Lu}|(?: \p{Lu}[\p{L}.'-]*){0,3} (?:GmbH|AG|KG|OHG|Ltd|Limited|Inc|LLC|LLP|plc|PLC|SARL|SAS|S\.?[AL]\.|S\.?r\.?l|S\.?p\.?A|Lda|B\.?V|N\.?V|AB|Oy|ApS)(?!\p{L}))/u;
const firmReach = 64;

/** `L. Vanterpool` is sure; the family name alone may be a trade or a place. */
function familyAlone({ text }: Source, hit: Hit): Place | undefined {
  const { at, form, part } = hit;
  const { sure, lead } = part;
  const { word } = part.head;
  if (!isCapitalAt(text, at) || isNoName(text, at, form.word)) return undefined;
  const start = leadStart(text, at, lead);
  const initial = initialBefore(text, start);
  if (initial !== -1) return { start: initial, end: form.name, confidence: sure ? 0.85 : 0.7 };
  if (isCommonName(word) || startsSentence(text, start) || word.length <= shortestFamily) return undefined;
  if (firm.test(text.slice(form.word, form.word + firmReach))) return undefined;
  return { start, end: form.name, confidence: 0.6, base: baseOf(hit) };
}

function initialBefore(text: string, at: number): number {
  const stop = skipGapBack(text, at);
  const initial = stop - 2;
  const found = stop < at && text.charAt(stop - 1) === "." && isCapitalAt(text, initial);
  return found && (initial === 0 || !isWordAt(text, initial - 1)) ? initial : -1;
}

function startsSentence(text: string, at: number): boolean {
  const before = skipGapBack(text, at);
  return before === 0 || isBreakAt(text, before - 1) || /[.!?:>*•"“„-]/.test(text.charAt(before - 1));
}

const evidence: readonly Evidence[] = [{ by: "structure", name: "known in this payload" }];

function toMatch(entity: Part["entity"], { start, end, confidence, base }: Place): EngineMatch {
  const match = { entity, start, end, confidence, detector: "known-people", evidence };
  if (base === undefined) return match;
  return { ...match, via: { reading: readAs(base, { start, end }), start: 0, end: base.length } };
}

/** Another form of a name reads as the known one, so that both get the same tag. */
const readAs = (base: string, place: { readonly start: number; readonly end: number }): Reading => ({
  name: "known-form",
  text: base,
  source: () => [place],
  encode: (replacement) => replacement,
});
