/* Finds entries of the operator's lists as whole tokens: one walk over the text, whatever the number of entries. */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import {
  digestOf,
  hashToken,
  hasSign,
  holds,
  salts,
  seedOf,
  step,
  widestGap,
  wordsOf,
  type ExactTable,
} from "./exact-table.js";
import { loneUnit, separator, tokenEnd, tokenTables, wordUnit, type Token } from "./tokens.js";

/** Work units of one HMAC: about what a text of that many characters costs. */
const digestCost = 256;

export function createExactMatch(table: ExactTable): NativeDetector {
  const shapes = table.lists.map(({ name, entity, kind, confidence }): CandidateShape => ({
    detector: name,
    entity,
    confidence,
    evidence: [{ by: "structure", name: "exact-match" }],
    ...(kind === undefined ? {} : { kind }),
  }));
  const seed = seedOf(table.key);
  return {
    id: "exact-match",
    entities: [...new Set(table.lists.map(({ entity }) => entity))],
    scan(scan, sink) {
      let following: Following | undefined;
      walk(scan.text, { signs: table.signs, seed }, (start, hash) =>
        follow((following ??= { scan, table, sink, shapes, known: new Map() }), start, hash),
      );
    },
  };
}

/** Calls `found` at each token that some entry begins with; it answers where to go on. */
function walk(
  text: string,
  { signs, seed }: { readonly signs: Uint32Array; readonly seed: number },
  found: (start: Token, hash: number) => number,
): void {
  const { classes, folded } = tokenTables();
  const { length } = text;
  for (let at = 0; at < length;) {
    const start = at;
    let unit = text.charCodeAt(at++);
    const kind = classes[unit];
    if (kind === separator) continue;
    let hash = step(seed, folded[unit] as number);
    if (kind !== loneUnit) {
      for (; at < length; at++) {
        unit = text.charCodeAt(at);
        if (classes[unit] !== wordUnit) break;
        hash = step(hash, folded[unit] as number);
      }
    }
    hash = step(hash, 0x20);
    if (hasSign(signs, hash, salts.first)) at = found({ start, end: at }, hash);
  }
}

interface Following {
  readonly scan: Scan;
  readonly table: ExactTable;
  readonly sink: Sink;
  readonly shapes: readonly CandidateShape[];
  /** Answers for words of this text; forgotten with it. */
  readonly known: Map<string, number | undefined>;
}

/** Takes in token after token while some entry goes on; the longest entry is found. Returns where the walk goes on. */
function follow(following: Following, first: Token, firstHash: number): number {
  const { scan, table } = following;
  const tokens = [first];
  let hash = firstHash;
  let end = first.end;
  let found: (() => void) | undefined;
  for (let next: Token | undefined = first; next !== undefined;) {
    scan.budget.spend(next.end - next.start);
    const list = hasSign(table.signs, hash, salts.whole) ? listOf(following, tokens) : undefined;
    if (list !== undefined) {
      end = next.end;
      found = () => {
        following.sink.add(following.shapes[list] as CandidateShape, first.start, end);
      };
    }
    if (tokens.length >= table.longest || !hasSign(table.signs, hash, salts.beginning)) break;
    next = nextToken(scan.text, next.end);
    if (next === undefined) break;
    hash = hashToken(scan.text, next, hash);
    tokens.push(next);
  }
  found?.();
  return end;
}

/** The first list that holds the tokens. A text that repeats an entry pays for it once. */
function listOf({ scan, table, known }: Following, tokens: readonly Token[]): number | undefined {
  const words = wordsOf(scan.text, tokens);
  const name = words.join(" ");
  if (known.has(name)) return known.get(name);
  let found: number | undefined;
  for (const list of table.lists.keys()) {
    scan.budget.spend(digestCost);
    if (!holds(table, list, digestOf(table, list, words))) continue;
    found = list;
    break;
  }
  known.set(name, found);
  return found;
}

function nextToken(text: string, from: number): Token | undefined {
  const tables = tokenTables();
  for (let at = from; at < text.length && at <= from + widestGap; at++) {
    if (tables.classes[text.charCodeAt(at)] !== separator)
      return { start: at, end: tokenEnd(tables, text, at) };
  }
  return undefined;
}
