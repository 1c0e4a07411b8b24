/* VAT_NUMBER behind its country prefix, in any case and grouping: by check digits, or by its form behind a label. */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiLetter, isAsciiWord } from "../natives/characters.js";
import { endOf, isSeparatorCode, readCompact, type Compact } from "./compact.js";
import { taxNumberKinds } from "./kinds.js";
import { createLabelTable, followKey, followLabel } from "./labelled.js";
import { isCalledOtherwise } from "./other-numbers.js";
import { numberHolds } from "./validators.js";
import { needsLabel, vatForms, type VatForm } from "./vat-forms.js";

const detector = "vat-number";

const shape = (confidence: number, by: "check" | "label"): CandidateShape => ({
  detector,
  entity: "VAT_NUMBER",
  confidence,
  evidence: [
    { by: "structure", name: "vat-country" },
    { by, name: by === "check" ? "vat-check-digits" : "vat-label" },
  ],
});

const checked = shape(0.95, "check");
const labelled = shape(0.8, "label");

/** Forms by the two letters, 26 rows of 26. */
const bySlot: readonly (readonly VatForm[] | undefined)[] = Array.from({ length: 26 * 26 }, (_, slot) =>
  vatForms.get(String.fromCharCode(65 + Math.floor(slot / 26), 65 + (slot % 26))),
);

const slotAt = (text: string, at: number): number =>
  ((text.charCodeAt(at) | 0x20) - 0x61) * 26 + (text.charCodeAt(at + 1) | 0x20) - 0x61;

/** `GBGD`, `CHE`, `ATU` are the most letters before the first digit. */
const mostLetters = 4;

/** Start of the letters that end at `end`; -1 when there are more than four of them, or a digit before. */
function lettersStart(text: string, end: number): number {
  let at = end;
  while (at > 0 && isAsciiLetter(text.charCodeAt(at - 1))) {
    at--;
    if (end - at > mostLetters) return -1;
  }
  return isAsciiWord(text.charCodeAt(at - 1)) ? -1 : at;
}

/** Up to two separators before `end`: `EL: 094...`. */
function beforeGap(text: string, end: number): number {
  let at = end;
  while (end - at < 2 && isSeparatorCode(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the country letters before the digit at `digit` begin; -1 when there are none. */
function prefixStart(text: string, digit: number): number {
  const end = beforeGap(text, digit);
  const start = lettersStart(text, end);
  if (start < 0 || start === end) return -1;
  if (end - start >= 2 && bySlot[slotAt(text, start)] !== undefined) return start;
  // `ES B-58378431`, `FR AB 123456789`, `GB GD 100`: letters of the number itself.
  if (end - start > 2) return -1;
  const outer = beforeGap(text, start);
  const country = outer === start ? -1 : lettersStart(text, outer);
  return country >= 0 && outer - country === 2 && bySlot[slotAt(text, country)] !== undefined ? country : -1;
}

const vatLabel =
  /(?:^|[^a-z])(?:vat|v\.a\.t\.?|ust|umsatzsteuer|mwst|uid|tva|t\.v\.a|btw|iva|i\.v\.a|nif|cif|nip|cui|dič|dic|ič dph|adószám|moms|momsnr|mva|alv|y-tunnus|kmkr|pvn|pvm|ддс|φπα|αφμ|oib|pdv|ddv|tax|tin|steuer|steuernummer|fiscal|fiscale|vergi|kdv|vsk|eori|cvr|orgnr)[^\n]{0,32}$/i;
const labelReach = 48;

const isLabelled = (text: string, start: number): boolean =>
  vatLabel.test(text.slice(Math.max(0, start - labelReach), start));

interface Found {
  readonly end: number;
  readonly holds: boolean;
}

const isCapital = (text: string, at: number): boolean => text.charCodeAt(at) < 0x61;

function formHolds({ validators, lead = "", tail = "" }: VatForm, body: string): boolean {
  return validators.some((name) => numberHolds(name, lead + body + tail));
}

/** The longest form that the characters behind the prefix have; one that holds beats one that does not. */
function readForms(text: string, compact: Compact, forms: readonly VatForm[]): Found | undefined {
  let loose: Found | undefined;
  for (const form of forms) {
    const end = endOf(text, compact, form.length);
    const body = compact.text.slice(0, form.length);
    if (end < 0 || !form.shape.test(body) || /^\D?0+$/.test(body)) continue;
    const found = { end: withSuffix(text, end, form), holds: formHolds(form, body) };
    if (found.holds) return found;
    loose ??= found;
  }
  return loose;
}

function withSuffix(text: string, end: number, { suffix }: VatForm): number {
  if (suffix === undefined) return end;
  suffix.lastIndex = end;
  return suffix.test(text) ? suffix.lastIndex : end;
}

/** Small letters with blanks are words of a sentence: `de 123 456 788 clientes`. */
function isWrittenAsPrefix(text: string, start: number, end: number): boolean {
  if (isCapital(text, start) && isCapital(text, start + 1)) return true;
  return !/\s/.test(text.slice(start, end));
}

/** Adds the number whose prefix begins at `start`; returns its end, or -1. */
function judge(text: string, start: number, sink: Sink): number {
  const forms = bySlot[slotAt(text, start)];
  if (forms === undefined) return -1;
  const found = readForms(text, readCompact(text, start + 2), forms);
  if (found === undefined) return -1;
  const { end, holds } = found;
  const country = text.slice(start, start + 2).toUpperCase();
  const free = holds && !needsLabel.has(country) && isWrittenAsPrefix(text, start, end) && end - start > 6;
  if (free && !isCalledOtherwise(text, start)) sink.add(checked, start, end);
  else if (isLabelled(text, start)) sink.add(holds ? checked : labelled, start, end);
  else return -1;
  return end;
}

/** Numbers of fewer digits with nothing behind them are years, pages and hours. */
const plainRun = 7;

/** Whether a run of digits is long enough, or goes on behind a letter or a sign. */
function mayGoOn(text: string, start: number, end: number): boolean {
  if (end - start >= plainRun) return true;
  const next = text.charCodeAt(end);
  if (isAsciiLetter(next)) return true;
  return isSeparatorCode(next) && isAsciiWord(text.charCodeAt(end + 1));
}

/** Whether letters can stand before the digit, with a sign or two between. */
function mayFollowLetters(text: string, start: number, end: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (isAsciiLetter(before)) return true;
  if (!isSeparatorCode(before)) return false;
  const outer = text.charCodeAt(start - 2);
  return (isAsciiLetter(outer) || isSeparatorCode(outer)) && mayGoOn(text, start, end);
}

function scanText({ text, digits }: Scan, sink: Sink): void {
  const { edges } = digits;
  const last = digits.count * 2;
  let floor = 2;
  for (let edge = 0; edge < last; edge += 2) {
    const at = edges[edge] as number;
    if (at < floor || !mayFollowLetters(text, at, edges[edge + 1] as number)) continue;
    const start = prefixStart(text, at);
    if (start < floor - 2) continue;
    const end = judge(text, start, sink);
    if (end > 0) floor = end + 2;
  }
}

const table = createLabelTable(taxNumberKinds, detector);

export const vatNumber: NativeDetector = {
  id: detector,
  entities: ["VAT_NUMBER"],
  literals: table.literals,
  scan(scan, sink) {
    if (scan.text.length < 7 || scan.hint.numeric === true) return;
    scanText(scan, sink);
    if (scan.hint.key !== undefined) followKey(table, { scan, sink });
  },
  onLiteral(scan, sink, hit) {
    followLabel(table, { scan, sink }, hit);
  },
};
