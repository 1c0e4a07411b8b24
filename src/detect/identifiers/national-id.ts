/* NATIONAL_ID: numbers that carry their proof in their form, and all others behind their label. */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiWord } from "../natives/characters.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { nationalIdKinds } from "./kinds.js";
import { createLabelTable, followKey, followLabel } from "./labelled.js";
import { isCalledOtherwise } from "./other-numbers.js";
import { numberHolds } from "./validators.js";

const detector = "national-id";

const shape = (kind: string, confidence: number): CandidateShape => ({
  detector,
  entity: "NATIONAL_ID",
  kind,
  confidence,
  evidence: [{ by: "structure", name: kind }],
});

interface FreeForm {
  /** Sticky, over the whole number as it is written. */
  readonly form: RegExp;
  readonly shape: CandidateShape;
  /** Digits of the first run. */
  readonly first: number;
  /** Units before the first digit at which the number begins. */
  readonly lead?: number;
  readonly validator?: string;
}

/** Areas 000, 666 and 900 to 999 were never given to anyone (SSA); 900 and above with these groups are tax numbers. */
const freeForms: readonly FreeForm[] = [
  {
    form: /(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}/y,
    shape: shape("us-ssn", 0.75),
    first: 3,
  },
  { form: /9\d{2}-(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])-\d{4}/y, shape: shape("us-itin", 0.7), first: 3 },
  { form: /756[. ]\d{4}[. ]\d{4}[. ]\d{2}/y, shape: shape("ch-ahv", 0.95), first: 3, validator: "ch/ssn" },
  { form: /\d{3}\.\d{3}\.\d{3}-\d{2}/y, shape: shape("br-cpf", 0.95), first: 3, validator: "br/cpf" },
  { form: /\d{3}-\d{3}-\d{3}[ -]\d{2}/y, shape: shape("ru-snils", 0.9), first: 3, validator: "ru/snils" },
  { form: /\d{6}-[1-8]\d{6}/y, shape: shape("kr-rrn", 0.9), first: 6, validator: "kr/rrn" },
  {
    form: /[1-6]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}/y,
    shape: shape("cn-id", 0.9),
    first: 18,
    validator: "cn/ric",
  },
  {
    form: /[1-6]\d{5}(?:19|20)\d{2}[01]\d[0-3]\d{4}X/y,
    shape: shape("cn-id", 0.95),
    first: 17,
    validator: "cn/ric",
  },
  {
    form: /[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]/iy,
    shape: shape("it-codice-fiscale", 0.95),
    first: 2,
    lead: 6,
    validator: "it/codicefiscale",
  },
  { form: /[XYZ]-?\d{7}-?[A-Z]/y, shape: shape("es-nie", 0.85), first: 7, lead: 1, validator: "es/nie" },
];

const longestRun = 18;
const byFirstRun: readonly (readonly FreeForm[] | undefined)[] = Array.from(
  { length: longestRun + 1 },
  (_, length) => {
    const forms = freeForms.filter(({ first }) => first === length);
    return forms.length === 0 ? undefined : forms;
  },
);

const dash = 45;
const dot = 46;

/** A number, word or chain of groups goes on there. */
function goesOn(text: string, at: number, step: 1 | -1): boolean {
  const code = text.charCodeAt(at);
  if (isAsciiWord(code)) return true;
  return (code === dash || code === dot || code === 47) && isAsciiWord(text.charCodeAt(at + step));
}

function addFree(scan: Scan, sink: Sink, { at, free }: { at: number; free: FreeForm }): number {
  const { text } = scan;
  const start = at - (free.lead ?? 0);
  if (start < 0) return -1;
  free.form.lastIndex = start;
  if (!free.form.test(text)) return -1;
  const end = free.form.lastIndex;
  if (goesOn(text, start - 1, -1) || goesOn(text, end, 1)) return -1;
  const compact = text
    .slice(start, end)
    .replace(/[^\dA-Z]/gi, "")
    .toUpperCase();
  if (free.validator !== undefined && !numberHolds(free.validator, compact)) return -1;
  if (isCalledOtherwise(text, start)) return -1;
  sink.add(free.shape, start, end);
  return end;
}

function scanRuns(scan: Scan, sink: Sink): void {
  const { digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  let floor = 0;
  for (let run = 0; run < count; run++) {
    if (((kinds[run] as number) & runKinds.identity) === 0) continue;
    const edge = edges[run] as number;
    const at = digits.edges[edge] as number;
    const forms = byFirstRun[(digits.edges[edge + 1] as number) - at];
    if (forms === undefined || at < floor) continue;
    for (const free of forms) floor = Math.max(floor, addFree(scan, sink, { at, free }));
  }
}

const table = createLabelTable(nationalIdKinds, detector);

export const nationalId: NativeDetector = {
  id: detector,
  entities: ["NATIONAL_ID"],
  literals: table.literals,
  scan(scan, sink) {
    if (scan.hint.numeric === true) return;
    scanRuns(scan, sink);
    if (scan.hint.key !== undefined) followKey(table, { scan, sink });
  },
  onLiteral(scan, sink, hit) {
    followLabel(table, { scan, sink }, hit);
  },
};
