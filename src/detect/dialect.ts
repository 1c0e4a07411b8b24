/* The dialect of patterns: RE2 syntax, parsed to a tree in which every class is explicit, so that V8 and RE2 agree. */

/** Inclusive ranges of UTF-16 units, sorted and disjoint. */
export type Ranges = readonly (readonly [number, number])[];

export type Node =
  | { readonly type: "class"; readonly ranges: Ranges }
  | { readonly type: "sequence"; readonly items: readonly Node[] }
  | { readonly type: "choice"; readonly options: readonly Node[] }
  | {
      readonly type: "repeat";
      readonly item: Node;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
    }
  | { readonly type: "value"; readonly item: Node }
  | { readonly type: "start" }
  | { readonly type: "end" }
  | { readonly type: "boundary" };

/** What is wrong with a regular expression, and where (UTF-16 units from its start). */
export class DialectError extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.name = "DialectError";
    this.position = position;
  }
}

const last = 0xffff;
const digit: Ranges = [[48, 57]];
const word: Ranges = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const space: Ranges = [
  [9, 10],
  [12, 13],
  [32, 32],
];
const anyButNewline: Ranges = [
  [0, 9],
  [11, last],
];

const classEscapes: Readonly<Record<string, Ranges>> = {
  d: digit,
  D: invert(digit),
  w: word,
  W: invert(word),
  s: space,
  S: invert(space),
};
const unitEscapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, a: 7 };

function invert(ranges: Ranges): Ranges {
  const out: [number, number][] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) out.push([from, low - 1]);
    from = high + 1;
  }
  if (from <= last) out.push([from, last]);
  return out;
}

function merge(ranges: readonly (readonly [number, number])[]): Ranges {
  const out: [number, number][] = [];
  for (const [low, high] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const previous = out.at(-1);
    if (previous !== undefined && low <= previous[1] + 1) previous[1] = Math.max(previous[1], high);
    else out.push([low, high]);
  }
  return out;
}

/** ASCII letters in both cases; other letters keep the case they are written in. */
function foldCase(ranges: Ranges): Ranges {
  const more = ranges.flatMap(([low, high]): [number, number][] => {
    const upper: [number, number] = [Math.max(low, 65) + 32, Math.min(high, 90) + 32];
    const lower: [number, number] = [Math.max(low, 97) - 32, Math.min(high, 122) - 32];
    return [upper, lower].filter(([from, to]) => from <= to);
  });
  return merge([...ranges, ...more]);
}

interface Cursor {
  readonly source: string;
  at: number;
  ignoreCase: boolean;
  values: number;
}

/** Throws DialectError for look-around, back-references and whatever else RE2 does not know. */
export function parseDialect(source: string, ignoreCase: boolean): Node {
  const cursor: Cursor = { source, at: 0, ignoreCase, values: 0 };
  const node = parseChoice(cursor);
  if (cursor.at < source.length) throw new DialectError(cursor.at, "unexpected )");
  return node;
}

function parseChoice(cursor: Cursor): Node {
  const options = [parseSequence(cursor)];
  while (cursor.source[cursor.at] === "|") {
    cursor.at++;
    options.push(parseSequence(cursor));
  }
  return options.length === 1 && options[0] !== undefined ? options[0] : { type: "choice", options };
}

function parseSequence(cursor: Cursor): Node {
  const items: Node[] = [];
  while (cursor.at < cursor.source.length && !"|)".includes(cursor.source[cursor.at] ?? "")) {
    const atom = parseAtom(cursor);
    if (atom !== undefined) items.push(parseRepeat(cursor, atom));
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { type: "sequence", items };
}

function parseAtom(cursor: Cursor): Node | undefined {
  const unit = cursor.source[cursor.at++] ?? "";
  if (unit === "(") return parseGroup(cursor);
  if (unit === "[") return { type: "class", ranges: parseClass(cursor) };
  if (unit === "\\") return parseEscape(cursor);
  if (unit === "^") return { type: "start" };
  if (unit === "$") return { type: "end" };
  if (unit === ".") return { type: "class", ranges: anyButNewline };
  if ("*+?{".includes(unit)) throw new DialectError(cursor.at - 1, "nothing to repeat");
  return classOf(cursor, unit.charCodeAt(0));
}

function classOf(cursor: Cursor, unit: number): Node {
  const ranges: Ranges = [[unit, unit]];
  return { type: "class", ranges: cursor.ignoreCase ? foldCase(ranges) : ranges };
}

const groupOpening = /\?(?:(P?<value>)|(:)|(-?[a-z]+)(:)?)?/y;

function parseGroup(cursor: Cursor): Node | undefined {
  const { source, at, ignoreCase } = cursor;
  if (source[at] === "?") {
    groupOpening.lastIndex = at;
    const [opening = "", value, plain, flags, scoped] = groupOpening.exec(source) ?? [];
    const folds = foldingOf(flags);
    if (value === undefined && plain === undefined && folds === undefined) {
      throw new DialectError(
        at,
        "expected (?:, (?i) or (?<value>; look-around and other groups are not in RE2 syntax",
      );
    }
    cursor.at += opening.length;
    cursor.ignoreCase = folds ?? cursor.ignoreCase;
    if (folds !== undefined && scoped === undefined) return closeFlags(cursor);
    if (value !== undefined) return parseValue(cursor, at, ignoreCase);
  }
  const inner = parseChoice(cursor);
  closeGroup(cursor, at);
  cursor.ignoreCase = ignoreCase;
  return inner;
}

/** Whether the flags switch case off; undefined for flags of other meanings. */
const foldingOf = (flags: string | undefined): boolean | undefined =>
  flags === "i" ? true : flags === "-i" ? false : undefined;

function closeFlags(cursor: Cursor): undefined {
  if (cursor.source[cursor.at] !== ")") throw new DialectError(cursor.at, "expected )");
  cursor.at++;
}

function parseValue(cursor: Cursor, at: number, ignoreCase: boolean): Node {
  if (cursor.values++ > 0) throw new DialectError(at, "only one group may be named value");
  const item = parseChoice(cursor);
  closeGroup(cursor, at);
  cursor.ignoreCase = ignoreCase;
  return { type: "value", item };
}

function closeGroup(cursor: Cursor, opened: number): void {
  if (cursor.source[cursor.at] !== ")") throw new DialectError(opened - 1, "this group is not closed");
  cursor.at++;
}

/** A backslash was read. */
function parseEscape(cursor: Cursor): Node {
  const unit = cursor.source[cursor.at] ?? "";
  if (unit === "b") {
    cursor.at++;
    return { type: "boundary" };
  }
  const ranges = parseEscapeRanges(cursor);
  return { type: "class", ranges: cursor.ignoreCase ? foldCase(ranges) : ranges };
}

function parseEscapeRanges(cursor: Cursor): Ranges {
  const unit = cursor.source[cursor.at++] ?? "";
  const known = classEscapes[unit];
  if (known !== undefined) return known;
  if (unit === "x") return [parseHex(cursor)];
  const code = unitEscapes[unit] ?? (/[a-z\d]/i.test(unit) || unit === "" ? undefined : unit.charCodeAt(0));
  if (code === undefined) throw new DialectError(cursor.at - 1, `\\${unit} is not in the dialect`);
  return [[code, code]];
}

const hexEscape = /([\da-f]{2})|\{([\da-f]{1,4})\}/iy;

function parseHex(cursor: Cursor): readonly [number, number] {
  hexEscape.lastIndex = cursor.at;
  const match = hexEscape.exec(cursor.source);
  if (match === null) throw new DialectError(cursor.at, "expected \\xHH or \\x{HHHH}");
  cursor.at += match[0].length;
  const code = Number.parseInt(match[1] ?? match[2] ?? "", 16);
  return [code, code];
}

/** An opening bracket was read. */
function parseClass(cursor: Cursor): Ranges {
  const opened = cursor.at - 1;
  const negated = cursor.source[cursor.at] === "^";
  if (negated) cursor.at++;
  const ranges: (readonly [number, number])[] = [];
  for (let first = true; cursor.source[cursor.at] !== "]" || first; first = false) {
    if (cursor.at >= cursor.source.length) throw new DialectError(opened, "this class is not closed");
    if (cursor.source.startsWith("[:", cursor.at))
      throw new DialectError(cursor.at, "write POSIX classes as ranges");
    ranges.push(...parseClassItem(cursor));
  }
  cursor.at++;
  const merged = merge(ranges);
  const folded = cursor.ignoreCase ? foldCase(merged) : merged;
  return negated ? invert(folded) : folded;
}

function parseClassItem(cursor: Cursor): Ranges {
  const from = parseClassUnit(cursor);
  const [single] = from;
  const dash = cursor.source[cursor.at] === "-" && (cursor.source[cursor.at + 1] ?? "]") !== "]";
  if (!dash || from.length !== 1 || single === undefined || single[0] !== single[1]) return from;
  cursor.at++;
  const [to] = parseClassUnit(cursor);
  if (to === undefined || to[0] < single[0]) throw new DialectError(cursor.at, "this range runs backwards");
  return [[single[0], to[0]]];
}

function parseClassUnit(cursor: Cursor): Ranges {
  const unit = cursor.source[cursor.at++] ?? "";
  if (unit === "\\") return parseEscapeRanges(cursor);
  return [[unit.charCodeAt(0), unit.charCodeAt(0)]];
}

const quantifier = /(?:([*+?])|\{(\d{1,5})(?:(,)(\d{1,5})?)?\})(\?)?/y;
const bounds: Readonly<Record<string, readonly [number, number]>> = {
  "*": [0, Infinity],
  "+": [1, Infinity],
  "?": [0, 1],
};

function boundsOf([, sign = "", low, comma, high]: RegExpExecArray): readonly [number, number] {
  return bounds[sign] ?? [Number(low), comma === undefined ? Number(low) : Number(high ?? Infinity)];
}

function parseRepeat(cursor: Cursor, item: Node): Node {
  quantifier.lastIndex = cursor.at;
  const match = quantifier.exec(cursor.source);
  if (match === null) {
    if (cursor.source[cursor.at] === "{") throw new DialectError(cursor.at, "write a literal { as \\{");
    return item;
  }
  const [min, max] = boundsOf(match);
  if (max < min) throw new DialectError(cursor.at, "this repeat runs backwards");
  if (min > 1000 || (max > 1000 && max !== Infinity)) {
    throw new DialectError(cursor.at, "RE2 repeats at most 1000 times");
  }
  cursor.at += match[0].length;
  return { type: "repeat", item, min, max, lazy: match[5] !== undefined };
}
