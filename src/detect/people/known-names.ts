/* Finds names that are known already, whole or as first name alone, in one search per word. */

import type { EngineMatch } from "../engine.js";
import type { EntityType, Evidence } from "../../core/types.js";
import { isWordAt } from "../natives/characters.js";
import { isCommonName } from "./common-names.js";
import { isGivenName, isGivenNameInSmall } from "./given-names.js";
import { isBreakAt, isCapitalAt, isGapAt, isUncasedAt, skipGapBack } from "./letters.js";
import { isNoName } from "./no-names.js";

/** A name from a field or a finding. `sure` is false for names that are likely only. */
export interface KnownName {
  readonly entity: Extract<EntityType, "PERSON" | "ORGANIZATION">;
  readonly name: string;
  readonly sure: boolean;
}

/** Most names of one payload; longer lists are address books. */
const mostNames = 64;
/** Units of the longest name. */
const longestName = 80;

interface Part {
  /** The word that is looked for. */
  readonly word: string;
  /** What may follow it to make the whole name, longest first: ` Doe`. */
  readonly rests: string[];
  readonly entity: KnownName["entity"];
  sure: boolean;
  /** The word is the first name, or the whole of it: it counts alone. */
  alone: "first" | "family" | "never";
}

export interface KnownNames {
  readonly size: number;
  add(name: KnownName): void;
  /** Matches of all names in the text; the same empty array when there is none. */
  find(text: string): readonly EngineMatch[];
}

const none: readonly EngineMatch[] = Object.freeze([]);

export function createKnownNames(): KnownNames {
  const parts = new Map<string, Part>();
  const seen = new Map<string, boolean>();
  return {
    get size() {
      return seen.size;
    },
    add(known) {
      const name = known.name.replace(/\s+/g, " ").trim();
      const before = seen.get(name);
      if (
        name.length < 2 ||
        name.length > longestName ||
        before === true ||
        (before === false && !known.sure)
      )
        return;
      if (before === undefined && seen.size >= mostNames) return;
      seen.set(name, known.sure);
      addParts(parts, { ...known, name });
    },
    find(text) {
      let matches: EngineMatch[] | undefined;
      for (const part of parts.values()) {
        for (
          let at = text.indexOf(part.word);
          at !== -1;
          at = text.indexOf(part.word, at + part.word.length)
        ) {
          const match = matchAt(text, at, part);
          if (match !== undefined) (matches ??= []).push(match);
        }
      }
      return matches ?? none;
    },
  };
}

function addParts(parts: Map<string, Part>, { entity, name, sure }: KnownName): void {
  const words = name.split(" ");
  const [first = name] = words;
  const rest = name.slice(first.length);
  // Family and given name are written as one word.
  const unspaced = words.length === 1 && name.charCodeAt(0) >= 0x2e80;
  if (entity === "ORGANIZATION" || unspaced) {
    note(parts, { word: name, rest: "", entity, sure, alone: "never" });
    return;
  }
  note(parts, { word: first, rest, entity, sure, alone: "first" });
  if (words.length < 2) return;
  const small = name.toLowerCase();
  if (small !== name) note(parts, { word: small, rest: "", entity, sure, alone: "never" });
  const family = words.at(-1) ?? "";
  if (family.length >= shortestFamily) note(parts, { word: family, rest: "", entity, sure, alone: "family" });
}

const shortestFamily = 4;

interface NewPart extends Omit<Part, "rests"> {
  readonly rest: string;
}

function note(parts: Map<string, Part>, { word, rest, entity, sure, alone }: NewPart): void {
  if (word.length < 2) return;
  const part = parts.get(word);
  if (part === undefined) {
    parts.set(word, { word, rests: alone === "family" ? [] : [rest], entity, sure, alone });
    return;
  }
  part.sure ||= sure;
  if (alone === "first") part.alone = alone;
  if (alone !== "family" && !part.rests.includes(rest)) part.rests.push(rest);
  part.rests.sort((a, b) => b.length - a.length);
}

/** Signs beside a word that make it part of an address, a path or an identifier. */
const glueBefore = new Set("@._/\\-#=&".split(""));
const glueBehind = new Set("@_\\=".split(""));

function standsFree(text: string, start: number, end: number): boolean {
  const unspaced = text.charCodeAt(start) >= 0x2e80;
  if (unspaced) return true;
  if (start > 0 && (isWordAt(text, start - 1) || isGlue(text, start - 1))) return false;
  const behind = text.charAt(end);
  if (isWordAt(text, end) || glueBehind.has(behind)) return false;
  return !(behind === "." || behind === "-" || behind === "/") || !isWordAt(text, end + 1);
}

/** A full stop or a dash with a blank before it is punctuation. */
const isGlue = (text: string, at: number): boolean =>
  glueBefore.has(text.charAt(at)) && at > 0 && !isGapAt(text, at - 1) && !isBreakAt(text, at - 1);

function matchAt(text: string, at: number, part: Part): EngineMatch | undefined {
  for (const rest of part.rests) {
    const end = at + part.word.length + rest.length;
    const whole = rest !== "" || part.alone === "never";
    if (!whole || !text.startsWith(rest, at + part.word.length) || !standsFree(text, at, end)) continue;
    return toMatch(part, { start: at, end, confidence: part.sure ? 0.9 : 0.7 });
  }
  const end = at + part.word.length;
  if (part.alone === "never" || !standsFree(text, at, end)) return undefined;
  return part.alone === "first" ? firstAlone(text, at, part) : familyAlone(text, at, part);
}

/** First names that are words as well count in the middle of a sentence only, and never surely. */
function firstAlone(text: string, at: number, part: Part): EngineMatch | undefined {
  const { word, sure } = part;
  const end = at + word.length;
  if (isNoName(text, at, end) || !countsAlone(text, at, part)) return undefined;
  const certain = sure && isCapitalAt(text, at) && !isCommonName(word) && isGivenName(word);
  return toMatch(part, { start: at, end, confidence: certain ? 0.8 : 0.6 });
}

function countsAlone(text: string, at: number, { word, sure }: Part): boolean {
  if (isUncasedAt(text, at)) return true;
  if (word.length < 3) return false;
  const capital = isCapitalAt(text, at);
  if (isCommonName(word)) return capital && !startsSentence(text, at);
  return capital || !sure || isGivenNameInSmall(word);
}

/** `L. Vanterpool` is sure; the family name alone may be a trade or a place. */
function familyAlone(text: string, at: number, part: Part): EngineMatch | undefined {
  const { word, sure } = part;
  const end = at + word.length;
  if (!isCapitalAt(text, at) || isNoName(text, at, end)) return undefined;
  const initial = initialBefore(text, at);
  if (initial !== -1) return toMatch(part, { start: initial, end, confidence: sure ? 0.85 : 0.7 });
  if (isCommonName(word) || startsSentence(text, at) || word.length <= shortestFamily) return undefined;
  return toMatch(part, { start: at, end, confidence: 0.6 });
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

const toMatch = (
  { entity }: Part,
  at: { readonly start: number; readonly end: number; readonly confidence: number },
): EngineMatch => ({ entity, ...at, detector: "known-people", evidence });
