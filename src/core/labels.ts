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
