/* Knows plain prose at a glance: behind a label without a separator, ordinary words up to the full stop hold no secret. */

import { unitAt, type UnitText } from "../units.js";
import { pointers } from "./lexicon-words.js";

/**
 * Kinds of units: `a` small letters, `ä` letters with marks (never first: copulas of many languages begin with one), `A` capitals, `_` blanks, `n` ends of lines, `-` marks inside words, `,` marks
 * behind words, `.` full stops, `!` what parts sentences but may be part of a value (`from Why? to Never!`).
 */
const kindNames = "aäA_n-,.!?";
const firstMarked = 0xdf;
const lastMarked = 0x17f;
const unitsOfKind: Readonly<Record<string, string>> = {
  ä: Array.from({ length: lastMarked - firstMarked + 1 }, (_, at) => String.fromCharCode(firstMarked + at))
    .filter((unit) => unit !== unit.toUpperCase())
    .join(""),
  a: "abcdefghijklmnopqrstuvwxyz",
  A: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  _: " \t",
  n: "\n\r",
  "-": "'-",
  ",": ",;",
  ".": ".",
  "!": "!?",
};
const columns = 16;
const other = columns - 1;

const states = ["gap", "word gap", "capital", "small", "joint", "comma", "stop", "shout"] as const;
type State = (typeof states)[number];

const prose = 30;
const unknown = 31;

/** Where each kind of unit leads; any other kind ends the look. A word is small letters behind one capital at most. */
const steps: Readonly<Record<State, Readonly<Record<string, State | "prose">>>> = {
  gap: { a: "small", A: "capital" },
  "word gap": { a: "small", A: "capital", n: "prose" },
  capital: { a: "small", ä: "small", _: "word gap", ",": "comma", ".": "stop", "!": "shout", n: "prose" },
  small: {
    a: "small",
    ä: "small",
    "-": "joint",
    _: "word gap",
    ",": "comma",
    ".": "stop",
    "!": "shout",
    n: "prose",
  },
  joint: { a: "small", ä: "small" },
  comma: { _: "gap", n: "prose" },
  stop: { _: "prose", n: "prose" },
  shout: { n: "prose" },
};

const kinds = new Uint8Array(lastMarked + 1).fill(other);
for (const [name, text] of Object.entries(unitsOfKind)) {
  for (const unit of text) kinds[unit.charCodeAt(0)] = kindNames.indexOf(name);
}

const table = new Uint8Array(states.length * columns).fill(unknown);
for (const [at, state] of states.entries()) {
  for (const [kind, next] of Object.entries(steps[state])) {
    table[at * columns + kindNames.indexOf(kind)] = next === "prose" ? prose : states.indexOf(next);
  }
}

const small = states.indexOf("small");
const stopped = states.indexOf("stop");
/** No qualifier reaches further: nine words, a copula, fillers, a preposition, the value. */
const farEnough = 20;
const longest = 800;

/** `.`, `;`, `!`, `?`. */
const endsSentence = (code: number): boolean =>
  code === 0x2e || code === 0x3b || code === 0x21 || code === 0x3f;

const isLineEnd = (unit: number): boolean => unit === 0x0a || unit === 0x0d;

/** `the password for the shop below`, and the end of the line. */
function endsInPointer(text: string, lineEnd: number): boolean {
  const end = text.charCodeAt(lineEnd - 1) === 0x2e ? lineEnd - 1 : lineEnd;
  const word = text.slice(Math.max(0, end - 10), end);
  return pointers.has(word.slice(word.lastIndexOf(" ") + 1));
}

/** True when the sentence ends at `at`, or goes on there one blank behind in ordinary words only. */
export function isProseAhead({ text, units }: UnitText, at: number): boolean {
  const code = unitAt(units, at);
  if (code !== 0x20 && code !== 0x09) return endsSentence(code);
  const stop = Math.min(text.length, at + longest);
  let state = 0;
  let words = 0;
  for (let place = at + 1; place < stop; place++) {
    const unit = unitAt(units, place);
    state = table[state * columns + (unit <= lastMarked ? (kinds[unit] as number) : other)] as number;
    if (state >= prose) return state === prose && !(isLineEnd(unit) && endsInPointer(text, place));
    if (state <= 1 && ++words > farEnough) return true;
  }
  // A capital at the text's end may be the first of a name that was cut off.
  return stop === text.length && (state === small || state === stopped);
}
