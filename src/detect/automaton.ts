/* An Aho-Corasick automaton over literals, as one flat table (Aho and Corasick, 1975). */

import type { Literal } from "./detector.js";
import { alphabetOf, capitalOf, link, plant, type Alphabet } from "./literal-trie.js";

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
export interface Automaton extends Alphabet {
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
export const mostPlanted = { letters: 5, ideographs: 2 } as const;

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
