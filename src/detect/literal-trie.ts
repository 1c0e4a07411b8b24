/* The trie of literals, and the rows of next states that it becomes (Aho and Corasick, 1975). */

/** Source of the bound: next states are u16. Tens of thousands of literals fit. */
const mostStates = 0xffff;

/** Capital of a folded unit; the unit itself when it has none of its own. */
export function capitalOf(text: string): number {
  const upper = text.toUpperCase();
  // The capital of the dotless \u0131 is that of i, and stays with i.
  return (upper.length === 1 && upper.toLowerCase() === text ? upper : text).charCodeAt(0);
}

/** The columns of a table: one for each unit that a literal has, in both cases. */
export interface Alphabet {
  /** Column of each UTF-16 unit; 0 is every unit no literal has. */
  readonly classes: Uint16Array;
  /** Units whose column is not 0. */
  readonly units: readonly number[];
  /** Columns of a row: a power of two. */
  readonly width: number;
}

/** The commonest characters of running text: side by side in a row they share a line of the processor's cache. */
const commonest = [..."etaoinsrhldcumfpgwybvk "].map((unit) => unit.charCodeAt(0));

/** Both cases of a unit share a column; columns of the commonest units come first. */
export function alphabetOf(texts: Iterable<string>): Alphabet {
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

export function plant(folded: ReadonlyMap<number, string>, { classes, width }: Alphabet): Trie {
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

/** Next states of all states; those with output come last. */
interface Linked {
  /** By number, one row for each state. */
  readonly rows: Uint16Array;
  /** First state with output. */
  readonly first: number;
  /** Literals that end in each of the states with output. */
  readonly found: readonly (readonly number[])[];
}

/** Missing steps of a state are those of its longest proper suffix, and so are the outputs it lacks. */
export function link(trie: Trie, { width }: Alphabet): Linked {
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
): Pick<Linked, "first" | "found"> & { readonly numbers: Int32Array } {
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
