/* Finds the number a label announces: `PESEL 440...`, `P. IVA: 007...`, a table cell or the next line; never far away. */

import { memoByKey } from "../../core/key-memo.js";
import { lazily } from "../../core/lazily.js";
import type { Span } from "../../core/types.js";
import type { CandidateShape, Literal, LiteralHit, Scan, Sink } from "../detector.js";
import { isAsciiLetter, isAsciiWord, isDigit, isWordAt, isWordUnitAt } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";
import { eachColumnValue } from "./columns.js";
import { failedBefore, noteFailure } from "./failed.js";
import { judge, kindsOf, type Judged, type Kinds, type Rated } from "./judge.js";
import type { IdentifierKind } from "./kinds.js";
import { isCutOff, isSalesTax } from "./label-edges.js";
import { numberBefore } from "./number-before.js";
import { isAmount, isBare, isDate, isOpenLabel, isOtherThanNumber, openNumber } from "./open-number.js";

interface Announced {
  readonly kinds: () => Kinds;
  /** What a number behind it is that has the form of none of them; undefined for labels that mean other things too. */
  readonly open: CandidateShape | undefined;
}

interface Label extends Announced {
  readonly text: string;
}

export interface LabelTable {
  readonly literals: readonly Literal[];
  /** Those that begin with a literal, by its position; the longest first. */
  readonly labels: readonly (readonly Label[])[];
  /** What the name of a member announces; undefined for nearly all names. */
  ofKey(key: string): Announced | undefined;
}

/** One text and what takes its candidates. */
export interface Place {
  readonly scan: Scan;
  readonly sink: Sink;
}

function rate(kind: IdentifierKind, detector: string): Rated {
  const shape = (confidence: number, by: "check" | "label"): CandidateShape => ({
    detector,
    entity: kind.entity,
    kind: kind.kind,
    confidence,
    evidence: [{ by: "label", name: kind.kind }, ...(by === "check" ? [{ by, name: kind.kind }] : [])],
  });
  return { kind, checked: shape(0.95, "check"), called: shape(0.75, "label") };
}

const openShape: CandidateShape = {
  detector: "vat-number",
  entity: "VAT_NUMBER",
  kind: "tax-number",
  confidence: 0.7,
  evidence: [{ by: "label", name: "tax-number" }],
};

const openOf = (label: string, rated: readonly Rated[]): CandidateShape | undefined =>
  isOpenLabel(label) && rated[0]?.kind.entity === "VAT_NUMBER" ? openShape : undefined;

/** Labels that are parts of common words: the prefilter asks for a sign behind them as well. */
const partsOfWords = new Set("ide nit vat iva uid ruc rif nie uen hra rut nip tva mst cui alv".split(" "));
const signsBehind = [" ", ":", ".", "-", "\t", ";", ",", "\n", "=", '"', "|"];

const spellings = (label: string): readonly string[] =>
  partsOfWords.has(label) ? signsBehind.map((sign) => label + sign) : [label];

/** Longer labels are looked for by their first units: the automaton is built at every start. */
const longestTrigger = 9;

export function createLabelTable(kinds: readonly IdentifierKind[], detector: string): LabelTable {
  const all = kinds.map((kind) => rate(kind, detector));
  const byLabel = listsOf(all, spellings);
  const byTrigger = new Map<string, Label[]>();
  for (const [text, rated] of byLabel) {
    const trigger = text.slice(0, longestTrigger);
    const label = { text, ...announced(text, rated) };
    byTrigger.set(trigger, [...(byTrigger.get(trigger) ?? []), label]);
  }
  const byName = lazily(() => listsOf(all, (label) => [label.replace(/[^\p{L}\d]+/gu, " ").trim()]));
  return {
    literals: [...byTrigger.keys()].map((text) => ({ text })),
    labels: [...byTrigger.values()].map((list) => list.sort((a, b) => b.text.length - a.text.length)),
    ofKey: memoByKey((key) => {
      const name = nameOfKey(key);
      const exact = byName().get(name);
      const without = byName().get(name.replace(/ (?:number|no|nr|id|code)$/, ""));
      if (exact === undefined && without === undefined) return undefined;
      return announced(name, [...new Set([...(exact ?? []), ...(without ?? [])])]);
    }),
  };
}

const announced = (label: string, rated: readonly Rated[]): Announced => ({
  kinds: lazily(() => kindsOf(rated)),
  open: openOf(label, rated),
});

/** By each of the spellings of their labels. */
function listsOf(
  all: readonly Rated[],
  spell: (label: string) => readonly string[],
): ReadonlyMap<string, readonly Rated[]> {
  const lists = new Map<string, Rated[]>();
  for (const rated of all) {
    for (const spelling of rated.kind.labels.flatMap(spell)) addTo(lists, spelling, rated);
  }
  return lists;
}

function addTo(lists: Map<string, Rated[]>, name: string, rated: Rated): void {
  const list = lists.get(name);
  if (list === undefined) lists.set(name, [rated]);
  else if (!list.includes(rated)) list.push(rated);
}

/** `customerVatNumber` and `customer_vat_number` are `vat number`. */
function nameOfKey(key: string): string {
  return key
    .slice(0, 48)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, " ")
    .replace(/^(?:customer|client|company|user|person|billing|employee) /, "")
    .trim();
}

/** How far behind its label a number may begin, in UTF-16 units. */
const reach = 36;
const mostWords = 4;

/** Between label and number nothing may stand that ends a sentence, asks, or begins another field. */
const stops = new Uint8Array(0x10000);
for (const sign of "?!;|{}<>") stops[sign.charCodeAt(0)] = 1;

/** Words behind a label that announce another number than the label's. */
const otherWord =
  /(?:^|[^\p{L}])(?:order|invoice|ticket|case|phone|tel|fax|call|card|page|since|until|rate|error|code|port|version|bestell|rechnung|seit|pedido|factura|facture|commande|fattura|ordine|téléphone)/iu;

/** Whether three letters stand in a row: signs and `No.` are no words. */
function hasWord(text: string, start: number, end: number): boolean {
  let letters = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    letters = code > 0x7f || isAsciiLetter(code) ? letters + 1 : 0;
    if (letters === 3) return true;
  }
  return false;
}

/** Start of the token that holds the first digit behind a label; -1 when it is too far or something is between. */
function valueStart({ text, units }: Scan, from: number): number {
  const limit = Math.min(text.length, from + reach);
  let words = 0;
  let lines = 0;
  for (let at = from; at < limit; at++) {
    const code = unitAt(units, at);
    if (isDigit(code)) return words > mostWords ? -1 : tokenStart(text, at, from);
    if (stops[code] === 1 && !asksFor(units, at)) return -1;
    if (code === 10 && ++lines > 1) return -1;
    if (code === 32 && isWordUnitAt(units, at - 1)) words++;
  }
  return -1;
}

/** `Your SSN? 078-05-1120`: the answer right behind the question. */
const asksFor = (units: Units, at: number): boolean =>
  unitAt(units, at) === 63 && unitAt(units, at + 1) === 32 && isAsciiWord(unitAt(units, at + 2));

/** Letters that touch the digit, or stand before it behind a dash, belong to the number. */
function tokenStart(text: string, digit: number, from: number): number {
  let at = digit;
  while (at > from && isAsciiLetter(text.charCodeAt(at - 1))) at--;
  const isDash = text.charCodeAt(at - 1) === 45;
  if (at === digit && isDash && at - 2 >= from && isAsciiLetter(text.charCodeAt(at - 2))) {
    if (!isAsciiWord(text.charCodeAt(at - 3)) || at - 2 === from) return at - 2;
  }
  return at;
}

interface Found extends Judged {
  readonly start: number;
}

interface Sought {
  readonly kinds: Kinds;
  /** From the label's end to the number; undefined in a column. */
  readonly gap?: Span;
}

/** What the table's kinds make of the number at `start`, or of the letters before it. */
function findAt(scan: Scan, start: number, { kinds, gap }: Sought): Found | undefined {
  const { text } = scan;
  // Behind `+` stands a phone.
  if (text.charCodeAt(start - 1) === 43 || failedBefore(scan, start, kinds)) return undefined;
  let from = start;
  let judged = judge(scan, from, kinds);
  if (judged === undefined) {
    from = lettersBefore(text, start);
    judged = from < start ? judge(scan, from, kinds) : undefined;
  }
  if (judged === undefined) {
    noteFailure(text, start, kinds);
    return undefined;
  }
  if (isAmount(text, judged.end)) return undefined;
  const { shape, end } = judged;
  const found = { shape, start: from, end };
  const isOther = shape.entity === "VAT_NUMBER" ? isOtherThanNumber(text, found, gap) : isDate(text, found);
  return isOther ? undefined : found;
}

function addAt(scan: Scan, sink: Sink, place: { start: number; kinds: Kinds }): boolean {
  const found = findAt(scan, place.start, { kinds: place.kinds });
  if (found === undefined) return false;
  sink.add(found.shape, found.start, found.end);
  return true;
}

/** The same behind a label; digits that hold by chance within a longer number give way to the whole of it. */
function addNear({ scan, sink }: Place, { kinds, open }: Announced, gap: Span): boolean {
  const found = findAt(scan, gap.end, { kinds: kinds(), gap });
  const whole = open === undefined ? undefined : openNumber(scan.text, gap, found?.end ?? 0);
  if (open !== undefined && whole !== undefined) {
    if (isAmount(scan.text, whole.end)) return false;
    sink.add(open, whole.start, whole.end);
    return true;
  }
  if (found === undefined) return false;
  sink.add(found.shape, found.start, found.end);
  return true;
}

/** Start of up to four capitals and a blank before `start`: `AB 12 34 56 C`. */
function lettersBefore(text: string, start: number): number {
  if (text.charCodeAt(start - 1) !== 32 || !isAsciiLetter(text.charCodeAt(start - 2))) return start;
  const letters = /(?<![\p{L}\d])[A-Z]{1,4} $/u.exec(text.slice(Math.max(0, start - 6), start));
  return letters === null ? start : start - letters[0].length;
}

/** Whether the text reads on as a label whose beginning stands at `[start, end)`. */
function goesOn(text: string, label: string, { start, end }: Span): boolean {
  const code = text.charCodeAt(end);
  // Case changes a letter of ASCII by one bit; what differs by more needs no copy.
  if (code < 0x80 && (code | 0x20) !== (label.charCodeAt(end - start) | 0x20)) return false;
  return text.slice(end, start + label.length).toLowerCase() === label.slice(end - start);
}

/** Adds what a label announces: behind it, on the next line, or below it in a table. */
export function followLabel(table: LabelTable, place: Place, { literal, start, end }: LiteralHit): void {
  const { text } = place.scan;
  if (isWordAt(text, start - 1) || isSalesTax(text, start)) return;
  for (const label of table.labels[literal] ?? []) {
    const stop = start + label.text.length;
    if (stop > end && !goesOn(text, label.text, { start, end })) continue;
    if (isCutOff(text, stop)) continue;
    if (addBehind(place, label, { start, end: stop }) || addBefore(place, label, start)) return;
  }
}

/** Adds the number that the words behind it call so. */
function addBefore({ scan, sink }: Place, { kinds }: Label, start: number): boolean {
  const number = scan.digits.count === 0 ? undefined : numberBefore(scan.text, start);
  const found = number === undefined ? undefined : findAt(scan, number.start, { kinds: kinds() });
  if (number === undefined || found?.end !== number.end) return false;
  // In front of the name of a tax, grouped digits are its sum.
  if (found.shape.entity === "VAT_NUMBER" && (found.end - found.start < 8 || !isBare(scan.text, found)))
    return false;
  sink.add(found.shape, found.start, found.end);
  return true;
}

function addBehind(place: Place, label: Label, { start, end }: Span): boolean {
  const { scan, sink } = place;
  const { kinds } = label;
  const { text } = scan;
  const value = valueStart(scan, end);
  const near = value >= 0 && !(hasWord(text, end, value) && otherWord.test(text.slice(end, value)));
  if (near && addNear(place, label, { start: end, end: value })) return true;
  const last = text.charCodeAt(end - 1);
  const heading = { start, end: isAsciiLetter(last) || last > 0x7f ? end : end - 1 };
  let found = false;
  eachColumnValue(scan, heading, (cell) => {
    const added = addAt(scan, sink, { start: cell.start, kinds: kinds() });
    found ||= added;
    return added;
  });
  return found;
}

/** Longest value that is judged by its key alone, UTF-16 units. */
const longestValue = 40;

/** Adds the number that is a whole value, when its key (`tax_id`, `vatNumber`, `ssn`) is a label. */
export function followKey(table: LabelTable, { scan, sink }: Place): void {
  const { text, hint } = scan;
  if (hint.key === undefined || text.length > longestValue || scan.digits.count === 0) return;
  const called = table.ofKey(hint.key);
  if (called === undefined) return;
  const start = text.search(/[^\s"']/);
  if (start >= 0) addNear({ scan, sink }, called, { start, end: start });
}
