/* Located matches as findings for people and programs: spans of the text, no value. */

import type { Finding, Span } from "../core/types.js";
import type { Located } from "./locate.js";

const toPlace = ({ start, end }: Span): Finding["parts"][number] => ({ field: 0, start, end });

export function toFinding({ match, parts, chain }: Located): Finding {
  const { entity, kind, confidence, detector, evidence, via } = match;
  const all = evidence.slice();
  for (const { name } of chain) all.push({ by: "reading", name });
  if (via !== undefined) all.push({ by: "reading", name: via.reading.name });
  const places = parts.length === 1 ? [toPlace(parts[0] as Span)] : parts.map(toPlace);
  // A text may hold thousands: no object is made only to be copied into another.
  if (kind === undefined) return { entity, confidence, detector, evidence: all, parts: places };
  return { entity, kind, confidence, detector, evidence: all, parts: places };
}

/** Below this a finding is a hint, not listed by `scan`. */
const listedFrom = 0.5;

const startOf = (finding: Finding): number => finding.parts[0]?.start ?? 0;
const endOf = (finding: Finding): number => finding.parts.at(-1)?.end ?? 0;

/** Findings in source order; where two of one entity overlap, the more confident, then the longer one stays. */
export function listFindings(found: readonly Located[]): readonly Finding[] {
  const listed: Finding[] = [];
  for (const one of found) if (one.match.confidence >= listedFrom) listed.push(toFinding(one));
  return standApart(listed) ? listed : resolveEach(listed);
}

/** By far the most common: in order, and no two of one entity overlap. */
function standApart(listed: readonly Finding[]): boolean {
  const ends = new Map<string, number>();
  let last = 0;
  for (const finding of listed) {
    const start = startOf(finding);
    if (start < last || start < (ends.get(finding.entity) ?? 0)) return false;
    last = start;
    ends.set(finding.entity, endOf(finding));
  }
  return true;
}

function resolveEach(listed: readonly Finding[]): readonly Finding[] {
  const best = [...listed].sort(
    (a, b) =>
      b.confidence - a.confidence ||
      endOf(b) - startOf(b) - (endOf(a) - startOf(a)) ||
      startOf(a) - startOf(b),
  );
  const kept = new Map<string, Finding[]>();
  for (const finding of best) {
    const same = kept.get(finding.entity) ?? [];
    if (!overlapsAny(same, finding)) insertSorted(same, finding);
    kept.set(finding.entity, same);
  }
  return [...kept.values()].flat().sort((a, b) => startOf(a) - startOf(b) || endOf(b) - endOf(a));
}

/** Position of the first finding that starts at or after `start`. */
function position(sorted: readonly Finding[], start: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = sorted[middle];
    if (at !== undefined && startOf(at) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function overlapsAny(sorted: readonly Finding[], finding: Finding): boolean {
  const at = position(sorted, startOf(finding));
  const before = sorted[at - 1];
  const after = sorted[at];
  return (
    (before !== undefined && endOf(before) > startOf(finding)) ||
    (after !== undefined && startOf(after) < endOf(finding))
  );
}

function insertSorted(sorted: Finding[], finding: Finding): void {
  sorted.splice(position(sorted, startOf(finding)), 0, finding);
}
