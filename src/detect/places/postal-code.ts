/* Postal codes by their form (Universal Postal Union), each with the town on its side, read from a run of digits. */

import { lazily } from "../../core/lazily.js";
import type { Span } from "../../core/types.js";
import { isAsciiLetter, isDigit } from "../natives/characters.js";
import type { UnitText } from "../units.js";
import { mayHaveTownBefore, mayHaveTownBehind } from "./place-touch.js";
import { isNoPlace, isParticle } from "./street-words.js";

export interface PostalCode {
  /** From here on, before it, stand street and whatever else. */
  readonly start: number;
  /** Behind code and town. */
  readonly end: number;
  /** Its form alone says what it is; plain numbers say it only with a street. */
  readonly distinct: boolean;
}

const town =
  "(?<town>(?:St\\. )?\\p{Lu}[\\p{L}\\p{M}'’-]+(?:[ \\u00a0](?:\\p{Lu}[\\p{L}\\p{M}'’-]+|[a-z]{1,3}(?= \\p{Lu})|\\d{1,2}(?!\\d))){0,3})";
const blank = "[ \\u00a0\\u202f]{1,2}";

interface Form {
  readonly form: () => RegExp;
  readonly distinct: boolean;
}

/** The code with its town behind; `distinct` unless plain digits. */
const townForm = (code: string, distinct = true): Form => ({
  form: lazily(() => new RegExp(`${code}${blank}${town}`, "uy")),
  distinct,
});

const polish = townForm("\\d{2}-\\d{3}");
const portuguese = townForm("\\d{4}-\\d{3}");
const brazilian = townForm("\\d{5}-\\d{3},?");
const dutch = townForm("\\d{4} ?[A-Z]{2}");
const czech = townForm("\\d{3} \\d{2}");
const argentinian = townForm("\\d{4}[A-Z]{3}");
const plain = townForm("\\d{4,6}[,;]?", false);

/** From the first digit on, town behind; by the length of the first run of digits. */
const townBehind: readonly (readonly Form[])[] = [
  [],
  [],
  [polish],
  [czech],
  [portuguese, dutch, argentinian, plain],
  [brazilian, plain],
  [plain],
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
/** `(FI)`; `- SP`, `/SP` behind towns of Brazil. */
const province = / (?:\([A-Z]{2}\)|[-–] ?[A-Z]{2}(?![\p{L}\d]))/uy;

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

/** `DE` of `3704 DE89`: letters with a digit at them are no town. */
const isPartOfCode = (text: string, end: number): boolean =>
  isAsciiLetter(text.charCodeAt(end - 1)) && isDigit(text.charCodeAt(end));

function readTownBehind(text: string, start: number, length: number): PostalCode | undefined {
  for (const { form: make, distinct } of townBehind[length] ?? []) {
    const form = make();
    form.lastIndex = start;
    const found = form.exec(text);
    if (found === null) continue;
    const name = found.groups?.["town"] ?? "";
    if (!isTown(name) || isPartOfCode(text, form.lastIndex)) return undefined;
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

/** By the length of the run of digits. */
const townBefore: Readonly<Record<number, readonly Behind[]>> = {
  1: [
    { before: british, form: inward },
    { before: canadian, form: canadianTail },
  ],
  4: [{ before: australian, form: fourDigits }],
  5: [{ before: american, form: zip }],
};

const stateReach = 8;

function readTownBefore(text: string, start: number, length: number): PostalCode | undefined {
  const head = text.slice(Math.max(0, start - stateReach), start);
  for (const { before, form } of townBefore[length] ?? []) {
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

/** The code whose first digits are `[start, end)`, with its town when that stands behind; undefined when it is none. */
export function readPostalCode({ text, units }: UnitText, { start, end }: Span): PostalCode | undefined {
  const before = mayHaveTownBefore(units, start, end) ? readTownBefore(text, start, end - start) : undefined;
  if (before !== undefined) return before;
  return mayHaveTownBehind(units, start, end) ? readTownBehind(text, start, end - start) : undefined;
}
