/* An Aho-Corasick automaton over literals, as one flat table (Aho and Corasick, 1975). */

import type { Literal } from "./detector.js";

/** Case is folded unit by unit; a letter whose lower case has another length stays as it is. */
function fold(text: string): string {
  let folded = "";
  for (let at = 0; at < text.length; at++) {
    const unit = text[at] ?? "";
    const lower = unit.toLowerCase();
    folded += lower.length === 1 ? lower : unit;
  }
  return folded;
}

/** Everything a scan needs. */
export interface Automaton extends Linked {
  /** Column of each UTF-16 unit; 0 is every unit no literal has. */
  readonly classes: Uint16Array;
  readonly width: number;
  readonly lengths: readonly number[];
  /** Spelling that must be met unit by unit; undefined where case does not count. */
  readonly exact: readonly (string | undefined)[];
  readonly longest: number;
}

interface Trie {
  /** Class of each UTF-16 unit; 0 is every unit no literal has. */
  readonly classes: Uint16Array;
  readonly width: number;
  /** One row of `width` next states per state; -1 where there is none yet. */
  next: Int32Array;
  states: number;
  readonly outputs: number[][];
}

/** `belongs` chooses among the literals; undefined when none does. */
export function createAutomaton(
  literals: readonly Literal[],
  belongs: (text: string) => boolean,
): Automaton | undefined {
  const chosen = literals.flatMap(({ text }, at) => (belongs(text) ? [at] : []));
  if (chosen.length === 0) return undefined;
  const folded = new Map(chosen.map((at) => [at, fold(literals[at]?.text ?? "")]));
  const trie = plant(folded);
  const lengths = literals.map(({ text }) => text.length);
  return {
    ...link(trie),
    classes: trie.classes,
    width: trie.width,
    lengths,
    exact: literals.map((literal) => (literal.exact === true ? literal.text : undefined)),
    longest: Math.max(...[...folded.values()].map((text) => text.length)),
  };
}

function plant(folded: ReadonlyMap<number, string>): Trie {
  const classes = new Uint16Array(65536);
  let width = 1;
  for (const text of folded.values()) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (classes[unit] !== 0) continue;
      classes[unit] = width;
      const upper = text[at]?.toUpperCase() ?? "";
      if (upper.length === 1) classes[upper.charCodeAt(0)] = width;
      width++;
    }
  }
  const most = [...folded.values()].reduce((sum, text) => sum + text.length, 1);
  const trie: Trie = {
    classes,
    width,
    next: new Int32Array(most * width).fill(-1),
    states: 1,
    outputs: [[]],
  };
  for (const [literal, text] of folded) addLiteral(trie, literal, text);
  return trie;
}

function addLiteral(trie: Trie, literal: number, text: string): void {
  let state = 0;
  for (let at = 0; at < text.length; at++) {
    const slot = state * trie.width + (trie.classes[text.charCodeAt(at)] ?? 0);
    let next = trie.next[slot] ?? -1;
    if (next === -1) {
      next = trie.states++;
      trie.next[slot] = next;
      trie.outputs.push([]);
    }
    state = next;
  }
  trie.outputs[state]?.push(literal);
}

interface Linked {
  /** Next states, premultiplied by the width; states with output come last. */
  readonly table: Int32Array;
  /** First premultiplied state that has output. */
  readonly first: number;
  /** Literals that end in each of the states with output, from `first` on. */
  readonly found: readonly (readonly number[])[];
}

/** Breadth first: failure links fold into the rows, outputs of suffixes are inherited. */
function link(trie: Trie): Linked {
  const { width, next, outputs } = trie;
  const failure = new Int32Array(trie.states);
  const queue: number[] = [];
  for (let unit = 0; unit < width; unit++) {
    const child = next[unit] ?? -1;
    if (child > 0) queue.push(child);
    else next[unit] = 0;
  }
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const fall = failure[state] ?? 0;
    outputs[state]?.push(...(outputs[fall] ?? []));
    for (const child of foldRow(trie, failure, { state, fall })) queue.push(child);
  }
  return renumber(trie, [0, ...queue]);
}

/** Missing steps of a state are those of its longest proper suffix; returns its real children. */
function foldRow(
  { width, next }: Trie,
  failure: Int32Array,
  { state, fall }: { readonly state: number; readonly fall: number },
): readonly number[] {
  const children: number[] = [];
  for (let unit = 0; unit < width; unit++) {
    const slot = state * width + unit;
    const child = next[slot] ?? -1;
    const beside = next[fall * width + unit] ?? 0;
    if (child === -1) next[slot] = beside;
    else {
      failure[child] = beside;
      children.push(child);
    }
  }
  return children;
}

/** States near the root stand together: nearly all of a text is read in a few rows. */
function renumber({ width, next, outputs, states: count }: Trie, order: readonly number[]): Linked {
  const silent: number[] = [];
  const speaking: number[] = [];
  for (const state of order) (outputs[state]?.length === 0 ? silent : speaking).push(state);
  const states = new Int32Array(count);
  for (const [place, state] of [...silent, ...speaking].entries()) states[state] = place * width;
  const table = new Int32Array(count * width);
  for (let state = 0; state < count; state++) {
    const row = states[state] ?? 0;
    for (let unit = 0; unit < width; unit++) table[row + unit] = states[next[state * width + unit] ?? 0] ?? 0;
  }
  return { table, first: silent.length * width, found: speaking.map((state) => outputs[state] ?? []) };
}
