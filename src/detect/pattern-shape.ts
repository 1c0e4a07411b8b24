/* What the compiler must know of a parsed pattern: lengths, the literals every match begins near, and its source. */

import type { Node, Ranges } from "./dialect.js";

export interface Lengths {
  readonly min: number;
  /** Infinity when a repeat has no upper bound. */
  readonly max: number;
}

export function lengthsOf(node: Node): Lengths {
  if (node.type === "class") return { min: 1, max: 1 };
  if (node.type === "value") return lengthsOf(node.item);
  if (node.type === "sequence") return node.items.map(lengthsOf).reduce(addLengths, { min: 0, max: 0 });
  if (node.type === "choice") {
    const all = node.options.map(lengthsOf);
    return { min: Math.min(...all.map(({ min }) => min)), max: Math.max(...all.map(({ max }) => max)) };
  }
  if (node.type === "repeat") {
    const { min, max } = lengthsOf(node.item);
    return { min: min * node.min, max: max === 0 ? 0 : max * node.max };
  }
  return { min: 0, max: 0 };
}

const addLengths = (a: Lengths, b: Lengths): Lengths => ({ min: a.min + b.min, max: a.max + b.max });

/** Strings one of which stands in every match, `minOffset` to `maxOffset` units behind its start. */
export interface RequiredLiterals {
  readonly strings: readonly string[];
  /** Case counts: no letter of the strings may also stand in its other case. */
  readonly exact: boolean;
  readonly minOffset: number;
  readonly maxOffset: number;
}

/** More alternatives than this cost more in the prefilter than a shorter literal. */
const mostStrings = 64;
const longest = 24;

/** All strings a node can match. Where a letter may stand in both cases, it is written small and `exact` is false. */
type Strings = { readonly list: readonly string[]; readonly exact: boolean } | undefined;

const emptyString: Strings = { list: [""], exact: true };

function spellings(ranges: Ranges): Strings {
  const size = ranges.reduce((sum, [low, high]) => sum + high - low + 1, 0);
  if (size > 12) return undefined;
  const units = ranges.flatMap(([low, high]) => Array.from({ length: high - low + 1 }, (_, at) => low + at));
  const list = units.map((unit) => String.fromCharCode(unit));
  const small = new Set(list.map((one) => one.toLowerCase()));
  return small.size === list.length ? { list, exact: true } : { list: [...small], exact: false };
}

/** Undefined when they are not few. */
function stringsOf(node: Node): Strings {
  if (node.type === "class") return spellings(node.ranges);
  if (node.type === "value") return stringsOf(node.item);
  if (node.type === "choice") return union(node.options.map(stringsOf));
  if (node.type === "sequence") return node.items.map(stringsOf).reduce(product, emptyString);
  if (node.type === "repeat") {
    if (node.max > 8) return undefined;
    const one = stringsOf(node.item);
    const counts = Array.from({ length: node.max - node.min + 1 }, (_, at) => node.min + at);
    return union(
      counts.map((count) => Array.from({ length: count }, () => one).reduce(product, emptyString)),
    );
  }
  return emptyString;
}

function few(strings: ReadonlySet<string>, exact: boolean): Strings {
  return strings.size > mostStrings ? undefined : { list: [...strings], exact };
}

function union(all: readonly Strings[]): Strings {
  const strings = new Set<string>();
  let exact = true;
  for (const some of all) {
    if (some === undefined) return undefined;
    for (const one of some.list) strings.add(one);
    exact &&= some.exact;
  }
  return few(strings, exact);
}

function product(left: Strings, right: Strings): Strings {
  if (left === undefined || right === undefined) return undefined;
  const strings = new Set(left.list.flatMap((a) => right.list.map((b) => a + b)));
  return few(strings, left.exact && right.exact);
}

const shortestOf = (strings: readonly string[]): number =>
  Math.min(...strings.map((string) => string.length));

/** Long enough to be rare; few; near the start: in this order. */
function isBetter(a: RequiredLiterals, b: RequiredLiterals | undefined): boolean {
  if (b === undefined) return true;
  const worth = (one: RequiredLiterals): number =>
    Math.min(shortestOf(one.strings), 6) * 100 - one.strings.length * 4 - (one.maxOffset - one.minOffset);
  return worth(a) > worth(b);
}

/** Undefined when no string of at least two units is needed by every match. */
export function requiredLiterals(node: Node): RequiredLiterals | undefined {
  const items = flatten(node);
  let best: RequiredLiterals | undefined;
  let offset: Lengths = { min: 0, max: 0 };
  for (let from = 0; from < items.length; from++) {
    const strings = longestRun(items, from);
    if (strings !== undefined && shortestOf(strings.list) >= 2) {
      const { list, exact } = strings;
      const found = { strings: list, exact, minOffset: offset.min, maxOffset: offset.max };
      if (isBetter(found, best)) best = found;
    }
    const item = items[from];
    if (item !== undefined) offset = addLengths(offset, lengthsOf(item));
  }
  return best;
}

function flatten(node: Node): readonly Node[] {
  if (node.type === "sequence") return node.items.flatMap(flatten);
  return node.type === "value" ? flatten(node.item) : [node];
}

function longestRun(items: readonly Node[], from: number): Strings {
  let strings: Strings = emptyString;
  let kept: Strings;
  for (const item of items.slice(from)) {
    strings = product(strings, stringsOf(item));
    if (strings === undefined || shortestOf(strings.list) > longest) break;
    if (kept === undefined || strings.list.length <= Math.max(8, kept.list.length * 2)) kept = strings;
    else break;
  }
  return kept;
}

const unitSource = (unit: number): string => `\\x{${unit.toString(16)}}`;
/** Letters and digits as they are: hundreds of sources are read at every start. */
const unitSourceV8 = (unit: number): string => {
  const char = String.fromCharCode(unit);
  return /[A-Z\d]/i.test(char) ? char : `\\u${unit.toString(16).padStart(4, "0")}`;
};

/** The same pattern for one of the two engines; the finding is group `value` when the pattern has one. */
export function sourceOf(node: Node, engine: "v8" | "re2"): string {
  const spell = engine === "v8" ? unitSourceV8 : unitSource;
  const write = (one: Node): string => {
    if (one.type === "class") return classSource(one.ranges, spell);
    if (one.type === "sequence") return one.items.map(write).join("");
    if (one.type === "choice") return `(?:${one.options.map(write).join("|")})`;
    if (one.type === "value") return `(?<value>${write(one.item)})`;
    if (one.type === "repeat") {
      return write(grouped(one.item)) + repeatSource(one.min, one.max) + (one.lazy ? "?" : "");
    }
    if (one.type === "start") return "^";
    if (one.type === "end") return engine === "v8" ? "$" : "\\z";
    return "\\b";
  };
  return write(node);
}

/** A repeated class stands alone: both engines have a fast loop for that. */
function grouped(item: Node): Node {
  return item.type === "class" || item.type === "choice" ? item : { type: "choice", options: [item] };
}

function classSource(ranges: Ranges, spell: (unit: number) => string): string {
  const [first] = ranges;
  if (ranges.length === 1 && first !== undefined && first[0] === first[1]) return spell(first[0]);
  const parts = ranges.map(([low, high]) => (low === high ? spell(low) : `${spell(low)}-${spell(high)}`));
  return `[${parts.join("")}]`;
}

const repeatSource = (min: number, max: number): string =>
  max === Infinity ? `{${String(min)},}` : `{${String(min)},${String(max)}}`;
