/* Postal codes by their form (Universal Postal Union), each with the town on its side, read from a run of digits. */

import type { Span } from "../../core/types.js";
import { isNoPlace, isParticle } from "./street-words.js";

export interface PostalCode {
  /** From here on, before it, stand street and whatever else. */
  readonly start: number;
  /** Behind code and town. */
  readonly end: number;
  /** Its form alone says what it is; plain numbers say it only with a street. */
  readonly distinct: boolean;
}

const sticky = (source: string): RegExp => new RegExp(source, "uy");

const town =
  "(?<town>(?:St\\. )?\\p{Lu}[\\p{L}\\p{M}'’-]+(?:[ \\u00a0](?:\\p{Lu}[\\p{L}\\p{M}'’-]+|[a-z]{1,3}(?= \\p{Lu})|\\d{1,2}(?!\\d))){0,3})";
const blank = "[ \\u00a0\\u202f]{1,2}";

interface Form {
  readonly form: RegExp;
  readonly distinct: boolean;
}

/** From the first digit on, town behind. */
const townBehind: readonly Form[] = [
  { form: sticky(`\\d{2}-\\d{3}${blank}${town}`), distinct: true },
  { form: sticky(`\\d{4}-\\d{3}${blank}${town}`), distinct: true },
  { form: sticky(`\\d{5}-\\d{3},?${blank}${town}`), distinct: true },
  { form: sticky(`\\d{4} ?[A-Z]{2}${blank}${town}`), distinct: true },
  { form: sticky(`\\d{3} \\d{2}${blank}${town}`), distinct: true },
  { form: sticky(`\\d{4}[A-Z]{3}${blank}${town}`), distinct: true },
  { form: sticky(`\\d{4,6}[,;]?${blank}${town}`), distinct: false },
];

const states =
  "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]";
/** `Hartford, CT 06199`, `Portland;OR;97299`: the state before the digits. */
const american = new RegExp(`(?:^|[^A-Z])(?<state>${states})[ ;,]{1,2}$`);
const australian = /(?:^|[^A-Z])(?<state>NSW|VIC|QLD|SA|WA|TAS|NT|ACT) $/;
const canadian = /(?:^|[^A-Z])(?<state>(?:AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT) {1,2}[A-Z])$/;
const british = /(?:^|[^A-Z\d])(?<state>[A-Z]{1,2}\d[A-Z\d]? )$/;

const country =
  /(?:[,;]|\r?\n| [·|–-])[ \t]?(?:USA|U\.S\.A\.|United States(?: of America)?|UK|U\.K\.|United Kingdom|England|Scotland|Wales|Ireland|Canada|Australia|New Zealand|Deutschland|Germany|Österreich|Austria|Schweiz|Switzerland|Suisse|France|Frankreich|Belgique|België|Nederland|Netherlands|The Netherlands|Italia|Italy|España|Spain|Portugal|Brasil|Brazil|Argentina|México|Chile|Polska|Poland|Česko|Czechia|Slovensko|Magyarország|România|Türkiye|Turkey|Россия|Україна|Sverige|Sweden|Norge|Norway|Danmark|Denmark|Suomi|Finland|Ελλάδα|Greece)(?!\p{L})/uy;
const province = / \([A-Z]{2}\)/y;

function withCountry(text: string, end: number): number {
  province.lastIndex = end;
  const behind = province.test(text) ? province.lastIndex : end;
  country.lastIndex = behind;
  return country.test(text) ? country.lastIndex : behind;
}

/** `D-`, `CH-`, `F-`, `L-` before a plain code; `B` of `B1999XYZ`. */
function prefixStart(text: string, start: number): number {
  const before = /(?:^|[^\p{L}\d])(?<prefix>[A-Z]{1,2}[- ]|(?=\p{Lu}\d)[A-Z])$/u.exec(
    text.slice(Math.max(0, start - 4), start),
  );
  const prefix = before?.groups?.["prefix"] ?? "";
  return prefix.endsWith("-") || /^[A-Z]$/.test(prefix) ? start - prefix.length : start;
}

function isTown(name: string): boolean {
  const [first = ""] = name.split(/[ \u00a0]/);
  return first.length >= 2 && !isNoPlace(first) && !isParticle(first);
}

function readTownBehind(text: string, start: number): PostalCode | undefined {
  for (const { form, distinct } of townBehind) {
    form.lastIndex = start;
    const found = form.exec(text);
    if (found === null) continue;
    const name = found.groups?.["town"] ?? "";
    if (!isTown(name)) return undefined;
    const end = form.lastIndex - (name.endsWith(".") || name.endsWith("-") ? 1 : 0);
    return { start: prefixStart(text, start), end: withCountry(text, end), distinct };
  }
  return undefined;
}

const digitsEnd = (text: string, form: RegExp, start: number): number => {
  form.lastIndex = start;
  return form.test(text) ? form.lastIndex : -1;
};

const zip = /\d{5}(?:-\d{4})?(?![\d-])/y;
const fourDigits = /\d{4}(?!\d)/y;
const inward = /\d[A-Z]{2}(?![A-Za-z\d])/y;
const canadianTail = /\d[A-Z] ?\d[A-Z]\d(?![A-Za-z\d])/y;

interface Behind {
  /** What ends right before the digits; its group begins the code. */
  readonly before: RegExp;
  readonly form: RegExp;
}

const townBefore: readonly Behind[] = [
  { before: american, form: zip },
  { before: australian, form: fourDigits },
  { before: british, form: inward },
  { before: canadian, form: canadianTail },
];

const stateReach = 8;

function readTownBefore(text: string, start: number): PostalCode | undefined {
  const head = text.slice(Math.max(0, start - stateReach), start);
  for (const { before, form } of townBefore) {
    const end = digitsEnd(text, form, start);
    const found = end < 0 ? null : before.exec(head);
    if (found === null) continue;
    const from = start - head.length + found.index + found[0].length - trimmedLength(found);
    return { start: from, end: withCountry(text, end), distinct: true };
  }
  return undefined;
}

/** Units from the state to the digits. */
function trimmedLength(found: RegExpExecArray): number {
  const state = found.groups?.["state"] ?? "";
  return found[0].length - found[0].indexOf(state);
}

const isUpper = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 0xc0 && code <= 0x42f);

const isBlank = (code: number): boolean => code === 32 || code === 0xa0;

/** Two capitals and a sign before the digits: a state, or a country. */
const followsState = (text: string, start: number): boolean =>
  isUpper(text.charCodeAt(start - 2)) && isUpper(text.charCodeAt(start - 3));

/** Four to six digits: a town behind a blank, groups of three behind a dash, or a comma. */
function mayBePlain(text: string, start: number, end: number): boolean {
  const next = text.charCodeAt(end);
  if (isBlank(next)) return isUpper(text.charCodeAt(end + 1));
  if (next === 44) return isUpper(text.charCodeAt(end + 2));
  if (next === 45)
    return end - start < 6 && isBlank(text.charCodeAt(end + 4)) && isUpper(text.charCodeAt(end + 5));
  return end - start === 4 && isUpper(next);
}

/** The look for a town behind: nearly all numbers of a text are left here. */
function mayHaveTownBehind(text: string, { start, end }: Span): boolean {
  switch (end - start) {
    case 2:
      return text.charCodeAt(end) === 45 && isUpper(text.charCodeAt(end + 5));
    case 3:
      return text.charCodeAt(end) === 32 && isUpper(text.charCodeAt(end + 4));
    case 4:
    case 5:
    case 6:
      return mayBePlain(text, start, end);
    default:
      return false;
  }
}

/** The same for a town before. */
function mayHaveTownBefore(text: string, { start, end }: Span): boolean {
  const length = end - start;
  if (length === 4 || length === 5) return followsState(text, start);
  if (length !== 1 || !isUpper(text.charCodeAt(end))) return false;
  // `SK99 9XX`, and the first half of `M5V 2T6`.
  if (text.charCodeAt(start - 1) === 32) return isUpper(text.charCodeAt(end + 1));
  return isUpper(text.charCodeAt(start - 1)) && text.charCodeAt(start - 2) === 32;
}

/** The code whose first digits are `[start, end)`, with its town when that stands behind; undefined when it is none. */
export function readPostalCode(text: string, run: Span): PostalCode | undefined {
  const before = mayHaveTownBefore(text, run) ? readTownBefore(text, run.start) : undefined;
  if (before !== undefined) return before;
  return mayHaveTownBehind(text, run) ? readTownBehind(text, run.start) : undefined;
}
