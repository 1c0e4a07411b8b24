/* One look at a text for all detectors: which literals it holds, where its digits are, what kinds of characters. */

import { createAutomaton, mostPlanted, standsAt, type Automaton } from "./automaton.js";
import type { DigitRuns, Literal } from "./detector.js";
import { createKernel, hasKernel, pieceLength, type Kernel } from "./scout/kernel.js";
import { createPlainKernel } from "./scout/plain-kernel.js";
import { unitsLead, type Units } from "./units.js";

/** What a text holds. Used again for the next text: copy what you keep. */
export interface Sighting {
  readonly ascii: boolean;
  /** A character below the blank other than tab and line end, or U+007F; told only of texts of ASCII. */
  readonly control: boolean;
  readonly digits: DigitRuns;
  readonly units: Units;
  /** Flat triples: position in the list of literals, start, end; those of ASCII only first, both in order of their ends. */
  readonly hits: readonly number[];
}

export interface Prefilter {
  scan(text: string): Sighting;
}

const nonAscii = /[\u0080-\uffff]/;

/**
 * Two automata: a small one for literals of ASCII only, and one for the others that runs only over texts that hold
 * something beyond ASCII. Tables of the first stay in the cache. `compiled` false: without WebAssembly.
 */
export function createPrefilter(literals: readonly Literal[], compiled = hasKernel): Prefilter {
  const create = compiled ? createKernel : createPlainKernel;
  const ascii = createAutomaton(literals, (text) => !nonAscii.test(text));
  const state: State = {
    ascii: true,
    control: false,
    digits: { count: 0, edges: noEdges },
    units: noUnits,
    hits: [],
    base: 0,
    offset: 0,
    text: "",
  };
  let other: Lane | undefined;
  // Its table is large, and a process that reads ASCII only never needs it.
  const createOther = (): Lane => {
    const automaton = createAutomaton(literals, (text) => nonAscii.test(text));
    return { kernel: create(automaton), visit: createVisit(automaton, state) };
  };
  const lanes: Lanes = {
    kernel: create(ascii),
    visit: createVisit(ascii, state),
    other: () => (other ??= createOther()),
    lead: Math.max(ascii?.longest ?? 0, mostPlanted.letters),
  };
  return {
    scan(text) {
      state.text = text;
      state.offset = 0;
      state.hits.length = 0;
      if (text.length <= pieceLength) scanPiece(lanes, state);
      else scanPieces(lanes, state);
      state.text = "";
      return state;
    },
  };
}

const noEdges = new Int32Array(0);
const noUnits = new Uint16Array(2 * unitsLead);

interface State {
  ascii: boolean;
  control: boolean;
  readonly digits: { count: number; edges: Int32Array };
  units: Units;
  readonly hits: number[];
  /** Where the hits of the automaton that runs begin. */
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
  /** Units before a piece in which a literal of it may begin. */
  readonly lead: number;
}

function createVisit(automaton: Automaton | undefined, state: State): Visit {
  if (automaton === undefined) return () => undefined;
  const { found, first, width, planted, rests, exact } = automaton;
  const firstState = first / width;
  return (endInPiece, at) => {
    const met = endInPiece + state.offset;
    for (const literal of found[at - firstState] as readonly number[]) {
      const rest = rests[literal] as string;
      if (rest !== "" && !standsAt(state.text, met, rest)) continue;
      const start = met - (planted[literal] as number);
      const spelled = exact[literal];
      if (spelled !== undefined && !state.text.startsWith(spelled, start)) continue;
      const end = met + rest.length;
      state.hits.push(literal, start, end);
      settle(state);
    }
  };
}

/** A literal met by its beginning is told before shorter ones that end before it does: the last hit goes to its place. */
function settle({ hits, base }: State): void {
  const last = hits.length - 3;
  const end = hits[last + 2] as number;
  if (last === base || (hits[last - 1] as number) <= end) return;
  const hit = hits.splice(last, 3);
  let at = last;
  while (at > base && (hits[at - 1] as number) > end) at -= 3;
  hits.splice(at, 0, ...hit);
}

function scanPiece({ kernel, visit, other }: Lanes, state: State): void {
  const { text, digits } = state;
  kernel.put(text);
  kernel.look(text.length);
  state.ascii = kernel.isAscii();
  state.control = state.ascii && kernel.hasControl();
  digits.edges = kernel.edges;
  state.units = kernel.units;
  digits.count = kernel.edgeCount() >> 1;
  state.base = state.hits.length;
  kernel.literals(0, text.length, visit);
  if (state.ascii) return;
  const lane = other();
  lane.kernel.put(text);
  state.base = state.hits.length;
  lane.kernel.literals(0, text.length, lane.visit);
}

/** Pieces overlap by the lead, so that no literal falls between two of them. */
function scanPieces({ kernel, visit, other, lead }: Lanes, state: State): void {
  const { text, digits } = state;
  const step = pieceLength - lead;
  digits.edges = new Int32Array(text.length + 2);
  digits.count = 0;
  state.units = new Uint16Array(text.length + 2 * unitsLead);
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
    state.units.set(kernel.units.subarray(unitsLead, unitsLead + piece.length), unitsLead + state.offset);
    state.base = state.hits.length;
    kernel.literals(skip, piece.length, visit);
    if (kernel.isAscii()) continue;
    const lane = other();
    lane.kernel.put(piece);
    state.base = state.hits.length;
    lane.kernel.literals(skip, piece.length, lane.visit);
  }
  state.control &&= state.ascii;
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
