/* One look at a text for all detectors: which literals it holds, where its digits are, what kinds of characters. */

import type { Span } from "../core/types.js";
import { createTables, mostPlanted, openAutomaton, standsAt, type Automaton } from "./automaton.js";
import type { Literal } from "./detector.js";
import { belongsTo, openPacked, type Lane as LaneName } from "./prepared-automata.js";
import { createKernel, hasKernel, pieceLength, type Kernel } from "./scout/kernel.js";
import { createPlainKernel } from "./scout/plain-kernel.js";
import type { OddUnits } from "./odd-units.js";
import { leastSpelled } from "./spelled-runs.js";
import { unitsLead, type Runs, type Units } from "./units.js";

/** What a text holds. Used again for the next text: copy what you keep. */
export interface Sighting {
  readonly ascii: boolean;
  /** A character below the blank other than tab and line end, or U+007F; told only of texts of ASCII. */
  readonly control: boolean;
  readonly digits: Runs;
  /** Of the alphabets of base64; see spelled-runs.ts. */
  readonly spelled: Runs;
  readonly odd: OddUnits;
  readonly units: Units;
  readonly hits: Hits;
}

/** Literals that were met: those of ASCII only first, both in order of their ends. */
export interface Hits {
  readonly count: number;
  /** Flat triples: position in the list of literals, start, end. */
  readonly triples: Int32Array;
}

export interface Prefilter {
  scan(text: string): Sighting;
}

export interface PrefilterOptions {
  /** False: without WebAssembly. */
  readonly compiled?: boolean;
  /** What `packAutomata` made, of these literals or of others. */
  readonly packed?: Uint8Array | undefined;
}

/**
 * Two automata: a small one for literals of ASCII only, and one for the others that runs only over texts that hold
 * something beyond ASCII. Tables of the first stay in the cache.
 */
export function createPrefilter(literals: readonly Literal[], options: PrefilterOptions = {}): Prefilter {
  const { compiled = hasKernel, packed } = options;
  const create = compiled ? createKernel : createPlainKernel;
  const known = packed === undefined ? undefined : openPacked(packed, literals);
  const automatonOf = (lane: LaneName): Automaton | undefined => {
    const tables = known === undefined ? createTables(literals, belongsTo[lane]) : known(lane);
    return tables === undefined ? undefined : openAutomaton(tables, literals);
  };
  const ascii = automatonOf("ascii");
  const state: State = {
    ascii: true,
    control: false,
    digits: { count: 0, edges: noEdges },
    spelled: { count: 0, edges: noEdges },
    odd: noOdd,
    units: noUnits,
    hits: { count: 0, triples: new Int32Array(3 * roomAtFirst) },
    base: 0,
    offset: 0,
    text: "",
  };
  let other: Lane | undefined;
  // Its table is large, and a process that reads ASCII only never needs it.
  const createOther = (): Lane => {
    const automaton = automatonOf("other");
    return { kernel: create(automaton), visit: createVisit(automaton, state) };
  };
  const lanes: Lanes = {
    kernel: create(ascii),
    visit: createVisit(ascii, state),
    other: () => (other ??= createOther()),
    lead: wholeWords(Math.max(ascii?.longest ?? 0, mostPlanted.letters, leastSpelled)),
  };
  return {
    scan(text) {
      state.text = text;
      state.offset = 0;
      forgetHits(state.hits);
      if (text.length <= pieceLength) scanPiece(lanes, state);
      else scanPieces(lanes, state);
      state.text = "";
      return state;
    },
  };
}

/** Pieces begin where a word of the odd units does. */
const wholeWords = (units: number): number => Math.ceil(units / 32) * 32;

const roomAtFirst = 1024;
const mostRoomKept = 65_536;
const noEdges = new Int32Array(0);
const noOdd = new Uint32Array(0);
const noUnits = new Uint16Array(2 * unitsLead);

type Writable = { -readonly [name in keyof Runs]: Runs[name] };

interface State {
  ascii: boolean;
  control: boolean;
  readonly digits: Writable;
  readonly spelled: Writable;
  odd: OddUnits;
  units: Units;
  readonly hits: { count: number; triples: Int32Array };
  /** Number of the first hit of the automaton that runs. */
  base: number;
  /** Of the piece in the text. */
  offset: number;
  text: string;
}

type Visit = (end: number, state: number) => void;

interface Lane {
  readonly kernel: Kernel;
  readonly visit: Visit;
}

interface Lanes extends Lane {
  readonly other: () => Lane;
  /** Units before a piece in which a literal or a run of it may begin. */
  readonly lead: number;
}

function createVisit(automaton: Automaton | undefined, state: State): Visit {
  if (automaton === undefined) return () => undefined;
  const { found, first, width, planted, rests, exact } = automaton;
  const firstState = first / width;
  const isPlain = (literal: number): boolean => rests[literal] === "" && exact[literal] === undefined;
  // By far the most states tell of one literal that stands there whole.
  const alone = Int32Array.from(found, ([literal = -1, more]) =>
    more === undefined && isPlain(literal) ? literal : -1,
  );
  return (endInPiece, at) => {
    const met = endInPiece + state.offset;
    const only = alone[at - firstState] as number;
    if (only !== -1) tell(state, only, { start: met - (planted[only] as number), end: met });
    else {
      for (const literal of found[at - firstState] as readonly number[]) {
        const rest = rests[literal] as string;
        if (rest !== "" && !standsAt(state.text, met, rest)) continue;
        const start = met - (planted[literal] as number);
        const spelled = exact[literal];
        if (spelled !== undefined && !state.text.startsWith(spelled, start)) continue;
        tell(state, literal, { start, end: met + rest.length });
      }
    }
  };
}

/**
 * A literal met by its beginning is told before shorter ones that end before it does, so a hit moves up to its place among
 * those already told.
 */
function tell({ hits, base }: State, literal: number, { start, end }: Span): void {
  if (hits.count * 3 === hits.triples.length) hits.triples = grown(hits.triples);
  const { triples } = hits;
  let at = hits.count * 3;
  hits.count++;
  while (at > base * 3 && (triples[at - 1] as number) > end) {
    triples.copyWithin(at, at - 3, at);
    at -= 3;
  }
  triples[at] = literal;
  triples[at + 1] = start;
  triples[at + 2] = end;
}

/** Room for the hits of a hostile text is not kept. */
function forgetHits(hits: State["hits"]): void {
  hits.count = 0;
  if (hits.triples.length > 3 * mostRoomKept) hits.triples = new Int32Array(3 * roomAtFirst);
}

function grown(old: Int32Array): Int32Array {
  const more = new Int32Array(old.length * 4);
  more.set(old);
  return more;
}

function scanPiece({ kernel, visit, other }: Lanes, state: State): void {
  const { text, digits, spelled } = state;
  kernel.put(text);
  kernel.look(text.length);
  state.ascii = kernel.isAscii();
  state.control = state.ascii && kernel.hasControl();
  digits.edges = kernel.edges;
  state.units = kernel.units;
  state.odd = kernel.odd;
  digits.count = kernel.edgeCount() >> 1;
  spelled.edges = kernel.spelled;
  spelled.count = kernel.spelledCount() >> 1;
  state.base = state.hits.count;
  kernel.literals(0, text.length, visit);
  if (state.ascii) return;
  const lane = other();
  lane.kernel.put(text);
  state.base = state.hits.count;
  lane.kernel.literals(0, text.length, lane.visit);
}

/** Pieces overlap by the lead, so that no literal falls between two of them. */
function scanPieces({ kernel, visit, other, lead }: Lanes, state: State): void {
  const { text, digits, spelled } = state;
  const step = pieceLength - lead;
  digits.edges = new Int32Array(text.length + 2);
  digits.count = 0;
  spelled.edges = new Int32Array(2 * Math.ceil(text.length / leastSpelled));
  spelled.count = 0;
  state.units = new Uint16Array(text.length + 2 * unitsLead);
  state.odd = new Uint32Array((text.length >> 5) + 1);
  state.ascii = true;
  state.control = false;
  for (let from = 0; from < text.length; from += step) {
    state.offset = Math.max(0, from - lead);
    const piece = text.slice(state.offset, from + step);
    const skip = from - state.offset;
    kernel.put(piece);
    kernel.look(piece.length);
    state.ascii &&= kernel.isAscii();
    state.control ||= kernel.hasControl();
    addRuns(kernel, state, skip);
    addSpelled(kernel, state);
    addOdd(kernel, state, { skip, length: piece.length });
    state.units.set(kernel.units.subarray(unitsLead, unitsLead + piece.length), unitsLead + state.offset);
    state.base = state.hits.count;
    kernel.literals(skip, piece.length, visit);
    if (kernel.isAscii()) continue;
    const lane = other();
    lane.kernel.put(piece);
    state.base = state.hits.count;
    lane.kernel.literals(skip, piece.length, lane.visit);
  }
  state.control &&= state.ascii;
}

/** Behind the lead, at whose begin nothing is known of the unit before. */
function addOdd(
  { odd }: Kernel,
  state: State,
  { skip, length }: { readonly skip: number; readonly length: number },
): void {
  const last = (length - 1) >> 5;
  state.odd.set(odd.subarray(skip >> 5, last + 1), (state.offset + skip) >> 5);
}

/** Runs of the piece behind its lead; one that goes on from the piece before is one run. */
function addRuns({ edges, edgeCount }: Kernel, { digits, offset }: State, skip: number): void {
  const count = edgeCount();
  for (let at = 0; at < count; at += 2) {
    const end = (edges[at + 1] as number) + offset;
    const start = Math.max(edges[at] as number, skip) + offset;
    if (end <= start) continue;
    if (digits.count > 0 && digits.edges[digits.count * 2 - 1] === start) digits.count--;
    else digits.edges[digits.count * 2] = start;
    digits.edges[digits.count * 2 + 1] = end;
    digits.count++;
  }
}

/** A run that reaches over the end of a piece stands in both, in one of them perhaps too short: the lead holds such a part. */
function addSpelled({ spelled: found, spelledCount }: Kernel, { spelled, offset }: State): void {
  const { edges } = spelled;
  const count = spelledCount();
  for (let at = 0; at < count; at += 2) {
    const start = (found[at] as number) + offset;
    const end = (found[at + 1] as number) + offset;
    const last = spelled.count * 2;
    const known = last === 0 ? -1 : (edges[last - 1] as number);
    if (start <= known) edges[last - 1] = Math.max(known, end);
    else {
      edges[last] = start;
      edges[last + 1] = end;
      spelled.count++;
    }
  }
}
