/* The grammar of what we write in place of a value, so that our own labels are known when they come back. */

import { entityTypes, type EntityType } from "./types.js";

/** Crockford base 32: digits and capitals without I, L, O, U. */
export const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** `[IP_ADDRESS 7K3QXD]` (keyed tag) or `[IP_ADDRESS 12]` (numbered within the payload). */
export function writeLabel(entity: string, tag: string): string {
  return `[${entity} ${tag}]`;
}

const labelSource = `\\[(?:${entityTypes.join("|")}) (?:[0-9A-HJKMNP-TV-Z]{6}|[1-9]\\d{0,5})\\]`;
const wholeLabel = new RegExp(`^\\s{0,8}${labelSource}\\s{0,8}$`);
const labelType = /[A-Z_]+/;
const labelAt = new RegExp(labelSource, "y");

/** True when the text is one label of ours and nothing else. */
export function isLabel(text: string): boolean {
  return text.length < 64 && text.includes("[") && wholeLabel.test(text);
}

/** The entity type of a text that is one label of ours and nothing else. */
export function entityOfLabel(text: string): EntityType | undefined {
  return isLabel(text) ? (labelType.exec(text)?.[0] as EntityType | undefined) : undefined;
}

/** The entity types of all labels in a text, those that are only a part of it among them. */
export function entitiesOfLabels(text: string): readonly EntityType[] {
  const spans = findLabels(text) ?? [];
  const starts = spans.filter((_span, at) => at % 2 === 0);
  return starts.map((start) => text.slice(start + 1, text.indexOf(" ", start)) as EntityType);
}

const isCapital = (code: number): boolean => code >= 0x41 && code <= 0x5a;

/** Flat pairs of start and end of every label in the text; undefined when there is none. */
export function findLabels(text: string): readonly number[] | undefined {
  let spans: number[] | undefined;
  for (let at = text.indexOf("["); at !== -1; at = text.indexOf("[", at + 1)) {
    if (!isCapital(text.charCodeAt(at + 1))) continue;
    labelAt.lastIndex = at;
    if (labelAt.test(text)) (spans ??= []).push(at, labelAt.lastIndex);
  }
  return spans;
}
