/* The native detector of phone numbers: segments, the gate, and values whose key says what they are. */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { isTaxNumberAt } from "../identifiers/vat.js";
import { isInAccount } from "../natives/iban.js";
import { callingBefore } from "./context.js";
import { byKey, isNamed, judgeUnassigned, judgeWritten, type GateContext } from "./gate.js";
import { callingOfKey } from "./keys.js";
import { isDigitAt, separatorClass } from "./characters.js";
import { dateEnd, findDense, quadEnd } from "./dense.js";
import { newSegment, readSegment, type Segment } from "./segments.js";
import { extensionEnd, readWritten, writtenOf, type Written } from "./written.js";

/** A whole value of 6 to 15 digits, for fields whose key says phone; local numbers may have 6. */
const wholeValue = new RegExp(`^\\s{0,8}([+(]{0,2}\\d(?:${separatorClass}{0,3}\\d){5,14})\\s{0,8}$`);
const wholeNumber = /^\d{7,15}(?:\.0{1,3})?$/;
const longestValue = 48;

function acceptWholeValue({ text, hint }: Scan, sink: Sink): boolean {
  if (text.length > longestValue) return false;
  const value = hint.numeric === true ? wholeNumber.exec(text)?.[0] : wholeValue.exec(text)?.[1];
  if (value === undefined || /^[12]\d{3}-[01]\d-[0-3]\d/.test(value)) return false;
  const start = text.indexOf(value);
  sink.add(byKey, start, start + value.length);
  return true;
}

/** How many groups at the end of a number with `+` may turn out to be something else (`+44 7700 900123 24/7`). */
const mostCuts = 6;

interface Accepted {
  readonly shape: CandidateShape;
  readonly written: Written;
}

/** Judges a segment; one with `+` that is too long loses groups at its end until it is a number. */
function acceptedIn(segment: Segment, context: GateContext): Accepted | undefined {
  const whole = readWritten(context.source, segment);
  let written = whole;
  for (let cuts = 0; written !== undefined && cuts < mostCuts; cuts++) {
    const shape = judgeWritten(written, context);
    if (shape !== undefined) return { shape, written };
    if (!written.plus) return undefined;
    if (written.groupCount < 3) break;
    written = writtenOf(context.source, segment, written.groupCount - 1);
  }
  const shape = whole?.plus === true ? judgeUnassigned(whole, context) : undefined;
  return whole === undefined || shape === undefined ? undefined : { shape, written: whole };
}

/** Units before a part of an account in which its check digits or its last group stand. */
const accountHead = 12;

function followsDigit({ units }: Scan, start: number): boolean {
  for (let at = start - 1; at >= start - accountHead; at--) if (isDigitAt(units, at)) return true;
  return false;
}

/** Whether the digits are those of an account, or of a tax number and not called a phone. */
function isPartOfOther(scan: Scan, { shape, written }: Accepted): boolean {
  if (written.plus) return false;
  if (followsDigit(scan, written.start) && isInAccount(scan, written.start, written.end)) return true;
  return !isNamed(shape) && isTaxNumberAt(scan, written.start);
}

/** Adds the number a segment is; returns its end, 0 for none. */
function judgeSegment(scan: Scan, context: GateContext, { segment, sink }: Judging): number {
  const accepted = acceptedIn(segment, context);
  if (accepted === undefined || isPartOfOther(scan, accepted)) return 0;
  const { shape, written } = accepted;
  const end = extensionEnd(scan, written.end);
  sink.add(shape, written.start, end);
  return end;
}

interface Judging {
  readonly segment: Segment;
  readonly sink: Sink;
}

const segment = newSegment();

function scanSegments(scan: Scan, sink: Sink): void {
  const { budget, settings, hint } = scan;
  const labelled = (at: number): boolean => callingBefore(scan, at) === "strong";
  let context: GateContext | undefined;
  const cursor = { run: 0, at: 0 };
  while (findDense(scan, cursor)) {
    const start = cursor.at;
    const other = quadEnd(scan, cursor) || dateEnd(scan, cursor);
    if (other > 0) {
      cursor.at = other;
      continue;
    }
    let next = readSegment(scan, start, { segment, labelled });
    budget.spend(next - start + 50);
    if (segment.digits >= 7) {
      context ??= {
        source: scan,
        regions: settings.regions,
        key: callingOfKey(hint.key),
        previousEnd: 0,
        other: "",
      };
      const end = judgeSegment(scan, context, { segment, sink });
      if (end > 0) context.previousEnd = next = end;
    }
    cursor.at = next;
  }
}

/** Finds phone numbers. JSON numbers are looked at only when their key says phone. */
export const phone: NativeDetector = {
  id: "phone",
  entities: ["PHONE_NUMBER"],
  readsNumber: (key) => callingOfKey(key) === "phone",
  scan(scan, sink) {
    const { hint, text } = scan;
    if (text.length < 6) return;
    if (hint.numeric === true || hint.key !== undefined) {
      if (callingOfKey(hint.key) === "phone" && acceptWholeValue(scan, sink)) return;
      if (hint.numeric === true) return;
    }
    scanSegments(scan, sink);
  },
};
