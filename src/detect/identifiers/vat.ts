/* VAT_NUMBER behind its country prefix, in any case and grouping: by check digits, or by its form behind a label. */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { isDigit } from "../natives/characters.js";
import { isInAccount } from "../natives/iban.js";
import { runKinds } from "../run-kinds.js";
import { unitAt } from "../units.js";
import { sortedRuns } from "../run-sorter.js";
import { compactText, endOf, readCompact } from "./compact.js";
import { taxNumberKinds } from "./kinds.js";
import { createLabelTable, followKey, followLabel } from "./labelled.js";
import { isCalledOtherwise } from "./other-numbers.js";
import { numberHolds } from "./validators.js";
import { needsLabel, vatForms, type VatForm } from "./vat-forms.js";
import { prefixStart, slotAt } from "./vat-prefix.js";

const detector = "vat-number";

const shapeBy = (confidence: number, by: "check" | "label"): CandidateShape => ({
  detector,
  entity: "VAT_NUMBER",
  confidence,
  evidence: [
    { by: "structure", name: "vat-country" },
    { by, name: by === "check" ? "vat-check-digits" : "vat-label" },
  ],
});

const checked = shapeBy(0.95, "check");
const labelled = shapeBy(0.8, "label");

/** Forms by the two letters, 26 rows of 26. */
const bySlot: readonly (readonly VatForm[] | undefined)[] = Array.from({ length: 26 * 26 }, (_, slot) =>
  vatForms.get(String.fromCharCode(65 + Math.floor(slot / 26), 65 + (slot % 26))),
);

const vatLabel =
  /(?:^|[^a-z])(?:(?:vat|vatin|vatno|vatnr|uid|tva|btw|iva|nif|cif|nip|cui|dic|mva|alv|tax|tin|vsk|kdv|oib|pdv|ddv|pvn|pvm)(?![a-z])|v\.a\.t\.?|ust|umsatzsteuer|mwst|n\.i\.[fp]|c\.i\.f|p\. ?iva|税号|t\.v\.a|i\.v\.a|dič|ič dph|adószám|moms|y-tunnus|kmkr|ддс|φπα|αφμ|steuer|fiscal|vergi|eori|cvr|orgnr)[^\n]{0,32}$/i;
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

/** The longest form that the characters behind the prefix at `start` have; one that holds beats one that does not. */
function readForms({ text, units }: Scan, start: number, forms: readonly VatForm[]): Found | undefined {
  const compact = readCompact(units, start + 2, forms[0]?.length ?? 0);
  let loose: Found | undefined;
  for (const form of forms) {
    const end = endOf(compact, form.length);
    if (end < 0) continue;
    const body = compactText(text, compact, form.length);
    if (!form.shape.test(body) || /^\D?0+$/.test(body)) continue;
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

/** What the number `[start, end)` is found as, if at all. */
function shapeOf(text: string, start: number, { end, holds }: Found): CandidateShape | undefined {
  const proves = holds && !needsLabel.has(text.slice(start, start + 2).toUpperCase());
  const isPrefix = isWrittenAsPrefix(text, start, end);
  if (proves && isPrefix && end - start > 6 && !isCalledOtherwise(text, start)) return checked;
  // `our VAT number is 926 ...`: a word before a number, unless it touches or proves it.
  const mayBePrefix = proves || isPrefix || isDigit(text.charCodeAt(start + 2));
  if (!mayBePrefix || !isLabelled(text, start)) return undefined;
  return holds ? checked : labelled;
}

/** Adds the number whose prefix begins at `start`; returns its end, or -1. */
function judge(scan: Scan, start: number, sink: Sink): number {
  const { text, units } = scan;
  const forms = bySlot[slotAt(units, start)];
  if (forms === undefined) return -1;
  const found = readForms(scan, start, forms);
  const shape = found === undefined ? undefined : shapeOf(text, start, found);
  if (found === undefined || shape === undefined) return -1;
  // The country and the first digits of an account.
  if (isInAccount(scan, start + 1, found.end)) return -1;
  sink.add(shape, start, found.end);
  return found.end;
}

/** Whether the digits at `digit` are the first of a number that its check digits prove. */
export function isTaxNumberAt(scan: Scan, digit: number): boolean {
  const { text, units } = scan;
  let end = digit;
  while (isDigit(unitAt(units, end))) end++;
  const start = prefixStart(units, digit, end);
  const forms = start < 0 ? undefined : bySlot[slotAt(units, start)];
  const found = forms === undefined ? undefined : readForms(scan, start, forms);
  return found?.holds === true && shapeOf(text, start, found) === checked;
}

function scanText(scan: Scan, sink: Sink): void {
  const { units, digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let floor = 2;
  for (let run = 0; run < count; run++) {
    if (((kinds[run] as number) & runKinds.vat) === 0) continue;
    const edge = edges[run] as number;
    const at = digits.edges[edge] as number;
    if (at < floor) continue;
    const start = prefixStart(units, at, digits.edges[edge + 1] as number);
    if (start < floor - 2) continue;
    const end = judge(scan, start, sink);
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
