/* Takes nodes out of JSON with exactly the commas that belong to them. */

import { kindCodes, type NodeTable } from "./node-table.js";
import { noBytes, type Splice } from "./splice.js";

interface Child {
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

/** Elements, or members with their keys, in source order. */
function childrenOf(table: NodeTable, container: number): readonly Child[] {
  const children: Child[] = [];
  const until = table.after[container] ?? 0;
  for (let node = container + 1; node < until; node = table.after[node] ?? until) {
    if (table.kind[node] === kindCodes.key) continue;
    const key = table.keyNode[node] ?? -1;
    children.push({ node, start: table.start[key === -1 ? node : key] ?? 0, end: table.end[node] ?? 0 });
  }
  return children;
}

/** A key node stands for its member. */
function memberOf(table: NodeTable, node: number): number {
  return table.kind[node] === kindCodes.key ? node + 1 : node;
}

/** One splice per run of removed neighbours. The root has no container and is never removed. */
export function removalSplices(table: NodeTable, removed: readonly number[]): readonly Splice[] {
  const gone = new Set(removed.map((node) => memberOf(table, node)));
  const containers = new Set([...gone].map((node) => table.parent[node] ?? -1));
  return [...containers]
    .filter((container) => container !== -1)
    .flatMap((container) => runsOf(childrenOf(table, container), gone));
}

function runsOf(children: readonly Child[], gone: ReadonlySet<number>): readonly Splice[] {
  const splices: Splice[] = [];
  for (let first = 0; first < children.length; first++) {
    if (!isGone(children[first], gone)) continue;
    let last = first;
    while (isGone(children[last + 1], gone)) last++;
    splices.push({ ...runSpan(children, first, last), bytes: noBytes });
    first = last;
  }
  return splices;
}

const isGone = (child: Child | undefined, gone: ReadonlySet<number>): boolean =>
  child !== undefined && gone.has(child.node);

/** With a neighbour before, its end is kept; else the next one's start; alone, only the run itself goes. */
function runSpan(children: readonly Child[], first: number, last: number): { start: number; end: number } {
  const before = children[first - 1];
  const behind = children[last + 1];
  const start = children[first]?.start ?? 0;
  const end = children[last]?.end ?? 0;
  if (before !== undefined) return { start: before.end, end };
  return behind === undefined ? { start, end } : { start, end: behind.start };
}
