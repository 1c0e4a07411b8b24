/* The words by which a known name is found again: first name, nicknames, family name, and what may stand beside each. */

import type { EntityType } from "../../core/types.js";
import { isCommonName } from "./common-names.js";
import { exactly, knownWord, type KnownWord } from "./known-forms.js";
import { nicknamesOf } from "./nicknames.js";
import { isParticle } from "./no-names.js";

/** A name from a field or a finding. `sure` is false for names that are likely only. */
export interface KnownName {
  readonly entity: Extract<EntityType, "PERSON" | "ORGANIZATION">;
  readonly name: string;
  readonly sure: boolean;
}

export type Words = readonly KnownWord[];

/** One word that is looked for, and what it is part of. */
export interface Part {
  readonly head: KnownWord;
  /** What may follow it to make the whole name, longest first: `Doe`. */
  readonly rests: Words[];
  /** Of a family name: first names that may follow behind a comma. */
  readonly givens: KnownWord[];
  /** Of a family name: `van der `, which belongs to it where it stands there. */
  lead: string;
  readonly entity: KnownName["entity"];
  sure: boolean;
  /** What it is without the rest of the name; `whole`: it is the whole name. */
  alone: "first" | "family" | "whole";
}

/** Units of the shortest family name that is looked for alone. */
export const shortestFamily = 4;

/** Adds the words of one name to those that are looked for already. */
export function addParts(parts: Map<string, Part>, { entity, name, sure }: KnownName): void {
  const words = name.split(" ");
  const [first = name] = words;
  const note = (head: KnownWord, alone: Part["alone"], more: Partial<Part> = {}): void => {
    addPart(parts, { head, rests: [], givens: [], lead: "", entity, sure, alone, ...more });
  };
  // In scripts without blanks family and given name are written as one word.
  if (entity === "ORGANIZATION" || (words.length === 1 && name.charCodeAt(0) >= 0x2e80)) {
    note(exactly(name), "whole");
    return;
  }
  const rests = restsOf(words).map((rest) => rest.map(knownWord));
  for (const given of [first, ...nicknamesOf(first)]) note(knownWord(given), "first", { rests });
  if (words.length < 2) return;
  for (const spelled of new Set([name.toLowerCase(), name.toUpperCase()])) {
    if (spelled !== name && !isPhrase(spelled, first)) note(exactly(spelled), "whole");
  }
  const family = words.at(-1) ?? "";
  if (family.length < shortestFamily) return;
  const lead = leadOf(words);
  note(knownWord(family), "family", { givens: [knownWord(first)], lead });
}

/** `will park`, `mark best`: words that say something else in small letters. */
const isPhrase = (spelled: string, first: string): boolean =>
  spelled.startsWith(first.toLowerCase()) && isCommonName(first);

/** What may follow the first name: all other words, and the family name without middle names. */
function restsOf(words: readonly string[]): readonly (readonly string[])[] {
  if (words.length < 2) return [];
  const family = words.slice(familyStart(words));
  return words.length > family.length + 1 ? [words.slice(1), family] : [words.slice(1)];
}

/** Position of the particles that lead the family name: `van` in `Jan van der Berg`. */
function familyStart(words: readonly string[]): number {
  let start = words.length - 1;
  while (start > 1 && isSmallParticle(words[start - 1] ?? "")) start--;
  return start;
}

const isSmallParticle = (word: string): boolean => isParticle(word, 0, word.length);

function leadOf(words: readonly string[]): string {
  const lead = words.slice(familyStart(words), -1);
  return lead.length === 0 ? "" : `${lead.join(" ")} `;
}

function addPart(parts: Map<string, Part>, fresh: Part): void {
  const { head, rests, givens, lead, sure, alone } = fresh;
  if (head.word.length < 2) return;
  const part = parts.get(head.word);
  if (part === undefined) {
    parts.set(head.word, { ...fresh, rests: [...rests], givens: [...givens] });
    return;
  }
  part.sure ||= sure;
  if (alone === "first" || (alone === "whole" && part.alone === "family")) part.alone = alone;
  if (part.lead === "") part.lead = lead;
  addNew(part.rests, rests, (rest) => rest.map(({ word }) => word).join(" "));
  addNew(part.givens, givens, ({ word }) => word);
  part.rests.sort((a, b) => b.length - a.length);
}

function addNew<T>(known: T[], more: readonly T[], nameOf: (one: T) => string): void {
  for (const one of more) if (!known.some((other) => nameOf(other) === nameOf(one))) known.push(one);
}
