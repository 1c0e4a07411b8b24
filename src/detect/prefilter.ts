/* One Aho-Corasick pass over the literals of all patterns: where could anything begin at all? */

import { createAutomaton, type Automaton } from "./automaton.js";
import type { Literal } from "./detector.js";

/** `literal` is the position in the list the prefilter was made from. */
export type VisitHit = (literal: number, start: number, end: number) => void;

export interface Prefilter {
  /** Calls `visit` for every occurrence, in order of their ends. `ascii`: the text has no unit above 0x7F. */
  scan(text: string, ascii: boolean, visit: VisitHit): void;
}

const nonAscii = /[\u0080-\uffff]/;

/**
 * Two automata: a small one for literals of ASCII only, and one for the others that runs only over texts that hold
 * something beyond ASCII. Tables of the first stay in the cache.
 */
export function createPrefilter(literals: readonly Literal[]): Prefilter {
  const plain = createAutomaton(literals, (text) => !nonAscii.test(text));
  const other = createAutomaton(literals, (text) => nonAscii.test(text));
  return {
    scan(text, ascii, visit) {
      if (plain !== undefined) {
        if (ascii && fitsLanes(plain, text)) scanLanes(plain, text, visit);
        else scanUnits(plain, text, visit);
      }
      if (other !== undefined && !ascii) scanUnits(other, text, visit);
    },
  };
}

function scanUnits(automaton: Automaton, text: string, visit: VisitHit): void {
  const { table, classes, first } = automaton;
  const { length } = text;
  let state = 0;
  for (let at = 0; at < length; at++) {
    state = table[state + (classes[text.charCodeAt(at)] as number)] as number;
    if (state >= first) tell(automaton, { text, state, end: at + 1 }, visit);
  }
}

interface Place {
  readonly text: string;
  readonly state: number;
  readonly end: number;
}

function tell(
  { found, first, width, lengths, exact }: Automaton,
  { text, state, end }: Place,
  visit: VisitHit,
): void {
  for (const literal of found[(state - first) / width] ?? []) {
    const start = end - (lengths[literal] ?? 0);
    const spelled = exact[literal];
    if (spelled === undefined || text.startsWith(spelled, start)) visit(literal, start, end);
  }
}

/** Bytes of the longest text that is read in lanes. */
const scratchSize = 1 << 17;
const scratch = Buffer.allocUnsafeSlow(scratchSize);
/** Shorter texts than this many times the longest literal spend too much of a lane on its lead. */
const leads = 8;

const fitsLanes = ({ longest }: Automaton, { length }: string): boolean =>
  length >= leads * longest && length <= scratchSize;

/** Flat pairs of end and state, one list per lane. */
type LaneHits = readonly [number[], number[], number[], number[]];

/**
 * The automaton waits for memory at every unit, so four places of the text are read at once. Hits are gathered per
 * lane: told lane by lane they are in order.
 */
function scanLanes(automaton: Automaton, text: string, visit: VisitHit): void {
  const length = scratch.write(text, 0, "latin1");
  for (const lane of readLanes(automaton, length)) {
    for (let at = 0; at < lane.length; at += 2) {
      tell(automaton, { text, end: lane[at] ?? 0, state: lane[at + 1] ?? 0 }, visit);
    }
  }
}

function readLanes(automaton: Automaton, length: number): LaneHits {
  const { table, byteClasses: classes, first } = automaton;
  const quarter = length >> 2;
  const [second, third, fourth] = [quarter, 2 * quarter, 3 * quarter];
  const hits: LaneHits = [[], [], [], []];
  let a = 0;
  let b = leadIn(automaton, second);
  let c = leadIn(automaton, third);
  let d = leadIn(automaton, fourth);
  for (let at = 0; at < quarter; at++) {
    a = table[a + (classes[scratch[at] as number] as number)] as number;
    b = table[b + (classes[scratch[at + second] as number] as number)] as number;
    c = table[c + (classes[scratch[at + third] as number] as number)] as number;
    d = table[d + (classes[scratch[at + fourth] as number] as number)] as number;
    if (a >= first) hits[0].push(at + 1, a);
    if (b >= first) hits[1].push(at + second + 1, b);
    if (c >= first) hits[2].push(at + third + 1, c);
    if (d >= first) hits[3].push(at + fourth + 1, d);
  }
  for (let at = 4 * quarter; at < length; at++) {
    d = table[d + (classes[scratch[at] as number] as number)] as number;
    if (d >= first) hits[3].push(at + 1, d);
  }
  return hits;
}

/** State at the start of a lane: that of the longest literal that may run over it. */
function leadIn({ table, byteClasses, longest }: Automaton, start: number): number {
  let state = 0;
  for (let at = start - longest + 1; at < start; at++) {
    state = table[state + (byteClasses[scratch[at] as number] as number)] as number;
  }
  return state;
}
