/* An Aho-Corasick automaton over literals, as one flat table (Aho and Corasick, 1975). */

import type { Literal } from "./detector.js";

const nonAscii = /[^\0-\x7f]/;

/** Case is folded unit by unit; a letter whose lower case has another length stays as it is. */
function fold(text: string): string {
  if (!nonAscii.test(text)) return text.toLowerCase();
  let folded = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text.charAt(at);
    const lower = unit.toLowerCase();
    folded += lower.length === 1 ? lower : unit;
  }
  return folded;
}

/** Everything a scan needs. */
export interface Automaton {
  /** Column of each UTF-16 unit; 0 is every unit no literal has. */
  readonly classes: Uint16Array;
  /** Units whose column is not 0. */
  readonly units: readonly number[];
  /** Columns of a row: a power of two. */
  readonly width: number;
  /** Next states by number, one row for each state; states with output come last. */
  readonly rows: Uint16Array;
  /** The same, next states premultiplied by the width. */
  readonly table: Int32Array;
  /** First premultiplied state that has output. */
  readonly first: number;
  /** Literals that end in each of the states with output, from `first` on. */
  readonly found: readonly (readonly number[])[];
  /** Units of each literal that the states tell of: all of them, or those of its beginning. */
  readonly planted: readonly number[];
  /** What must stand behind the planted units, folded; see `standsAt`. Empty where nothing has to. */
  readonly rests: readonly string[];
  /** Spelling that must be met unit by unit; undefined where case does not count. */
  readonly exact: readonly (string | undefined)[];
  readonly longest: number;
}

/**
 * Literals beyond ASCII are planted by their beginning, and the rest is compared where that is met: states that nearly no
 * text enters would make up most of the table, whose rows are long. Literals of ASCII begin with words of every day.
 */
export const mostPlanted = { letters: 5, ideographs: 3 } as const;

/** Script without letters of its own: two units say as much as a word. */
const firstIdeograph = 0x2e80;

/** Signs of few literals: without their columns a row takes half the room. */
const rareSign = /[>?`}#&~;|)]/;
const leastPlanted = 3;

function plantedLength(text: string): number {
  if (nonAscii.test(text)) {
    const dense = text.charCodeAt(0) >= firstIdeograph;
    return Math.min(text.length, dense ? mostPlanted.ideographs : mostPlanted.letters);
  }
  const sign = text.search(rareSign);
  return sign >= leastPlanted ? sign : text.length;
}

/** Whether `folded` stands at `at`, case ignored. */
export function standsAt(text: string, at: number, folded: string): boolean {
  if (at + folded.length > text.length) return false;
  for (let place = 0; place < folded.length; place++) {
    const unit = text.charCodeAt(at + place);
    const wanted = folded.charCodeAt(place);
    if (unit === wanted) continue;
    if (wanted < 0x80 && unit + 0x20 !== wanted) return false;
    if (unit !== capitalOf(folded.charAt(place))) return false;
  }
  return true;
}

/** Source of the bound: next states are u16. Tens of thousands of literals fit. */
const mostStates = 0xffff;

/** What is dear to find out of the literals: the build stores it for those that come with the package. */
export interface AutomatonTables extends Pick<
  Automaton,
  "units" | "width" | "rows" | "found" | "planted" | "longest"
> {
  /** Column of each of the units. */
  readonly columns: readonly number[];
  /** First state that has output. */
  readonly firstState: number;
  /** What must stand behind the planted units of a literal, by its number; most have nothing. */
  readonly restOf: readonly (readonly [number, string])[];
}

/** `belongs` chooses among the literals; undefined when none does. Throws RangeError for more than fit its tables. */
export function createTables(
  literals: readonly Literal[],
  belongs: (text: string) => boolean,
): AutomatonTables | undefined {
  const chosen = literals.flatMap(({ text }, at) => (belongs(text) ? [at] : []));
  if (chosen.length === 0) return undefined;
  const planted = literals.map(({ text }) => plantedLength(text));
  const whole = new Map(chosen.map((at) => [at, fold(literals[at]?.text ?? "")]));
  const folded = new Map([...whole].map(([at, text]) => [at, text.slice(0, planted[at])]));
  const alphabet = alphabetOf(folded.values());
  const { rows, first, found } = link(plant(folded, alphabet), alphabet);
  const { classes, units, width } = alphabet;
  return {
    units,
    columns: units.map((unit) => classes[unit] ?? 0),
    width,
    rows,
    firstState: first,
    found,
    planted,
    restOf: [...whole].flatMap(([at, text]) => {
      const rest = text.slice(planted[at]);
      return rest === "" ? [] : [[at, rest] as const];
    }),
    longest: Math.max(...[...folded.values()].map((text) => text.length)),
  };
}

/** The automaton of the literals that the tables were made of. */
export function openAutomaton(tables: AutomatonTables, literals: readonly Literal[]): Automaton {
  const { units, columns, width, rows, firstState, restOf } = tables;
  const classes = new Uint16Array(65536);
  units.forEach((unit, at) => (classes[unit] = columns[at] ?? 0));
  const rests = new Array<string>(literals.length).fill("");
  for (const [literal, rest] of restOf) rests[literal] = rest;
  let table: Int32Array | undefined;
  return {
    ...tables,
    classes,
    get table() {
      return (table ??= Int32Array.from(rows, (state) => state * width));
    },
    first: firstState * width,
    rests,
    exact: literals.map((literal) => (literal.exact === true ? literal.text : undefined)),
  };
}

/** Both at once. */
export function createAutomaton(
  literals: readonly Literal[],
  belongs: (text: string) => boolean,
): Automaton | undefined {
  const tables = createTables(literals, belongs);
  return tables === undefined ? undefined : openAutomaton(tables, literals);
}

/** Capital of a folded unit; the unit itself when it has none of its own. */
function capitalOf(text: string): number {
  const upper = text.toUpperCase();
  // The capital of the dotless \u0131 is that of i, and stays with i.
  return (upper.length === 1 && upper.toLowerCase() === text ? upper : text).charCodeAt(0);
}

type Alphabet = Pick<Automaton, "classes" | "units" | "width">;

/** The commonest characters of running text: side by side in a row they share a line of the processor's cache. */
const commonest = [..."etaoinsrhldcumfpgwybvk "].map((unit) => unit.charCodeAt(0));

/** Both cases of a unit share a column; columns of the commonest units come first. */
function alphabetOf(texts: Iterable<string>): Alphabet {
  const classes = new Uint16Array(65536);
  const units: number[] = [];
  let columns = 1;
  for (const unit of usedUnits(texts)) {
    if (classes[unit] !== 0) continue;
    for (const one of new Set([unit, capitalOf(String.fromCharCode(unit))])) {
      if (classes[one] === 0) units.push(one);
      classes[one] = columns;
    }
    columns++;
  }
  return { classes, units, width: 2 ** Math.ceil(Math.log2(columns)) };
}

/** Each unit of the texts, the commonest first. */
function usedUnits(texts: Iterable<string>): readonly number[] {
  const used = new Uint8Array(65536);
  const inOrder: number[] = [];
  for (const text of texts) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (used[unit] === 0) inOrder.push(unit);
      used[unit] = 1;
    }
  }
  const first = commonest.filter((unit) => used[unit] === 1);
  return [...first, ...inOrder];
}

/** States are numbered as they are made; 0 is the root. */
interface Trie {
  readonly parents: number[];
  /** Column by which each state is reached. */
  readonly columns: number[];
  /** States by their distance from the root. */
  readonly levels: number[][];
  /** Literals that end in each state; undefined in most. */
  readonly outputs: (number[] | undefined)[];
  /** Next state by state and column: most rows would be nearly empty. */
  readonly steps: Steps;
}

/** A map of whole numbers in flat memory: the map of the language takes most of the time at start. */
interface Steps {
  /** 0 where there is none. */
  get(step: number): number;
  /** Once for each step. */
  set(step: number, state: number): void;
}

/** `most`: entries at most. */
function createSteps(most: number): Steps {
  const bits = Math.ceil(Math.log2(most + 1)) + 1;
  const keys = new Int32Array(2 ** bits).fill(-1);
  const states = new Int32Array(2 ** bits);
  const mask = 2 ** bits - 1;
  const placeOf = (step: number): number => {
    let place = Math.imul(step, 0x9e3779b1) >>> (32 - bits);
    while (keys[place] !== step && keys[place] !== -1) place = (place + 1) & mask;
    return place;
  };
  return {
    get: (step) => states[placeOf(step)] as number,
    set(step, state) {
      const place = placeOf(step);
      keys[place] = step;
      states[place] = state;
    },
  };
}

function plant(folded: ReadonlyMap<number, string>, { classes, width }: Alphabet): Trie {
  let most = 1;
  for (const text of folded.values()) most += text.length;
  const steps = createSteps(most);
  const trie: Trie = { parents: [0], columns: [0], levels: [], outputs: [undefined], steps };
  for (const [literal, text] of folded) {
    let state = 0;
    for (let at = 0; at < text.length; at++) {
      const column = classes[text.charCodeAt(at)] ?? 0;
      const step = state * width + column;
      state = steps.get(step) || addState(trie, { step, parent: state, column, level: at });
    }
    (trie.outputs[state] ??= []).push(literal);
  }
  return trie;
}

interface NewState {
  readonly step: number;
  readonly parent: number;
  readonly column: number;
  readonly level: number;
}

function addState(
  { parents, columns, levels, outputs, steps }: Trie,
  { step, parent, column, level }: NewState,
): number {
  const state = parents.length;
  if (state >= mostStates) throw new RangeError(`Too many literals: more than ${String(mostStates)} states.`);
  parents.push(parent);
  columns.push(column);
  outputs.push(undefined);
  (levels[level] ??= []).push(state);
  steps.set(step, state);
  return state;
}

type Linked = Pick<Automaton, "rows" | "first" | "found">;

/** Missing steps of a state are those of its longest proper suffix, and so are the outputs it lacks. */
function link(trie: Trie, { width }: Alphabet): Linked {
  const { parents, columns, levels } = trie;
  const falls = fallsOf(trie, width);
  const { numbers, first, found } = number(trie, falls);
  const rows = new Uint16Array(parents.length * width);
  // Rows of a level are copied once those before it are whole, with the steps into this level.
  for (const level of levels) {
    for (const state of level) {
      const parent = numbers[parents[state] as number] as number;
      rows[parent * width + (columns[state] as number)] = numbers[state] as number;
    }
    for (const state of level) {
      const fall = (numbers[falls[state] as number] as number) * width;
      rows.copyWithin((numbers[state] as number) * width, fall, fall + width);
    }
  }
  return { rows, first, found };
}

/** The longest proper suffix of each state that is a state too. */
function fallsOf({ parents, columns, levels, steps }: Trie, width: number): Int32Array {
  const falls = new Int32Array(parents.length);
  for (const state of levels.slice(1).flat()) {
    const column = columns[state] as number;
    let from = falls[parents[state] as number] as number;
    let next = steps.get(from * width + column);
    while (next === 0 && from !== 0) {
      from = falls[from] as number;
      next = steps.get(from * width + column);
    }
    falls[state] = next;
  }
  return falls;
}

/** States near the root stand together: nearly all of a text is read in a few rows. */
function number(
  { parents, levels, outputs }: Trie,
  falls: Int32Array,
): Pick<Automaton, "first" | "found"> & { readonly numbers: Int32Array } {
  const silent: number[] = [0];
  const speaking: number[] = [];
  const found: number[][] = [];
  for (const state of levels.flat()) {
    const inherited = outputs[falls[state] as number];
    const own = outputs[state];
    if (inherited !== undefined) outputs[state] = own === undefined ? inherited : [...own, ...inherited];
    const all = outputs[state];
    if (all === undefined) silent.push(state);
    else {
      speaking.push(state);
      found.push(all);
    }
  }
  const numbers = new Int32Array(parents.length);
  let next = 0;
  for (const state of silent) numbers[state] = next++;
  for (const state of speaking) numbers[state] = next++;
  return { numbers, first: silent.length, found };
}
